package org.armature.config;

/**
 * What a node does for owners that are away (Dynamo §4.6).
 *
 * @param maxBytes what it keeps for all of them together, 0 or more; 0 to keep nothing
 * @param perSecond hints delivered per second to each owner that is back, 1 to 100,000
 */
public record HintLimits(long maxBytes, int perSecond) {
    static final int MAX_PER_SECOND = 100_000;

    public HintLimits {
        if (maxBytes < 0 || perSecond < 1 || perSecond > MAX_PER_SECOND) {
            throw new IllegalArgumentException(
                    "0 bytes or more and 1 to " + MAX_PER_SECOND + " a second, not " + maxBytes + " and " + perSecond);
        }
    }
}
