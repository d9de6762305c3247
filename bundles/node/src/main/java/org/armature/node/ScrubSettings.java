package org.armature.node;

/** @param periodMillis in which everything stored is read once and its checksums are verified; 0 for never */
public record ScrubSettings(long periodMillis) {
    public static final ScrubSettings DEFAULT = new ScrubSettings(7L * 24 * 3_600_000);

    public ScrubSettings {
        if (periodMillis < 0) {
            throw new IllegalArgumentException("within " + periodMillis + " ms");
        }
    }
}
