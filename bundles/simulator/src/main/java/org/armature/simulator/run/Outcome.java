package org.armature.simulator.run;

import java.util.List;
import java.util.Map;
import org.armature.simulator.check.Violation;

/**
 * What came of a run.
 *
 * @param options all of them, as text
 * @param traceHash equal for equal runs
 * @param events delivered
 * @param simulatedNanos how long it took in virtual time
 * @param calls by kind and outcome
 * @param faults by kind
 * @param points what else was counted, by name
 */
public record Outcome(
        long seed,
        String options,
        String given,
        long traceHash,
        long events,
        long simulatedNanos,
        Map<String, Long> calls,
        Map<String, Long> faults,
        Map<String, Long> points,
        List<Violation> violations) {}
