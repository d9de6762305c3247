package org.armature.bench.background;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.armature.bench.TextLines;
import org.armature.bench.steady.SteadyLines;

/** The report for people: a row for each pair, what was done in the background in each, the ratios, and a verdict. */
final class BackgroundText {
    private static final double MICROS = 1_000;
    private static final double MEGABYTE = 1_000_000;
    private static final int PERCENT = 100;

    private final TextLines lines = new TextLines();

    private BackgroundText() {}

    static String of(BackgroundReport report) {
        BackgroundText text = new BackgroundText();
        text.setup(report);
        text.latencies(report);
        text.work(report);
        text.ratios(report);
        text.counts(report);
        return text.lines.toString();
    }

    /** In a line. */
    static String of(Pair pair) {
        return String.format(
                Locale.ROOT,
                "p99.9 %.1f ms quiet, %.1f ms busy: %.2f times; %s",
                pair.quiet().load().p999Millis(),
                pair.busy().load().p999Millis(),
                pair.ratio(),
                Stream.of(Kind.values())
                        .map(kind ->
                                kind.id() + " " + pair.busy().watched().work().of(kind))
                        .collect(Collectors.joining(", ")));
    }

    private void setup(BackgroundReport report) {
        SteadyLines.setup(lines, report.workload(), report.pace(), report.on().capacity(), report.rate());
        lines.add(
                "%d s in each interval or more; %,d objects a node lacks when the busy one begins; load average %.1f",
                report.pace().quietSeconds(),
                report.plan().behind(),
                report.on().loadAverage());
    }

    private void latencies(BackgroundReport report) {
        lines.add("");
        lines.add(
                "%-10s %4s %10s %9s %9s %9s %9s %9s %9s %9s %8s",
                "controller",
                "pair",
                "requests",
                "failed",
                "p50 quiet",
                "busy",
                "p99 quiet",
                "busy",
                "99.9 quiet",
                "busy",
                "ratio");
        for (Half half : report.halves()) {
            for (Pair pair : half.pairs()) {
                lines.add(
                        "%-10s %4d %,10d %9d %9.2f %9.2f %9.2f %9.2f %10.2f %9.2f %7.2f",
                        half.controller().id(),
                        pair.number(),
                        pair.quiet().load().operations() + pair.busy().load().operations(),
                        pair.failed(),
                        pair.quiet().load().latency().p50() / MICROS,
                        pair.busy().load().latency().p50() / MICROS,
                        pair.quiet().load().latency().p99() / MICROS,
                        pair.busy().load().latency().p99() / MICROS,
                        pair.quiet().load().p999Millis(),
                        pair.busy().load().p999Millis(),
                        pair.ratio());
            }
        }
    }

    private void work(BackgroundReport report) {
        lines.add("");
        lines.add(
                "%-12s %4s %10s %8s %8s %10s %8s %10s %8s %8s",
                "  controller", "pair", "repaired", "MB", "of time", "hints", "of time", "moved", "MB", "of time");
        for (Half half : report.halves()) {
            for (Pair pair : half.pairs()) {
                Watched watched = pair.busy().watched();
                lines.add(
                        "%s %-10s %4d %,10d %8.1f %6.0f %% %,10d %6.0f %% %,10d %8.1f %6.0f %%",
                        pair.missing().isEmpty() && pair.isQuiet() ? " " : "!",
                        half.controller().id(),
                        pair.number(),
                        watched.work().repaired(),
                        watched.work().exchangeBytes() / MEGABYTE,
                        PERCENT * watched.share(Kind.EXCHANGE),
                        watched.work().delivered(),
                        PERCENT * watched.share(Kind.HINTS),
                        watched.work().moved(),
                        watched.work().movedBytes() / MEGABYTE,
                        PERCENT * watched.share(Kind.TRANSFER));
            }
        }
        report.halves().forEach(this::notUnderWay);
    }

    private void notUnderWay(Half half) {
        for (Pair pair : half.pairs()) {
            for (Kind kind : pair.missing()) {
                lines.add(
                        "! controller %s, pair %d: nothing of %s was done in the busy interval: try more --behind, or"
                                + " longer --seconds",
                        half.controller().id(), pair.number(), kind.id());
            }
            if (!pair.isQuiet()) {
                lines.add(
                        "! controller %s, pair %d: the quiet interval was not: %d copies repaired, %d records moved",
                        half.controller().id(),
                        pair.number(),
                        pair.quiet().watched().work().repaired(),
                        pair.quiet().watched().work().moved());
            }
        }
    }

    private void ratios(BackgroundReport report) {
        lines.add("");
        for (Half half : report.halves()) {
            lines.add("p99.9 ms, controller %s, quiet: %s", half.controller().id(), SteadyLines.of(half.quietMillis()));
            lines.add("p99.9 ms, controller %s, busy:  %s", half.controller().id(), SteadyLines.of(half.busyMillis()));
            lines.add("p99.9 busy / quiet, controller %s: %s", half.controller().id(), SteadyLines.of(half.ratio()));
        }
    }

    private void counts(BackgroundReport report) {
        lines.add("");
        lines.add("failures: %s", SteadyLines.failures(report.loads()));
        for (Half half : report.halves()) {
            lines.add(
                    "controller %s: stale reads %d; lost %d, not readable %d, below N=3 copies %d of %d objects under load;"
                            + " %d, %d, %d of %d others",
                    half.controller().id(),
                    half.stale(),
                    half.asked().lost(),
                    half.asked().unread(),
                    half.asked().thin(),
                    half.asked().keys(),
                    half.behind().lost(),
                    half.behind().unread(),
                    half.behind().thin(),
                    half.behind().keys());
        }
        lines.add(
                "p99.9 with background work over that without: %.2f with the controller, %.2f without it; failed %d, lost %d;"
                        + " %s",
                report.on().ratio().median(),
                report.off().ratio().median(),
                report.failed(),
                report.lost(),
                report.held() ? "all counts are as they must be" : "NOT all counts are as they must be: see above");
    }
}
