package org.armature.antientropy;

import java.util.Objects;
import java.util.Optional;
import org.armature.ring.Position;

/**
 * Into how many leaves each partition of a ring is divided: about {@value #LEAVES_OF_RING} for a table on the whole ring, so
 * that a table's trees take at most half a MiB of memory up to Q = 2,048, however many keys it has.
 *
 * @param partitions Q
 * @param leaves of each partition, a multiple of {@value #BRANCHES}
 */
public record TreeShape(int partitions, int leaves) {
    /** Children of a tree's root. */
    public static final int BRANCHES = 32;

    static final int LEAVES_OF_RING = 65_536;
    static final int MOST_LEAVES = 1_024;

    public TreeShape {
        if (leaves < BRANCHES || leaves % BRANCHES != 0) {
            throw new IllegalArgumentException(leaves + " leaves, must be a multiple of " + BRANCHES);
        }
    }

    /** @param partitions Q, from 1 */
    public static TreeShape of(int partitions) {
        int wished = Math.max(BRANCHES, Math.min(MOST_LEAVES, LEAVES_OF_RING / partitions));
        return new TreeShape(partitions, wished / BRANCHES * BRANCHES);
    }

    public int leavesOfBranch() {
        return leaves / BRANCHES;
    }

    /** From 0, in ring order within the position's partition. */
    public int leafOf(Position position) {
        return position.partitionOf(partitions * leaves) % leaves;
    }

    /** The first position of a leaf. */
    public Position from(int partition, int leaf) {
        Objects.checkIndex(leaf, leaves);
        return Position.startOf(partition * leaves + leaf, partitions * leaves);
    }

    /** The position after a leaf's last; empty if it reaches to the end of the ring. */
    public Optional<Position> to(int partition, int leaf) {
        Objects.checkIndex(leaf, leaves);
        int next = partition * leaves + leaf + 1;
        return next == partitions * leaves
                ? Optional.empty()
                : Optional.of(Position.startOf(next, partitions * leaves));
    }
}
