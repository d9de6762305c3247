package org.armature.simulator.world;

import java.util.SplittableRandom;

/**
 * The sources of randomness of one run. Each component has its own, derived from the seed and the component's name, so
 * that what one draws does not shift what another gets. Immutable.
 */
public record Seeds(long root) {
    private static final long PRIME = 0x100000001B3L;
    private static final long OFFSET = 0xCBF29CE484222325L;
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    /** @param name such as {@code network}; equal names give equal sources */
    public SplittableRandom of(String name) {
        return new SplittableRandom(mix(root * GOLDEN_GAMMA + hash(name)));
    }

    /** The same on every machine and in every JVM. */
    private static long hash(String name) {
        long hash = OFFSET;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * PRIME;
        }
        return hash;
    }

    static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }
}
