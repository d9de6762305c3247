package org.armature.bench.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.OptionalLong;
import org.armature.history.Outcome;
import org.junit.jupiter.api.Test;

class SamplesTest {
    private static final long FAULT = 1_000;

    private final Samples samples = new Samples();

    private void write(long due, long ended, Outcome outcome) {
        samples.add(new Sample(true, due, ended - due, ended, outcome));
    }

    @Test
    void anOperationBelongsToThePhaseInWhichItWasDue() {
        write(999, 5_000, Outcome.OK);
        write(FAULT, 5_000, Outcome.OK);
        write(1_500, 2_500, Outcome.UNKNOWN);
        write(1_999, 2_500, Outcome.FAILED);
        write(2_000, 2_500, Outcome.OK);
        samples.add(new Sample(false, 1_600, 10, 1_610, Outcome.FAILED));
        samples.add(new Sample(false, 1_600, 10, 1_610, Outcome.OK));

        Phase phase = samples.phase(new Interval("away", FAULT, 2_000));

        assertEquals(
                List.of(1L, 1L, 1L, 1L), List.of(phase.ok(), phase.failed(), phase.unknown(), phase.readsFailed()));
        assertEquals(3, phase.all());
        assertEquals(4.0, phase.writes().max(), 0.1, "microseconds of the slowest, which took 4000 ns");
    }

    @Test
    void aFailureCountsWhenItsCallerLearnsOfItAndAfterTheFaultOnly() {
        write(100, 900, Outcome.FAILED);
        assertEquals(OptionalLong.empty(), samples.lastFailedWriteAfter(FAULT));
        write(800, 3_000, Outcome.UNKNOWN);
        write(1_200, 2_000, Outcome.FAILED);
        write(1_300, 9_000, Outcome.OK);
        assertEquals(OptionalLong.of(3_000), samples.lastFailedWriteAfter(FAULT));
    }

    @Test
    void theFirstSuccessAfterAMomentIsTheOneThatEndedFirst() {
        assertEquals(OptionalLong.empty(), samples.firstWriteAfter(FAULT));
        write(100, 900, Outcome.OK);
        write(1_100, 4_000, Outcome.OK);
        write(1_200, 3_000, Outcome.OK);
        write(1_300, 2_000, Outcome.FAILED);
        assertEquals(OptionalLong.of(3_000), samples.firstWriteAfter(FAULT));
    }
}
