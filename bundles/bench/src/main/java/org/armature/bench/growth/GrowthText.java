package org.armature.bench.growth;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.armature.bench.Latency;
import org.armature.bench.Spread;
import org.armature.bench.TextLines;
import org.armature.bench.Workload;

/** The report for people: a row for each part, a row for each change, the ratios, and a last line with the counts. */
final class GrowthText {
    private static final double MICROS = 1_000;
    private static final double MEGABYTE = 1_000_000;

    private final TextLines lines = new TextLines();

    private GrowthText() {}

    static String of(GrowthReport report) {
        GrowthText text = new GrowthText();
        text.setup(report);
        text.parts(report);
        text.changes(report);
        text.ratios(report);
        text.counts(report);
        return text.lines.toString();
    }

    /** In a line. */
    static String of(Change change) {
        return String.format(
                Locale.ROOT,
                "%s moved %s copies of partitions (at least %s), %.1f MB, in %s; copies of before gone after %s",
                change.text(),
                number(change.planned()),
                number(change.least()),
                change.bytes() / MEGABYTE,
                seconds(change.settled()),
                change.cleaned().map(GrowthText::seconds).orElse("more than two minutes"));
    }

    private void setup(GrowthReport report) {
        Workload workload = report.workload();
        lines.add(
                "three nodes of its own, N=3 R=2 W=2, bdbje, durability process; a fourth joins and leaves, load average"
                        + " %.1f",
                report.loadAverage());
        lines.add(
                "%,d objects of %,d bytes, %d %% reads, %d threads, seed %d",
                workload.keys(), workload.valueBytes(), workload.readPercent(), workload.threads(), workload.seed());
        lines.add(
                "three nodes bear %,.0f ops/s (closed loop, %d s after %d s of warm-up); open loop at %,.0f ops/s, %.0f %%"
                        + " of that",
                report.capacity(),
                report.pace().capacitySeconds(),
                report.pace().warmupSeconds(),
                report.rate(),
                100 * report.rate() / Math.max(1e-9, report.capacity()));
    }

    private void parts(GrowthReport report) {
        lines.add("");
        lines.add(
                "%4s %-12s %8s %9s %9s %7s %8s %8s %9s %8s %11s %6s",
                "pair",
                "part",
                "seconds",
                "reads",
                "writes",
                "failed",
                "p50 ms",
                "p99 ms",
                "p99.9 ms",
                "max ms",
                "keys asked",
                "below N");
        report.parts().forEach(this::part);
    }

    private void part(PartReport part) {
        Latency latency = part.latency();
        lines.add(
                "%4d %-12s %8.1f %,9d %,9d %7d %8.2f %8.2f %9.2f %8.2f %,11d %6d",
                part.pair(),
                part.stage().title(),
                part.nanos() / 1e9,
                part.reads(),
                part.writes(),
                part.readsFailed() + part.writesFailed(),
                latency.p50() / MICROS,
                latency.p99() / MICROS,
                latency.p999() / MICROS,
                latency.max() / MICROS,
                part.keysAsked(),
                part.keysThin());
    }

    private void changes(GrowthReport report) {
        lines.add("");
        lines.add(
                "%4s %-12s %9s %9s %9s %9s %10s %8s %9s",
                "pair", "change", "moved", "at least", "settled s", "cleaned s", "places", "MB", "MB/s");
        report.parts().forEach(part -> part.change().ifPresent(change -> change(part.pair(), change)));
    }

    private void change(int pair, Change change) {
        lines.add(
                "%4d %-12s %9s %9s %9.1f %9s %,10d %8.1f %9.1f",
                pair,
                change.text(),
                number(change.planned()),
                number(change.least()),
                change.settled().toNanos() / 1e9,
                change.cleaned()
                        .map(after -> String.format(Locale.ROOT, "%.1f", after.toNanos() / 1e9))
                        .orElse("not yet"),
                change.taken(),
                change.bytes() / MEGABYTE,
                change.bytesPerSecond() / MEGABYTE);
    }

    private void ratios(GrowthReport report) {
        lines.add("");
        for (Stage stage : List.of(Stage.QUIET_OF_THREE, Stage.JOINING, Stage.QUIET_OF_FOUR, Stage.LEAVING)) {
            lines.add("%-24s %s", "p99.9 ms, " + stage.title() + ":", spread(report.p999Millis(stage)));
        }
        lines.add("moved / least, joining:  %s", spread(report.changes(Stage.JOINING, Change::movedByLeast)));
        lines.add("moved / least, leaving:  %s", spread(report.changes(Stage.LEAVING, Change::movedByLeast)));
        lines.add("p99.9 joining / quiet:   %s", spread(report.p999Ratio(Stage.JOINING, Stage.QUIET_OF_THREE)));
        lines.add("p99.9 leaving / quiet:   %s", spread(report.p999Ratio(Stage.LEAVING, Stage.QUIET_OF_FOUR)));
    }

    private static String spread(Spread spread) {
        return String.format(
                Locale.ROOT, "median %.2f (least %.2f, most %.2f)", spread.median(), spread.least(), spread.most());
    }

    private void counts(GrowthReport report) {
        lines.add("");
        lines.add("failures: %s", errors(report));
        lines.add(
                "reads that showed less than was acknowledged: %d; keys not told of: %d; not readable at the end: %d",
                report.stale(),
                report.sum(PartReport::keysUnknown) + report.look().unknown(),
                report.look().unread());
        lines.add(
                "failed reads %d, failed writes %d, lost %d of %d, keys below N=3 copies %d of %d asked",
                report.sum(PartReport::readsFailed),
                report.sum(PartReport::writesFailed),
                report.look().lost(),
                report.look().keys(),
                report.keysThin(),
                report.keysAsked());
    }

    private static String errors(GrowthReport report) {
        Map<String, Long> byCode = new TreeMap<>();
        report.parts().forEach(part -> part.errors().forEach((code, count) -> byCode.merge(code, count, Long::sum)));
        return byCode.isEmpty()
                ? "none"
                : byCode.entrySet().stream()
                        .map(error -> String.format(Locale.ROOT, "%,d %s", error.getValue(), error.getKey()))
                        .collect(Collectors.joining(", "));
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toNanos() / 1e9);
    }

    /** Parts of partitions are counted in strategy 1. */
    private static String number(double copies) {
        return String.format(Locale.ROOT, copies == Math.rint(copies) ? "%.0f" : "%.2f", copies);
    }
}
