package org.armature.simulator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.armature.simulator.fault.StepStrike;
import org.junit.jupiter.api.Test;

/**
 * A fourth node joins three under load, and at each step of a transfer the giver, the taker or a third node is killed,
 * stopped, cut off or finds its disk full: every acknowledged write survives, the transition ends, nothing is left over.
 * Most runs are of strategy 3; of the others each has some at every step.
 */
class TransferMatrixTest {
    private static final int RUNS =
            StepStrike.Step.values().length * StepStrike.Role.values().length * StepStrike.Harm.values().length;

    /** Taken in turn: no divisor of the runs of a step, so that roles and harms change from step to step. */
    private static final List<String> STRATEGIES = List.of("3", "1", "3", "2", "3");

    @Test
    void eachFaultAtEachStepToEachRoleIsSurvived() {
        List<String> failures = new ArrayList<>();
        int struck = 0;
        long seed = 1;
        for (StepStrike.Step step : StepStrike.Step.values()) {
            for (StepStrike.Role role : StepStrike.Role.values()) {
                for (StepStrike.Harm harm : StepStrike.Harm.values()) {
                    String at = (step + "/" + role + "/" + harm).toLowerCase(Locale.ROOT);
                    String strategy = STRATEGIES.get((int) (seed % STRATEGIES.size()));
                    Outcome outcome = new Simulation(seed, options(at, strategy), null).run();
                    struck += outcome.faults().containsKey("strike") ? 1 : 0;
                    String run = "seed " + seed + " strategy=" + strategy + ",strike-at=" + at;
                    outcome.violations().forEach(violation -> failures.add(run + ": " + violation));
                    seed++;
                }
            }
        }
        assertEquals(List.of(), failures);
        assertTrue(RUNS >= 60 && struck == RUNS, struck + " of " + RUNS + " faults came to pass");
    }

    private static Map<String, String> options(String at, String strategy) {
        Map<String, String> options = new TreeMap<>();
        options.put("seconds", "20");
        options.put("nodes", "3");
        options.put("ring-changes", "yes");
        options.put("only-fault", "ring-join");
        options.put("fault-pause-ms", "2000");
        options.put("table0.nrw", "3/2/2");
        options.put("strategy", strategy);
        options.put("tokens", "12");
        options.put("strike-at", at);
        return options;
    }
}
