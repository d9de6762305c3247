package org.armature.bench.migrate;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.armature.bench.TextLines;
import org.armature.bench.steady.LoadFigures;
import org.armature.bench.steady.SteadyLines;
import org.armature.demo.engine.Comparison;

/** The report for people: a row for each move, each kill and each stretch of time, and a last line with the counts. */
final class MigrateText {
    private static final double MICROS_PER_MILLI = 1_000;

    private MigrateText() {}

    static String of(MigrateReport report) {
        TextLines lines = new TextLines();
        lines.add(
                "three nodes of its own, N=3 R=2 W=2, durability process; a table moved from %s to %s and back%s, load average"
                        + " %.1f",
                MigratePlan.HOME,
                report.plan().to(),
                report.database().isEmpty() ? "" : " (" + report.database() + ")",
                report.loadAverage());
        SteadyLines.setup(lines, report.workload(), report.pace(), report.capacity(), report.rate());
        moves(lines, report.moves());
        if (!report.kills().isEmpty()) {
            kills(lines, report.kills());
        }
        stretches(lines, report);
        counts(lines, report);
        return lines.toString();
    }

    /** In a line. */
    static String of(Move move) {
        return move.node() + " " + move.stretch().title() + ": served after " + seconds(move.served()) + ", "
                + move.comparison().entries() + " entries in "
                + move.comparison().stores() + " stores compared, "
                + move.comparison().differing() + " differ, over after " + seconds(move.over());
    }

    private static void moves(TextLines lines, List<Move> moves) {
        lines.add("");
        lines.add(
                "%-4s %-13s %-10s %9s %8s %12s %10s %8s",
                "node", "move", "ends on", "served s", "stores", "compared", "differing", "over s");
        for (Move move : moves) {
            lines.add(
                    "%-4s %-13s %-10s %9.1f %,8d %,12d %,10d %8.1f",
                    move.node(),
                    move.stretch().title(),
                    move.to(),
                    move.served().toNanos() / 1e9,
                    move.comparison().stores(),
                    move.comparison().entries(),
                    move.comparison().differing(),
                    move.over().toNanos() / 1e9);
        }
    }

    private static void kills(TextLines lines, List<Kill> kills) {
        lines.add("");
        lines.add("%-4s %-20s %-10s %-16s %7s", "node", "killed at step", "towards", "found noted", "away s");
        for (Kill kill : kills) {
            lines.add(
                    "%-4s %-20s %-10s %-16s %7.1f",
                    kill.node(),
                    kill.step().title(),
                    kill.engine(),
                    kill.stage(),
                    kill.away().toNanos() / 1e9);
        }
    }

    private static void stretches(TextLines lines, MigrateReport report) {
        lines.add("");
        lines.add(
                "%-13s %8s %9s %9s %7s %8s %8s %9s %9s",
                "load", "seconds", "reads", "writes", "failed", "p50 ms", "p99 ms", "p99.9 ms", "max ms");
        report.byStretch()
                .forEach((stretch, load) -> lines.add(
                        "%-13s %8.1f %,9d %,9d %7d %8.2f %8.2f %9.2f %9.2f",
                        stretch.title(),
                        load.nanos() / 1e9,
                        load.reads(),
                        load.writes(),
                        load.failed(),
                        load.latency().p50() / MICROS_PER_MILLI,
                        load.latency().p99() / MICROS_PER_MILLI,
                        load.p999Millis(),
                        load.latency().max() / MICROS_PER_MILLI));
        lines.add("p99.9 there / quiet before: %.2f", ratio(report, Stretch.THERE, Stretch.QUIET_BEFORE));
        lines.add("p99.9 back / quiet there:   %.2f", ratio(report, Stretch.BACK, Stretch.QUIET_THERE));
    }

    private static double ratio(MigrateReport report, Stretch moving, Stretch quiet) {
        LoadFigures before = report.byStretch().get(quiet);
        return report.byStretch().get(moving).p999Millis() / Math.max(1e-6, before.p999Millis());
    }

    private static void counts(TextLines lines, MigrateReport report) {
        Comparison comparison = report.comparison();
        lines.add("");
        lines.add("failures: %s", SteadyLines.failures(List.of(report.all())));
        if (!comparison.cause().isEmpty()) {
            lines.add("not everything was compared: %s", comparison.cause());
        }
        report.missed().forEach(step -> lines.add("no node was killed at step \"%s\"", step.title()));
        lines.add(
                "reads that showed less than was acknowledged: %d; not readable at the end: %d; keys below N=3 copies: %d",
                report.stale(), report.look().unread(), report.look().thin());
        lines.add(
                "%d moves and %d kills in %s, %,d requests: failed reads %d, failed writes %d, lost %d of %d, entries that differ"
                        + " %d of %d",
                report.moves().size(),
                report.kills().size(),
                seconds(report.took()),
                report.all().operations(),
                report.all().readsFailed(),
                report.all().writesFailed(),
                report.look().lost(),
                report.look().keys(),
                comparison.differing(),
                comparison.entries());
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toNanos() / 1e9);
    }
}
