package org.armature.simulator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.armature.simulator.check.Violation;
import org.junit.jupiter.api.Test;

/** The checks see what they are there to see. */
class ControlTest {
    @Test
    void whereTheLastWriteWinsAcknowledgedWritesAreLost() {
        Map<String, String> lastWriteWins = Map.of(
                "seconds",
                "20",
                "tables",
                "1",
                "table0.use",
                "last_write_wins",
                "table0.nrw",
                "3/2/2",
                "believe-in-lww",
                "yes");
        List<Violation> found = new Simulation(1, lastWriteWins, null).run().violations();
        assertTrue(found.stream().anyMatch(violation -> violation.invariant().equals("I-1 LOST")), found::toString);
    }

    @Test
    void aRegisterWithoutConfirmedWritesWouldBeNone() {
        Map<String, String> unconfirmed = Map.of(
                "seconds", "60", "tables", "1", "table0.use", "register", "keys", "5", "unconfirmed-registers", "yes");
        boolean seen = false;
        for (long seed = 1; seed <= 30 && !seen; seed++) {
            seen = new Simulation(seed, unconfirmed, null)
                    .run().violations().stream()
                            .anyMatch(violation -> violation.invariant().startsWith("LIN"));
        }
        assertTrue(seen);
    }

    @Test
    void quietClustersLoseNothingAndRepairNothing() {
        Map<String, String> quiet =
                Map.of("seconds", "20", "fault-pause-ms", "1000000000", "max-calls", "1000", "deadline-ms", "4000");
        Outcome outcome = new Simulation(1, quiet, null).run();
        assertEquals(List.of(), outcome.violations());
        assertEquals(Map.of(), outcome.faults());
        assertEquals(0, outcome.points().get("hints_kept"));
    }
}
