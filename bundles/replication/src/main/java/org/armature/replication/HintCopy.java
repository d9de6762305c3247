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
 * @param copy what is kept; empty if the hint only refers to this node's own copy
 * @param refers whether the owners lack what this node's own copy holds, too
 * @param reapEpoch all of that is of this reap epoch of the key's partition at the earliest
 */
public record HintCopy(
        SortedSet<NodeId> owners, long generation, Optional<LocalCopy> copy, boolean refers, long reapEpoch) {

    /** @throws ProtocolException RECORD_CORRUPT; such a hint counts as none */
    public static HintCopy decode(byte[] stored) throws ProtocolException {
        HintRecord hint = HintRecord.decode(stored);
        return new HintCopy(
                hint.owners(),
                hint.generation(),
                hint.copy().isPresent() ? Optional.of(LocalCopy.of(hint.copy().get())) : Optional.empty(),
                hint.refers(),
                hint.reapEpoch());
    }

    public byte[] encode() {
        return new HintRecord(owners, generation, copy.map(LocalCopy::stored), refers, reapEpoch).encode();
    }

    /** This hint with another copy, and for one owner more; what it refers to the others still lack. */
    HintCopy next(NodeId owner, Optional<LocalCopy> changed, long changeEpoch) {
        return new HintCopy(with(owner), generation + 1, changed, refers, Math.min(reapEpoch, changeEpoch));
    }

    /** This hint, for one owner more, and referring to this node's own copy as well. */
    HintCopy referring(NodeId owner, long copyEpoch) {
        return new HintCopy(with(owner), generation + 1, copy, true, Math.min(reapEpoch, copyEpoch));
    }

    private SortedSet<NodeId> with(NodeId owner) {
        SortedSet<NodeId> more = new TreeSet<>(owners);
        more.add(owner);
        return more;
    }

    /** For the same owners; it holds what it referred to. */
    HintCopy keeping(LocalCopy changed, long copyEpoch) {
        return new HintCopy(owners, generation + 1, Optional.of(changed), false, Math.min(reapEpoch, copyEpoch));
    }

    /** For the same owners, with this copy, all of it of this reap epoch. */
    HintCopy ofEpoch(Optional<LocalCopy> changed, long epoch) {
        return new HintCopy(owners, generation + 1, changed, refers, epoch);
    }

    /** For these owners instead; nothing if there are none. */
    Optional<HintCopy> withOwners(SortedSet<NodeId> others) {
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of(new HintCopy(others, generation, copy, refers, reapEpoch));
    }
}
