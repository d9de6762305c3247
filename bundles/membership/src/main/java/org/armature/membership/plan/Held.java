package org.armature.membership.plan;

/**
 * What a node stores.
 *
 * @param keys deleted ones too, as long as their tombstones are kept
 */
public record Held(long keys, long bytes) {
    public static final Held NOTHING = new Held(0, 0);

    /** @throws IllegalArgumentException if a figure is negative */
    public Held {
        if (keys < 0 || bytes < 0) {
            throw new IllegalArgumentException(keys + " keys of " + bytes + " bytes: neither is negative");
        }
    }

    public Held plus(Held more) {
        return new Held(keys + more.keys, bytes + more.bytes);
    }
}
