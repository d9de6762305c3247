package org.armature.bench.faults;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** The promises that several acts make. */
final class Targets {
    static final Duration HINTS_LIMIT = Duration.ofSeconds(20);

    private static final double SHARE = 0.999;

    private Targets() {}

    static Target writesTaken(Samples samples, List<Interval> intervals) {
        long ok = 0;
        long all = 0;
        for (Interval interval : intervals) {
            Phase phase = samples.phase(interval);
            ok += phase.ok();
            all += phase.all();
        }
        double share = all == 0 ? 0 : (double) ok / all;
        return new Target(
                "writes that succeeded at W=2",
                String.format(Locale.ROOT, "%.3f %%", 100 * share),
                "at least 99.9 %",
                share >= SHARE);
    }

    /** @param fault when it was made */
    static Target noFailureAfter(String what, Duration limit, Samples samples, long fault) {
        OptionalLong last = samples.lastFailedWriteAfter(fault);
        Duration after = Duration.ofNanos(last.isPresent() ? last.getAsLong() - fault : 0);
        return new Target(
                "last write that failed after the " + what,
                last.isPresent() ? seconds(after) : "none",
                "none after " + limit.toSeconds() + " s",
                after.compareTo(limit) <= 0);
    }

    static Target hintsKept(HintStory hints) {
        return new Target(
                "hints kept for the node that was away",
                String.format(
                        Locale.ROOT,
                        "%,d, delivered %,d",
                        hints.last().kept(),
                        hints.last().delivered()),
                "more than 0",
                hints.last().kept() > 0 && hints.last().delivered() > 0);
    }

    static Target hintsGone(HintStory hints) {
        boolean gone = hints.last().pending() == 0;
        return new Target(
                "hints gone after its return",
                gone ? seconds(hints.gone()) : hints.last().pending() + " left",
                "within " + HINTS_LIMIT.toSeconds() + " s",
                gone && hints.gone().compareTo(HINTS_LIMIT) <= 0);
    }

    /** @param times a node that answered was found down by another one */
    static Target noFalseSuspicion(long times) {
        return new Target("live nodes found down", Long.toString(times), "0", times == 0);
    }

    static Target nothingLost(int lost, long acknowledged) {
        return new Target(
                "acknowledged writes that were lost",
                String.format(Locale.ROOT, "%d of %,d", lost, acknowledged),
                "0",
                lost == 0 && acknowledged > 0);
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toNanos() / 1e9);
    }
}
