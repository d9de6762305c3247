package org.armature.config;

/**
 * How many replicas a table has and how many must answer (Dynamo §4.5).
 *
 * @param n copies of each object, 1 to 16, on distinct hosts
 * @param r replicas that must answer a read, 1 to n
 * @param w replicas that must have stored a write, 1 to n
 */
public record Quorum(int n, int r, int w) {
    static final int MAX_N = 16;

    public Quorum {
        if (n < 1 || n > MAX_N || r < 1 || r > n || w < 1 || w > n) {
            throw new IllegalArgumentException(
                    "1 <= r, w <= n <= " + MAX_N + " does not hold: n=" + n + ", r=" + r + ", w=" + w);
        }
    }

    /** Whether a read is sure to meet the latest write. {@code r + w <= n} is legal: it buys latency. */
    public boolean readsMeetWrites() {
        return r + w > n;
    }
}
