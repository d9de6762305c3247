package org.armature.bench.deletes;

import java.time.Duration;
import org.armature.bench.TextLines;

/** The report for people. */
final class DeletesText {
    private DeletesText() {}

    static String of(DeletesReport report) {
        TextLines lines = new TextLines();
        int keys = report.plan().workload().keys();
        lines.add(
                "three nodes of its own, N=3 R=2 W=2, engine bdbje, durability process; load average %.1f",
                report.loadAverage());
        lines.add(
                "%,d keys of %,d bytes written; one node stopped for %.1f s; all deleted in %.1f s meanwhile",
                keys, report.plan().workload().valueBytes(), seconds(report.away()), seconds(report.deleting()));
        lines.add(
                "%s resurrected:     %,d values found in %d passes of %,d reads at R=1 and on each node by itself",
                mark(report.resurrected() == 0),
                report.resurrected(),
                report.found().size(),
                report.reads());
        lines.add(
                "%s tombstones left: %,d records, %.1f s after the node was back (reaping.interval %.3f s)",
                mark(report.left() == 0),
                report.left(),
                seconds(report.reaping()),
                seconds(report.plan().interval()));
        lines.add("%s receipts:        %,d of %,d complete", mark(report.complete() == keys), report.complete(), keys);
        report.stopped().forEach(cause -> lines.add("  stopped: %s", cause));
        lines.add(report.held() ? "all counts are as they must be" : "NOT all counts are as they must be: see !");
        return lines.toString();
    }

    private static String mark(boolean held) {
        return held ? " " : "!";
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
