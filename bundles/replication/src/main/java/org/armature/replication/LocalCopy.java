package org.armature.replication;

import java.util.Collection;
import java.util.Optional;
import org.armature.model.ActorId;
import org.armature.model.Bytes;
import org.armature.model.VersionSet;
import org.armature.protocol.ProtocolException;
import org.armature.protocol.RecordCodec;
import org.armature.protocol.StoredRecord;

/**
 * A node's own copy of a key, decoded.
 *
 * @param set what it knows
 * @param encoded the same as bytes, which other replicas are sent
 * @param minting the actor under which this node has counted events of the key without ever forgetting it since
 */
public record LocalCopy(VersionSet set, Bytes encoded, Optional<ActorId> minting) {
    static final String TOO_LONG =
            "the record would have more actors or versions than a record can have; what is stored"
                    + " stays. Nodes forget what they counted: look for lost data and unclean starts";

    /** @throws ProtocolException RECORD_CORRUPT; such a copy counts as none */
    public static LocalCopy decode(byte[] stored) throws ProtocolException {
        return of(StoredRecord.decode(stored));
    }

    static LocalCopy of(StoredRecord record) throws ProtocolException {
        return new LocalCopy(RecordCodec.decode(record.record()), record.record(), record.minting());
    }

    /**
     * With a shorter vector, see {@link VersionSet#forgetting}. What was counted under an actor that is forgotten is not
     * counted on from.
     */
    public LocalCopy forgetting(Collection<ActorId> forgotten) {
        return of(set.forgetting(forgotten), minting.filter(actor -> !forgotten.contains(actor)));
    }

    public byte[] encode() {
        return stored().encode();
    }

    StoredRecord stored() {
        return new StoredRecord(encoded, minting);
    }

    static LocalCopy of(VersionSet set, Optional<ActorId> minting) {
        return new LocalCopy(set, RecordCodec.encode(set), minting);
    }
}
