package org.armature.protocol;

import java.util.Comparator;

/**
 * A place this node has ceased to serve, because a move of the transition under way takes it to another node.
 *
 * @param n of the tables concerned, 1 to 255
 * @param move its number among those of this n, 0 to 16,777,215
 * @param back whether the move is being taken back
 */
public record Fence(int n, int move, boolean back) implements Comparable<Fence> {
    public static final int MAX_N = 255;
    public static final int MAX_MOVE = (1 << 24) - 1;

    private static final Comparator<Fence> ORDER =
            Comparator.comparingInt(Fence::n).thenComparingInt(Fence::move).thenComparing(Fence::back);

    /** @throws IllegalArgumentException if n or the move is out of range */
    public Fence {
        if (n < 1 || n > MAX_N || move < 0 || move > MAX_MOVE) {
            throw new IllegalArgumentException(
                    "move " + move + " of N=" + n + ": N must be 1 to " + MAX_N + ", moves 0 to " + MAX_MOVE);
        }
    }

    @Override
    public int compareTo(Fence other) {
        return ORDER.compare(this, other);
    }
}
