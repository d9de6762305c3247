package org.armature.bench.growth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.armature.bench.steady.Copies;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private long now;
    private final Timeline timeline = new Timeline(() -> now);

    private void begin(long at, Stage stage) {
        now = at;
        timeline.begin(1, stage);
    }

    @Test
    void anOperationCountsToThePartInWhichItWasDueWithTheTimeItWaited() {
        begin(1_000, Stage.QUIET_OF_THREE);
        begin(2_000, Stage.JOINING);
        now = 9_000;
        timeline.windows().done(true, 1_999, 1);
        timeline.windows().done(false, 2_000, 1);
        timeline.windows().done(false, 500, 1);
        timeline.windows().failed(false, 1_500, "ARM-202 OUTCOME_UNKNOWN");
        timeline.windows().failed(true, 2_500, "MISSING");
        timeline.end();

        PartReport quiet = timeline.reports().get(0);
        assertEquals(
                List.of(1L, 0L, 1L, 1L),
                List.of(quiet.reads(), quiet.readsFailed(), quiet.writes(), quiet.writesFailed()));
        assertEquals(Map.of("ARM-202 OUTCOME_UNKNOWN", 1L), quiet.errors());
        assertEquals(1_000, quiet.nanos());
        PartReport joining = timeline.reports().get(1);
        assertEquals(
                List.of(0L, 1L, 1L, 0L),
                List.of(joining.reads(), joining.readsFailed(), joining.writes(), joining.writesFailed()));
        assertEquals(7_000, joining.nanos());
        assertEquals(7.0, joining.latency().max(), 0.1, "microseconds of the one due at 2,000");
    }

    @Test
    void keysAndChangesCountToThePartThatGoesOn() {
        begin(0, Stage.QUIET_OF_THREE);
        timeline.asked(Copies.ALL);
        begin(10, Stage.JOINING);
        timeline.asked(Copies.ALL);
        timeline.asked(Copies.TOO_FEW);
        timeline.asked(Copies.UNKNOWN);
        Change join = new Change("join n4", 192, 192, 192, 1_000, Duration.ofSeconds(2), Optional.empty());
        timeline.changed(join);
        timeline.end();

        PartReport quiet = timeline.reports().get(0);
        assertEquals(List.of(1, 0, 0), List.of(quiet.keysAsked(), quiet.keysThin(), quiet.keysUnknown()));
        assertEquals(Optional.empty(), quiet.change());
        PartReport joining = timeline.reports().get(1);
        assertEquals(List.of(2, 1, 1), List.of(joining.keysAsked(), joining.keysThin(), joining.keysUnknown()));
        assertEquals(Optional.of(join), joining.change());
        assertEquals(500, join.bytesPerSecond(), 1e-9);
    }
}
