package org.armature.node;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.armature.antientropy.TreeShape;
import org.armature.model.NodeId;
import org.armature.ring.Position;
import org.armature.ring.Ring;

/**
 * What two nodes own both of a partition, by leaves. In strategies 2 and 3 that is all of it or nothing. In strategy 1 ranges
 * end within leaves: such leaves are compared key by key.
 *
 * @param whole leaves all of whose keys both own
 * @param cut leaves of which both may own some keys
 */
record CommonLeaves(BitSet whole, BitSet cut) {
    static CommonLeaves of(Ring ring, TreeShape shape, int partition, int n, NodeId one, NodeId other) {
        BitSet whole = new BitSet();
        BitSet cut = new BitSet();
        if (ring.ownersWithin(partition, n).stream().noneMatch(owners -> owners.containsAll(List.of(one, other)))) {
            return new CommonLeaves(whole, cut);
        }
        int known = -1;
        boolean bothOwn = false;
        for (int leaf = 0; leaf < shape.leaves(); leaf++) {
            Position from = shape.from(partition, leaf);
            int range = ring.rangeOf(from);
            Optional<Position> to = shape.to(partition, leaf);
            boolean isCut = leaf + 1 < shape.leaves()
                    ? range != ring.rangeOf(to.orElseThrow())
                    : ring.ownersWithin(partition, n).size() > 1;
            if (isCut) {
                cut.set(leaf);
                continue;
            }
            if (range != known) {
                known = range;
                bothOwn = ring.preferenceList(range, n).owners().containsAll(List.of(one, other));
            }
            whole.set(leaf, bothOwn);
        }
        return new CommonLeaves(whole, cut);
    }

    boolean isNothing() {
        return whole.isEmpty() && cut.isEmpty();
    }
}
