package org.armature.simulator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

    @Test
    void valuesThatExpireAreSeenWhileTheyLiveAndAsExpiredAfterwards() {
        Map<String, String> brief = Map.of("seconds", "20", "ring-changes", "no", "short-lived", "700");
        for (long seed = 1; seed <= 3; seed++) {
            Outcome outcome = new Simulation(seed, brief, null).run();
            assertEquals(List.of(), outcome.violations(), "seed " + seed);
            assertTrue(outcome.points().get("values shown that expire") > 0, "seed " + seed);
            assertTrue(outcome.points().get("values shown as expired") > 0, "seed " + seed);
        }
    }

    @Test
    void conditionalPutsAreWrittenAndRefused() {
        Map<String, String> racing =
                Map.of("seconds", "20", "keys", "5", "tables", "1", "table0.use", "siblings", "conditional", "700");
        for (long seed = 1; seed <= 3; seed++) {
            Outcome outcome = new Simulation(seed, racing, null).run();
            assertEquals(List.of(), outcome.violations(), "seed " + seed);
            assertTrue(outcome.points().get("conditional puts given a dot") > 0, "seed " + seed);
            assertTrue(outcome.points().get("puts_condition_failed") > 0, "seed " + seed);
        }
    }

    /** Where reads, or writes, need every owner, none may be out of reach for a moment. */
    @Test
    void withoutFaultsClustersGrowAndShrinkAndNoRequestFails() {
        for (String strategy : List.of("1", "2", "3")) {
            for (String quorum : List.of("3/1/3", "3/3/1")) {
                changesWithoutFailure(strategy, quorum, List.of("ring-join", "ring-leave"));
            }
        }
    }

    @Test
    void withoutFaultsChangesAreTakenBackAndNoRequestFails() {
        for (String strategy : List.of("1", "2", "3")) {
            for (String quorum : List.of("3/2/2", "3/3/3")) {
                changesWithoutFailure(strategy, quorum, List.of("ring-cancel", "ring-join", "ring-leave"));
            }
        }
    }

    /** A member that was slow lets a node join half a minute after the last fault, when all others stand by an earlier ring. */
    @Test
    void clustersAreJudgedByTheLastRingHoweverLateItComes() {
        Outcome outcome = new Simulation(73, Map.of("ring-changes", "yes"), null).run();
        assertEquals(List.of(), outcome.violations());
        assertEquals(2, outcome.faults().get("ring-join"));
    }

    private static void changesWithoutFailure(String strategy, String quorum, List<String> changes) {
        String run = "strategy " + strategy + ", " + quorum;
        Map<String, String> options = growing(strategy, quorum, String.join("/", changes));
        Outcome outcome = new Simulation(3, options, null).run();
        assertEquals(List.of(), outcome.violations(), run);
        assertEquals(
                List.of("DELETE OK", "GET OK", "PUT OK"),
                List.copyOf(outcome.calls().keySet()),
                run);
        assertEquals(0, outcome.points().get("puts_outcome_unknown"), run);
        assertEquals(changes, List.copyOf(outcome.faults().keySet()), run);
        assertTrue(outcome.points().get("places_taken") > 0, run);
    }

    private static Map<String, String> growing(String strategy, String quorum, String changes) {
        Map<String, String> options = new TreeMap<>();
        options.put("seconds", "20");
        options.put("nodes", "4");
        options.put("strategy", strategy);
        options.put("tokens", "12");
        options.put("ring-changes", "yes");
        options.put("only-fault", changes);
        options.put("fault-pause-ms", "1000");
        options.put("victim", "no");
        options.put("tables", "1");
        options.put("table0.use", "siblings");
        options.put("table0.nrw", quorum);
        options.put("table0.strict", "yes");
        options.put("conditional", "0");
        options.put("max-calls", "1000");
        options.put("deadline-ms", "4000");
        return options;
    }
}
