package org.armature.simulator.run;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Sums over many runs. Not thread-safe. */
public final class Totals {
    private static final double SECOND = 1e9;

    private final Map<String, Long> calls = new TreeMap<>();
    private final Map<String, Long> faults = new TreeMap<>();
    private final Map<String, Long> points = new TreeMap<>();
    private final Map<String, Long> violations = new TreeMap<>();
    private long runs;
    private long failed;
    private long events;
    private long simulatedNanos;
    private Outcome.Vectors longest = new Outcome.Vectors(0, 0);

    public void add(Outcome outcome) {
        runs++;
        failed += outcome.violations().isEmpty() ? 0 : 1;
        events += outcome.events();
        simulatedNanos += outcome.simulatedNanos();
        longest = longest.or(outcome.vectors());
        outcome.calls().forEach((name, count) -> calls.merge(name, count, Long::sum));
        outcome.faults().forEach((name, count) -> faults.merge(name, count, Long::sum));
        outcome.points().forEach((name, count) -> points.merge(name, count, Long::sum));
        outcome.violations().forEach(violation -> violations.merge(violation.invariant(), 1L, Long::sum));
    }

    public long violations() {
        return violations.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Several lines for people, each ended. */
    public String report(long realNanos) {
        StringBuilder text = new StringBuilder();
        line(text, "runs", runs + ", of which failed " + failed);
        line(text, "operations", of(calls));
        line(text, "faults", of(faults));
        line(text, "counted", of(points));
        line(text, "never", never());
        line(text, "vectors", "of up to " + longest.ever() + " entries, " + longest.inTheEnd() + " in the end");
        line(text, "events", Long.toString(events));
        line(
                text,
                "time",
                String.format(
                        Locale.ROOT,
                        "%.0f s simulated in %.1f s, %.0f times real time",
                        simulatedNanos / SECOND,
                        realNanos / SECOND,
                        (double) simulatedNanos / realNanos));
        line(text, "violations", violations.isEmpty() ? "none" : of(violations));
        return text.toString();
    }

    /** Points that no run has reached: what was not exercised. */
    private String never() {
        String names = points.entrySet().stream()
                .filter(point -> point.getValue() == 0)
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "nothing of that" : names;
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "%-12s%s%n", name, value));
    }

    private static String of(Map<String, Long> counts) {
        StringBuilder text = new StringBuilder();
        counts.forEach((name, count) ->
                text.append(text.isEmpty() ? "" : ", ").append(name).append(' ').append(count));
        return text.toString();
    }
}
