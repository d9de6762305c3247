package org.armature.simulator.mutant;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.armature.simulator.check.Violation;
import org.armature.simulator.run.Outcome;
import org.armature.simulator.run.Simulation;

/** One seed under one kind of pruning, loaded together with the classes it runs. */
public final class PruningRun implements Supplier<Map<String, Long>> {
    static final String FALSE_SIBLINGS = "false siblings";
    static final String CONTEXTS_BACK = "contexts went back";
    static final String LONGEST_LEFT = "longest in the end";
    private static final String VECTORS_BACK = "vectors went back";
    private static final String RESTLESS = "not equal and quiet in the end";
    private static final String OTHERS = "others";
    private static final String READS = "reads";
    private static final String REPAIRS = "reads that repaired";
    private static final String LONGEST_EVER = "longest ever";

    /** What must not be. */
    static final List<String> WRONG = List.of(FALSE_SIBLINGS, CONTEXTS_BACK, VECTORS_BACK, RESTLESS, OTHERS);

    static final List<String> FIGURES = List.of(
            FALSE_SIBLINGS, CONTEXTS_BACK, VECTORS_BACK, RESTLESS, OTHERS, READS, REPAIRS, LONGEST_EVER, LONGEST_LEFT);

    private final long seed;
    private final Map<String, String> options;

    public PruningRun(Long seed, Map<String, String> options) {
        this.seed = seed;
        this.options = options;
    }

    @Override
    public Map<String, Long> get() {
        Outcome outcome = new Simulation(seed, options, null).run();
        Map<String, Long> figures = new TreeMap<>();
        WRONG.forEach(wrong -> figures.put(wrong, 0L));
        outcome.violations().stream()
                .map(Violation::invariant)
                .forEach(invariant -> figures.merge(figure(invariant), 1L, Long::sum));
        figures.put(READS, outcome.calls().getOrDefault("GET OK", 0L));
        figures.put(REPAIRS, outcome.points().getOrDefault("read_repairs", 0L));
        figures.put(LONGEST_EVER, (long) outcome.vectors().ever());
        figures.put(LONGEST_LEFT, (long) outcome.vectors().inTheEnd());
        return figures;
    }

    private static String figure(String invariant) {
        if (invariant.startsWith("I-4")) {
            return RESTLESS;
        }
        return switch (invariant) {
            case "I-3 FALSE_SIBLING" -> FALSE_SIBLINGS;
            case "I-9 CONTEXT_WENT_BACK" -> CONTEXTS_BACK;
            case "I-9 VECTOR_WENT_BACK" -> VECTORS_BACK;
            default -> OTHERS;
        };
    }
}
