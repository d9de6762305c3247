package org.armature.protocol;

import java.util.Optional;
import org.armature.model.ActorId;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;

/**
 * A record as an engine keeps it: what all replicas share, and what only this copy knows.
 *
 * @param record as {@link RecordCodec} encodes it
 * @param minting the actor under which this node has counted events of the key without ever forgetting it since; empty
 *     if it only received the key from others. A copy without one mints under a fresh epoch.
 */
@SuppressWarnings("DoNotCallSuggester")
public record StoredRecord(Bytes record, Optional<ActorId> minting) {

    /** With a format number and a CRC-32C over everything else. */
    public byte[] encode() {
        throw new AssertionError(this);
    }

    /** @throws ProtocolException RECORD_CORRUPT if the checksum fails or the format is unknown */
    public static StoredRecord decode(byte[] bytes) throws ProtocolException {
        throw new ProtocolException(ErrorCode.RECORD_CORRUPT, "" + bytes.length);
    }
}
