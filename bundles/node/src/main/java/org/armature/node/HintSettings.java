package org.armature.node;

/**
 * How much a shard keeps for others and how fast it hands it over.
 *
 * @param maxBytes of keys and values; beyond it no more is kept, and puts go on without; from 0
 * @param perSecond hints delivered in a second to each owner that is back, from 1
 */
public record HintSettings(long maxBytes, int perSecond) {
    public HintSettings {
        if (maxBytes < 0 || perSecond < 1) {
            throw new IllegalArgumentException(
                    "hints: " + maxBytes + " bytes at most, " + perSecond + " a second; must be 0 and 1 or more");
        }
    }
}
