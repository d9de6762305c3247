package org.armature.config;

/**
 * What moving data between nodes may cost a node (Dynamo §4.9, §5.2: background work yields to foreground work).
 *
 * @param bytesPerSecond that it sends at most, all transfers together, from 1
 * @param sharePercent of the time in which it sends a page or waits for the answer, 1 to 100
 * @param parallel transfers it sends at once, 1 to {@value #MOST_PARALLEL}
 */
public record TransferLimits(long bytesPerSecond, int sharePercent, int parallel) {
    static final int MOST_PARALLEL = 64;

    public TransferLimits {
        if (bytesPerSecond < 1 || sharePercent < 1 || sharePercent > 100 || parallel < 1 || parallel > MOST_PARALLEL) {
            throw new IllegalArgumentException("1 byte a second or more, 1 to 100 % of the time and 1 to "
                    + MOST_PARALLEL + " at once, not " + bytesPerSecond + ", " + sharePercent + " and " + parallel);
        }
    }
}
