package org.armature.client.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final long MILLI = 1_000_000;

    @Test
    void doublesUpToTheCapAndStaysInTheUpperHalf() {
        Backoff backoff = new Backoff(100, 1_000);
        long[] longest = {100, 200, 400, 800, 1_000, 1_000};
        Random random = new Random(1);
        for (int failures = 0; failures < longest.length; failures++) {
            for (int i = 0; i < 100; i++) {
                long nanos = backoff.nanos(failures, random);
                assertTrue(nanos >= longest[failures] * MILLI / 2, failures + " failures: " + nanos);
                assertTrue(nanos <= longest[failures] * MILLI, failures + " failures: " + nanos);
            }
        }
    }

    @Test
    void anyNumberOfFailuresKeepsToTheCap() {
        assertTrue(new Backoff(100, 1_000).nanos(Integer.MAX_VALUE, new Random(1)) <= 1_000 * MILLI);
    }

    @Test
    void twoClientsDoNotComeBackTogether() {
        Backoff backoff = new Backoff(100, 1_000);
        Set<Long> waits = new HashSet<>();
        for (int seed = 0; seed < 50; seed++) {
            waits.add(backoff.nanos(3, new Random(seed)));
        }
        assertEquals(50, waits.size());
    }
}
