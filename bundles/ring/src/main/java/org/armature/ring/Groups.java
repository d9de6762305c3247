package org.armature.ring;

/**
 * How many tokens each host holds, or each zone, against the most it may hold if its tokens shall stand {@code distance}
 * places apart on a circle of Q: Q/distance, rounded down. If that many for every group would not make up Q, as many
 * groups as are needed hold one more. Mutable.
 */
final class Groups {
    private final int[] held;
    private final int limit;
    private final int extras;
    private int above;

    /** @param distance 1 if there is no such limit */
    Groups(int groups, int partitions, int distance) {
        this.held = new int[groups];
        this.limit = partitions / distance;
        this.extras = Math.max(0, partitions - groups * limit);
    }

    void add(int group, int tokens) {
        above -= held[group] > limit ? 1 : 0;
        held[group] += tokens;
        above += held[group] > limit ? 1 : 0;
    }

    boolean hasTooMany(int group) {
        return held[group] > limit && (held[group] > limit + 1 || above > extras);
    }

    boolean isFull(int group) {
        return held[group] > limit || (held[group] == limit && above >= extras);
    }

    int held(int group) {
        return held[group];
    }

    int limit() {
        return limit;
    }

    /** How many groups must hold one more than the limit, because the limit for each does not make up Q. */
    int extras() {
        return extras;
    }
}
