package org.armature.history.judge;

import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.history.Attempt;
import org.armature.history.Fact;

/**
 * I-12: of the operations whose coordinator could reach as many nodes as they needed, 99.9 % succeed, in each second and
 * on each side of a partition.
 */
final class Availability implements FactCheck {
    private static final long WINDOW_NANOS = 1_000_000_000L;
    private static final int FAILURES_PER_THOUSAND = 1;

    private final SortedMap<Window, Tally> windows = new TreeMap<>();

    private record Window(long number, String side) implements Comparable<Window> {
        private static final Comparator<Window> ORDER =
                Comparator.comparingLong(Window::number).thenComparing(Window::side);

        @Override
        public int compareTo(Window other) {
            return ORDER.compare(this, other);
        }
    }

    private static final class Tally {
        private int asked;
        private int failed;
    }

    @Override
    public void see(Fact fact, Findings findings) {
        if (!(fact instanceof Attempt attempt) || attempt.end() == Fact.NEVER) {
            return;
        }
        int needed = attempt.isWrite() ? attempt.wish().w() : attempt.wish().r();
        if (needed > 0 && attempt.reach().nodes() >= needed) {
            Window window = new Window(
                    Math.floorDiv(attempt.start(), WINDOW_NANOS),
                    attempt.reach().side());
            Tally tally = windows.computeIfAbsent(window, any -> new Tally());
            tally.asked++;
            tally.failed += attempt.isOk() ? 0 : 1;
        }
    }

    @Override
    public void end(Findings findings) {
        if (!windows.isEmpty()) {
            findings.judged(Invariant.AVAILABILITY);
        }
        windows.forEach((window, tally) -> {
            if (tally.failed * 1_000L > (long) tally.asked * FAILURES_PER_THOUSAND) {
                String side = window.side().isEmpty() ? "cluster" : window.side();
                findings.elsewhere(
                        side,
                        Kind.UNAVAILABLE,
                        "second " + window.number(),
                        window.number() * WINDOW_NANOS,
                        tally.failed + " of " + tally.asked + " operations failed in second " + window.number()
                                + ", though each could reach enough nodes");
            }
        });
    }
}
