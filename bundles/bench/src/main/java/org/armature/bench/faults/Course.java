package org.armature.bench.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.armature.demo.cluster.HintFigures;

/**
 * How an act went: load, a fault under load, and load after it was undone.
 *
 * @param begun as all times in monotonic nanoseconds
 */
record Course(long begun, long struck, long undone, long ended, HintWatch watch) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Makes a fault or undoes it. */
    @FunctionalInterface
    interface Step {
        /** @return when it was noted */
        long take() throws IOException, InterruptedException;
    }

    /**
     * Plays it.
     *
     * @param before part of the plan's time that passes before the fault
     * @param strike returns when the fault shall be undone
     * @param after part of the plan's time that passes when it is undone
     */
    static Course play(Rig rig, double before, Step strike, Step undo, double after)
            throws IOException, InterruptedException {
        long begun = System.nanoTime();
        rig.hold(rig.plan().part(before));
        long struck = strike.take();
        long undone = undo.take();
        HintWatch watch = new HintWatch(rig.cluster());
        watch.watch(rig.plan().part(after));
        return new Course(begun, struck, undone, System.nanoTime(), watch);
    }

    /** From the fault until it was undone. */
    Duration faulty() {
        return Duration.ofNanos(undone - struck);
    }

    /** What became of hints since then, once none is left or a minute has passed. */
    HintStory awaitHints(HintFigures before) throws InterruptedException {
        return watch.untilGone(PATIENCE).since(before);
    }

    /** @param during the fault, in a word */
    List<Interval> intervals(String during) {
        return List.of(
                new Interval("before", begun, struck),
                new Interval(during, struck, undone),
                new Interval("after", undone, ended));
    }
}
