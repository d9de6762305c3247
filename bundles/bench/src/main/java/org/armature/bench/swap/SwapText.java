package org.armature.bench.swap;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.armature.bench.TextLines;
import org.armature.bench.steady.SteadyLines;

/** The report for people: a row for each exchange, the medians, and a last line with the counts. */
final class SwapText {
    private SwapText() {}

    static String of(SwapReport report) {
        TextLines lines = new TextLines();
        lines.add(
                "three nodes of its own, N=3 R=2 W=2, durability process; engine %s exchanged for newer versions on %s, load"
                        + " average %.1f",
                SwapRun.ENGINE, report.plan().node().orElse("all in turn"), report.loadAverage());
        SteadyLines.setup(lines, report.workload(), report.pace(), report.capacity(), report.rate());
        rows(lines, report.swaps());
        medians(lines, report);
        counts(lines, report);
        return lines.toString();
    }

    private static void rows(TextLines lines, List<Swap> swaps) {
        lines.add("");
        lines.add(
                "%4s %-4s %-12s %7s %9s %9s %14s %17s %6s %14s %7s",
                "swap",
                "node",
                "version",
                "took s",
                "pause ms",
                "requests",
                "p99.9 quiet ms",
                "p99.9 swapping ms",
                "ratio",
                "p99.9 after ms",
                "failed");
        for (Swap swap : swaps) {
            lines.add(
                    "%4d %-4s %-12s %7.1f %9.1f %,9d %14.2f %17.2f %6.2f %14.2f %7d",
                    swap.number(),
                    swap.node(),
                    swap.exchange().to(),
                    swap.took().toNanos() / 1e9,
                    swap.pauseMillis(),
                    swap.swapping().operations(),
                    swap.quiet().p999Millis(),
                    swap.swapping().p999Millis(),
                    swap.p999Ratio(),
                    swap.resting().p999Millis(),
                    swap.swapping().failed());
        }
    }

    private static void medians(TextLines lines, SwapReport report) {
        lines.add("");
        lines.add(
                "pause ms of %d:            %s",
                report.swaps().size(), SteadyLines.of(report.spread(Swap::pauseMillis)));
        lines.add(
                "p99.9 ms, quiet:          %s",
                SteadyLines.of(report.spread(swap -> swap.quiet().p999Millis())));
        lines.add(
                "p99.9 ms, swapping:       %s",
                SteadyLines.of(report.spread(swap -> swap.swapping().p999Millis())));
        lines.add("p99.9 swapping / quiet:   %s", SteadyLines.of(report.spread(Swap::p999Ratio)));
        lines.add(
                "p99.9 ms of all together: swapping %.2f, quiet %.2f, ratio %.2f",
                report.swapping().p999Millis(),
                report.quiet().p999Millis(),
                report.swapping().p999Millis() / Math.max(1e-6, report.quiet().p999Millis()));
    }

    private static void counts(TextLines lines, SwapReport report) {
        lines.add("");
        lines.add("failures: %s", SteadyLines.failures(List.of(report.all())));
        lines.add(
                "class loaders of engine %s: %s",
                SwapRun.ENGINE,
                report.loaders().stream()
                        .map(each -> String.format(
                                Locale.ROOT, "%s %d after %d swaps", each.node(), each.loaders(), each.swaps()))
                        .collect(Collectors.joining(", ")));
        lines.add(
                "reads that showed less than was acknowledged: %d; not readable at the end: %d; keys below N=3 copies: %d",
                report.stale(), report.look().unread(), report.look().thin());
        lines.add(
                "%d swaps, %,d requests: failed reads %d, failed writes %d, lost %d of %d, class loaders left %d",
                report.swaps().size(),
                report.all().operations(),
                report.all().readsFailed(),
                report.all().writesFailed(),
                report.look().lost(),
                report.look().keys(),
                report.loadersLeft());
    }
}
