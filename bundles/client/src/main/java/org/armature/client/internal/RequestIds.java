package org.armature.client.internal;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.armature.model.RequestId;

/**
 * Names for writes. Two SplitMix64 streams from one secure 128-bit seed: within a client no id ever comes twice, for
 * each stream is a bijection of the counter; two clients share one only if their seeds lie exactly in step, which is as
 * unlikely as equal 128-bit numbers. Thread-safe, one atomic addition a name.
 */
final class RequestIds {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private final long highSeed;
    private final long lowSeed;
    private final AtomicLong drawn = new AtomicLong();

    RequestIds(SecureRandom random) {
        highSeed = random.nextLong();
        lowSeed = random.nextLong();
    }

    RequestId next() {
        long step = drawn.getAndIncrement() * GOLDEN_GAMMA;
        return new RequestId(mix(highSeed + step), mix(lowSeed + step));
    }

    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }
}
