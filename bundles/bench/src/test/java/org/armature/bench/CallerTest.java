package org.armature.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CallerTest {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;
    private static final Workload READS = new Workload(10, 16, 100, 1, 1);

    private final FakeClock clock = new FakeClock();

    private Tally call(Session session, Pacing pacing) {
        return new Caller(new Script(READS, 0), session, clock).call(pacing, 10 * SECOND);
    }

    /** Answers in 0.1 ms, but for one call that takes a second. */
    private Session stallingOnce() {
        return new ScriptedSession() {
            private int calls;

            @Override
            public int get(int key) {
                clock.pass(++calls == 3_000 ? SECOND : MILLI / 10);
                return 1;
            }
        };
    }

    @Test
    void atAFixedRateEveryOperationThatAStallDelayedCountsFromTheTimeItWasDue() {
        Tally tally = call(stallingOnce(), Pacing.openLoop(0, MILLI));

        assertEquals(10_000, tally.done(), "one operation a millisecond for ten seconds, the stall caught up");
        long delayedByHalfASecond =
                tally.reads().getCountBetweenValues(SECOND / 2, tally.reads().getMaxValue());
        assertTrue(
                delayedByHalfASecond > 500 && delayedByHalfASecond < 600,
                "operations due during the stall's first half, and while it was caught up: " + delayedByHalfASecond);
        assertTrue(tally.reads().getValueAtPercentile(95) > 400 * MILLI, "p95 shows the stall");
    }

    @Test
    void inAClosedLoopAStallIsOneSlowOperation() {
        Tally tally = call(stallingOnce(), Pacing.closedLoop());

        assertEquals(1, tally.reads().getCountBetweenValues(SECOND / 2, 2 * SECOND));
        assertTrue(tally.reads().getValueAtPercentile(99) < MILLI);
    }

    @Test
    void operationsDueButNeverBegunAreCountedWithTheTimeTheyWaited() {
        Tally tally = call(
                new ScriptedSession() {
                    @Override
                    public int get(int key) {
                        clock.pass(11 * SECOND);
                        return 1;
                    }
                },
                Pacing.openLoop(0, SECOND));

        assertEquals(1, tally.done());
        assertEquals(9, tally.notBegun());
        assertEquals(10, tally.reads().getTotalCount());
        assertEquals(9, tally.reads().getCountBetweenValues(1, tally.reads().highestEquivalentValue(9 * SECOND)));
    }

    @Test
    void aFailedOperationIsNotDoneButItsTimeCounts() {
        Tally tally = call(
                new ScriptedSession() {
                    @Override
                    public int get(int key) throws OperationFailed {
                        clock.pass(5 * SECOND);
                        throw new OperationFailed("ARM-203 READ_TIMEOUT", "nobody answered");
                    }
                },
                Pacing.closedLoop());

        assertEquals(0, tally.done());
        assertEquals(Map.of("ARM-203 READ_TIMEOUT", 2L), tally.errors());
        assertEquals(2, tally.reads().getTotalCount());
    }

    @Test
    void answersWithSiblingsAreCounted() {
        Tally tally = call(
                new ScriptedSession() {
                    @Override
                    public int get(int key) {
                        clock.pass(4 * SECOND);
                        return 2;
                    }
                },
                Pacing.closedLoop());

        assertEquals(3, tally.conflicts());
    }

    /** For tests that only read. */
    private abstract static class ScriptedSession implements Session {
        @Override
        public int put(int key) {
            throw new AssertionError("a put of key " + key);
        }
    }
}
