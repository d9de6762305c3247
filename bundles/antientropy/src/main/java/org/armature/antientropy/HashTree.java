package org.armature.antientropy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The hashes of a partition's leaves, and above them, worked out when they are asked for, those of its branches and its root
 * (a Merkle tree of three levels, Dynamo §4.7). A leaf is the sum of what its keys add, so that a write changes it without a
 * look at other keys, and the order of writes does not matter. Not thread-safe.
 */
public final class HashTree {
    private final TreeShape shape;
    private final long[] leaves;

    /** Of a partition that has no keys. */
    public HashTree(TreeShape shape) {
        this.shape = shape;
        this.leaves = new long[shape.leaves()];
    }

    public TreeShape shape() {
        return shape;
    }

    void add(int leaf, long entry) {
        leaves[leaf] += entry;
    }

    void subtract(int leaf, long entry) {
        leaves[leaf] -= entry;
    }

    void set(int leaf, long hash) {
        leaves[leaf] = hash;
    }

    public long leaf(int number) {
        return leaves[number];
    }

    /** @param included leaves that count; the others are taken as empty */
    public long branch(int number, BitSet included) {
        long hash = 0;
        int first = number * shape.leavesOfBranch();
        for (int leaf = first; leaf < first + shape.leavesOfBranch(); leaf++) {
            hash = EntryHash.mix(hash ^ (included.get(leaf) ? leaves[leaf] : 0));
        }
        return hash;
    }

    /** Of all branches, in their order. */
    public List<Long> branches(BitSet included) {
        List<Long> hashes = new ArrayList<>(TreeShape.BRANCHES);
        for (int branch = 0; branch < TreeShape.BRANCHES; branch++) {
            hashes.add(branch(branch, included));
        }
        return hashes;
    }

    /** @param included leaves that count; the others are taken as empty */
    public long root(BitSet included) {
        long hash = 0;
        for (int branch = 0; branch < TreeShape.BRANCHES; branch++) {
            hash = EntryHash.mix(hash ^ branch(branch, included));
        }
        return hash;
    }

    /** Eight bytes a leaf. */
    public byte[] toBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(leaves.length * Long.BYTES);
        bytes.asLongBuffer().put(leaves);
        return bytes.array();
    }

    /**
     * The inverse of {@link #toBytes()}.
     *
     * @throws IllegalArgumentException if these are not the bytes of a tree of that shape
     */
    public static HashTree of(TreeShape shape, byte[] bytes) {
        if (bytes.length != shape.leaves() * Long.BYTES) {
            throw new IllegalArgumentException(
                    bytes.length + " bytes of a tree that has " + shape.leaves() * Long.BYTES);
        }
        HashTree tree = new HashTree(shape);
        ByteBuffer.wrap(bytes).asLongBuffer().get(tree.leaves);
        return tree;
    }
}
