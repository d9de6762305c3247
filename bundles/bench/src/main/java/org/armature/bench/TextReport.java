package org.armature.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** The report for people; its last line is the ratio to the bound, if that was run. */
final class TextReport {
    private static final double MEGABYTE = 1 << 20;

    private final TextLines lines = new TextLines();

    private TextReport() {}

    static String of(Report report) {
        TextReport text = new TextReport();
        text.setup(report);
        text.latencies(report);
        text.troubles(report);
        text.costs(report);
        text.slices(report);
        return text.lines.toString();
    }

    private void setup(Report report) {
        Workload workload = report.workload();
        BenchPlan plan = report.plan();
        lines.add("%s, table %s", report.cluster(), report.table());
        lines.add(
                "%,d objects of %,d bytes, %d %% reads, %d threads, %s, seed %d",
                workload.keys(),
                workload.valueBytes(),
                workload.readPercent(),
                workload.threads(),
                plan.rate().isPresent()
                        ? String.format(
                                Locale.ROOT,
                                "open loop at %,.0f ops/s",
                                plan.rate().getAsDouble())
                        : "closed loop",
                workload.seed());
        double seconds = report.loadNanos() / 1e9;
        lines.add(
                "loaded in %.1f s (%,.0f objects/s), then %d s of warm-up and %d slices of %.1f s on each side",
                seconds,
                workload.keys() / Math.max(seconds, 1e-9),
                plan.warmupSeconds(),
                plan.slices(),
                plan.slice().toNanos() / 1e9);
    }

    private void latencies(Report report) {
        lines.add("");
        lines.add(
                "%-13s %10s %9s %9s %9s %9s %9s %9s",
                "", "done", "ops/s", "mean ms", "p50 ms", "p99 ms", "p99.9 ms", "max ms");
        side("store", report.store());
        report.bound().ifPresent(bound -> side("echo", bound));
    }

    private void side(String name, SideReport side) {
        double seconds = side.perSecond() == 0 ? 0 : side.done() / side.perSecond();
        latency(name + " reads", side.reads(), seconds);
        latency(name + " writes", side.writes(), seconds);
        latency(name + " all", side.all(), seconds);
    }

    private void latency(String name, Latency latency, double seconds) {
        lines.add(
                "%-13s %,10d %,9.0f %9.2f %9.2f %9.2f %9.2f %9.2f",
                name,
                latency.done(),
                seconds == 0 ? 0 : latency.done() / seconds,
                latency.mean() / 1_000,
                latency.p50() / 1_000,
                latency.p99() / 1_000,
                latency.p999() / 1_000,
                latency.max() / 1_000);
    }

    private void troubles(Report report) {
        lines.add("");
        lines.add("store errors: %s", errors(report.store()));
        if (report.store().conflicts() > 0) {
            lines.add("answers that showed siblings: %,d", report.store().conflicts());
        }
        if (report.store().notBegun() > 0) {
            lines.add(
                    "operations due but not begun before their slice ended: %,d (in the latencies with the time they had"
                            + " waited)",
                    report.store().notBegun());
        }
        report.bound().ifPresent(bound -> {
            if (!bound.errors().isEmpty()) {
                lines.add("echo errors: %s", errors(bound));
            }
        });
    }

    private static String errors(SideReport side) {
        return side.errors().isEmpty()
                ? "none"
                : side.errors().entrySet().stream()
                        .map(error -> String.format(Locale.ROOT, "%,d %s", error.getValue(), error.getKey()))
                        .collect(Collectors.joining(", "));
    }

    private void costs(Report report) {
        lines.add(
                "CPU per operation, store: servers %s, client %s",
                micros(report.store().serverCpuMicros()),
                micros(OptionalDouble.of(report.store().clientCpuMicros())));
        report.bound()
                .ifPresent(bound -> lines.add(
                        "CPU per operation, echo: servers %s, client %s",
                        micros(bound.serverCpuMicros()), micros(OptionalDouble.of(bound.clientCpuMicros()))));
        report.memory()
                .forEach((node, figures) -> lines.add(
                        "memory of node %s: heap %s, resident %s",
                        node, megabytes(figures, Servers.HEAP), megabytes(figures, Servers.RESIDENT)));
    }

    private static String micros(OptionalDouble value) {
        return value.isPresent()
                ? String.format(Locale.ROOT, "%.1f us", value.getAsDouble())
                : "not measured (give --admin)";
    }

    private static String megabytes(Map<String, Long> figures, String name) {
        Long bytes = figures.get(name);
        return bytes == null ? "not told" : String.format(Locale.ROOT, "%.0f MB", bytes / MEGABYTE);
    }

    private void slices(Report report) {
        lines.add("store ops/s by slice: %s", whole(report.store().slices()));
        report.bound().ifPresent(bound -> lines.add("echo ops/s by slice: %s", whole(bound.slices())));
        report.ratios().ifPresent(ratios -> {
            Spread spread = Spread.of(ratios);
            lines.add(
                    "ratio by slice: %s (least %.2f, most %.2f)",
                    ratios.stream()
                            .map(ratio -> String.format(Locale.ROOT, "%.2f", ratio))
                            .collect(Collectors.joining(" ")),
                    spread.least(),
                    spread.most());
            lines.add("ratio to echo bound: %.2f", spread.median());
        });
    }

    private static String whole(List<Double> figures) {
        return figures.stream()
                .map(figure -> String.format(Locale.ROOT, "%,.0f", figure))
                .collect(Collectors.joining(" "));
    }
}
