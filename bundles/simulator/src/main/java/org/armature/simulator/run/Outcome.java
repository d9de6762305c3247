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
 * @param vectors how long version vectors were
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
        Vectors vectors,
        List<Violation> violations) {
    /**
     * Entries of the longest version vector.
     *
     * @param ever that any node has written
     * @param inTheEnd that an owner held when all was healed
     */
    public record Vectors(int ever, int inTheEnd) {
        Vectors or(Vectors other) {
            return new Vectors(Math.max(ever, other.ever), Math.max(inTheEnd, other.inTheEnd));
        }
    }
}
