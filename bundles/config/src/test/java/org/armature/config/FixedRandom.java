package org.armature.config;

import java.security.SecureRandom;
import java.util.Random;

/** Always draws the same bytes. */
final class FixedRandom extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final Random random;

    FixedRandom(long seed) {
        this.random = new Random(seed);
    }

    @Override
    public void nextBytes(byte[] bytes) {
        random.nextBytes(bytes);
    }
}
