package org.armature.replication;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.armature.model.NodeId;
import org.armature.protocol.HintRecord;
import org.armature.protocol.ProtocolException;

/**
 * What a node keeps of a key for owners that were away, decoded.
 *
 * @param owners whom it is for
 * @param generation counts its changes, from 1
 * @param copy what is kept; empty if the hint refers to this node's own copy
 */
public record HintCopy(SortedSet<NodeId> owners, long generation, Optional<LocalCopy> copy) {

    /** @throws ProtocolException RECORD_CORRUPT; such a hint counts as none */
    public static HintCopy decode(byte[] stored) throws ProtocolException {
        HintRecord hint = HintRecord.decode(stored);
        return new HintCopy(
                hint.owners(),
                hint.generation(),
                hint.copy().isPresent() ? Optional.of(LocalCopy.of(hint.copy().get())) : Optional.empty());
    }

    public byte[] encode() {
        return new HintRecord(owners, generation, copy.map(LocalCopy::stored)).encode();
    }

    /** This hint changed, and for one owner more. */
    HintCopy next(NodeId owner, Optional<LocalCopy> changed) {
        SortedSet<NodeId> more = new TreeSet<>(owners);
        more.add(owner);
        return new HintCopy(more, generation + 1, changed);
    }

    /** For the same owners. */
    HintCopy keeping(LocalCopy changed) {
        return new HintCopy(owners, generation + 1, Optional.of(changed));
    }

    /** For these owners instead; nothing if there are none. */
    Optional<HintCopy> withOwners(SortedSet<NodeId> others) {
        return others.isEmpty() ? Optional.empty() : Optional.of(new HintCopy(others, generation, copy));
    }
}
