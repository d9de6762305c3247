package org.armature.bench.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.armature.demo.cluster.HintFigures;
import org.armature.history.Outcome;
import org.junit.jupiter.api.Test;

class TargetsTest {
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final Samples samples = new Samples();

    private void write(long endedMillis, Outcome outcome) {
        long ended = Duration.ofMillis(endedMillis).toNanos();
        samples.add(new Sample(true, ended - 1, 1, ended, outcome));
    }

    private static HintStory hints(long kept, long delivered, long pending, double goneSeconds) {
        return new HintStory(
                new HintFigures(kept, delivered, pending), Duration.ofMillis((long) (goneSeconds * 1_000)));
    }

    @Test
    void oneWriteInAThousandMayFailAndNoMore() {
        Interval all = new Interval("all", 0, Long.MAX_VALUE);
        for (int i = 1; i < 1_000; i++) {
            write(i, Outcome.OK);
        }
        write(1_000, Outcome.UNKNOWN);
        assertTrue(Targets.writesTaken(samples, List.of(all)).held());
        write(1_001, Outcome.FAILED);
        assertFalse(Targets.writesTaken(samples, List.of(all)).held());
    }

    @Test
    void nothingWrittenIsNoSuccess() {
        assertFalse(
                Targets.writesTaken(samples, List.of(new Interval("all", 0, 1))).held());
        assertFalse(Targets.nothingLost(0, 0).held());
    }

    @Test
    void theLastFailureCountsFromTheFault() {
        long fault = Duration.ofSeconds(10).toNanos();
        write(9_000, Outcome.FAILED);
        assertEquals(
                "none", Targets.noFailureAfter("kill", LIMIT, samples, fault).value());
        write(12_000, Outcome.FAILED);
        assertTrue(Targets.noFailureAfter("kill", LIMIT, samples, fault).held());
        write(12_001, Outcome.UNKNOWN);
        assertFalse(Targets.noFailureAfter("kill", LIMIT, samples, fault).held());
    }

    @Test
    void hintsHaveToBeKeptAndToGo() {
        assertTrue(Targets.hintsKept(hints(3, 2, 0, 1)).held());
        assertFalse(Targets.hintsKept(hints(0, 0, 0, 0)).held(), "none was kept, so nothing was shown");
        assertFalse(Targets.hintsKept(hints(3, 0, 0, 0)).held(), "none was delivered");
        assertTrue(Targets.hintsGone(hints(3, 2, 0, 20)).held());
        assertFalse(Targets.hintsGone(hints(3, 2, 0, 20.001)).held());
        assertFalse(Targets.hintsGone(hints(3, 2, 1, 1)).held());
    }

    @Test
    void oneLossOrOneFalseSuspicionIsTooMany() {
        assertTrue(Targets.nothingLost(0, 7).held());
        assertFalse(Targets.nothingLost(1, 7).held());
        assertTrue(Targets.noFalseSuspicion(0).held());
        assertFalse(Targets.noFalseSuspicion(1).held());
    }
}
