package org.armature.bench.repair;

import java.time.Duration;
import java.util.Locale;
import org.armature.bench.TextLines;
import org.armature.bench.Workload;

/** The report for people: a paragraph for each part, and a last line with the verdict. */
final class RepairText {
    private RepairText() {}

    static String of(RepairReport report) {
        TextLines lines = new TextLines();
        lines.add(
                "three nodes of its own, N=3 R=2 W=2, engine bdbje, durability process; load average %.1f",
                report.loadAverage());
        report.wiped().ifPresent(wiped -> wiped(lines, wiped));
        report.compared().ifPresent(compared -> {
            lines.add("");
            lines.add(
                    "%s; no hints, comparisons by order only; %,d copies mended before anything was measured",
                    objects(compared.workload()), compared.mended());
            compared.quiet().ifPresent(quiet -> quiet(lines, quiet));
            compared.restarted().ifPresent(restarted -> restarted(lines, restarted));
            compared.differing().ifPresent(differing -> differing(lines, differing));
        });
        lines.add("");
        lines.add(report.held() ? "all counts are as they must be" : "NOT all counts are as they must be: see !");
        return lines.toString();
    }

    private static String objects(Workload workload) {
        return String.format(Locale.ROOT, "%,d keys of %,d bytes", workload.keys(), workload.valueBytes());
    }

    private static void wiped(TextLines lines, Wiped wiped) {
        lines.add("");
        lines.add("wiped: %s, %.1f MB of values on each node", objects(wiped.workload()), wiped.megabytesLost());
        lines.add(
                "reference:    %.1f s in which %d callers wrote the same to one node just started (to the three: %.1f s)",
                seconds(wiped.copying()), wiped.workload().threads(), seconds(wiped.filling()));
        lines.add("served again: %.1f s after its start, with nothing", seconds(wiped.starting()));
        lines.add(
                "all there:    %.1f s after that, %.2f times the reference; all compared after %.1f s",
                seconds(wiped.there()), wiped.ratio(), seconds(wiped.compared()));
        lines.add(
                "repaired:     %,d keys, %.1f MB sent in %,d messages",
                wiped.counts().repaired(), wiped.megabytesSent(), wiped.counts().messages());
        lines.add(
                "%s copies lacking %d, unlike %d of %,d keys; gets meanwhile %d, for other nodes %d",
                mark(wiped.held()),
                wiped.look().lacking(),
                wiped.look().unlike(),
                wiped.look().keys(),
                wiped.counts().gets(),
                wiped.counts().replicaGets());
    }

    private static void quiet(TextLines lines, Quiet quiet) {
        lines.add("");
        for (int i = 0; i < quiet.rounds().size(); i++) {
            Round round = quiet.rounds().get(i);
            lines.add(
                    "%s quiet, round %d: %.1f s, %,d comparisons, %,d messages, %.3f MB; keys found %d, repaired %d, engine"
                            + " writes %d",
                    mark(round.isQuiet()),
                    i + 1,
                    round.seconds(),
                    round.counts().exchanges(),
                    round.counts().messages(),
                    round.megabytes(),
                    round.counts().differed(),
                    round.counts().repaired(),
                    round.counts().writes());
        }
    }

    private static void restarted(TextLines lines, Restarted restarted) {
        lines.add("");
        lines.add(
                "%s restarted: stopped in %.1f s, served %.1f s after its start, hash trees known %.1f s after it; trees to work"
                        + " out %d, same incarnation %s",
                mark(restarted.held()),
                seconds(restarted.stopping()),
                seconds(restarted.starting()),
                seconds(restarted.known()),
                restarted.unknown(),
                restarted.isSameIncarnation() ? "yes" : "no");
    }

    private static void differing(TextLines lines, Differing differing) {
        Round round = differing.round();
        lines.add("");
        lines.add(
                "%s differing: %d keys; found %d (once for each pair of owners), repaired %d in %.1f s, %.3f MB in %,d messages;"
                        + " copies lacking %d, unlike %d",
                mark(differing.held()),
                differing.keys(),
                round.counts().differed(),
                round.counts().repaired(),
                round.seconds(),
                round.megabytes(),
                round.counts().messages(),
                differing.look().lacking(),
                differing.look().unlike());
    }

    private static String mark(boolean held) {
        return held ? " " : "!";
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
