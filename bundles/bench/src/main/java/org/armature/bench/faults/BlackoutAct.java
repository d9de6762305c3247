package org.armature.bench.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.armature.demo.cluster.HintFigures;

/** All nodes are killed by SIGKILL at once and started again. Writes can't succeed meanwhile; none that did may be lost. */
final class BlackoutAct implements Act {
    private static final String ALL = "all nodes";
    private static final double BEFORE = 0.08;
    private static final double AFTER = 0.12;
    private static final Duration SERVING_LIMIT = Duration.ofSeconds(10);

    private Course course;

    @Override
    public String name() {
        return "blackout";
    }

    @Override
    public String title() {
        return "all three killed by SIGKILL at once, ready again after " + Targets.seconds(course.faulty());
    }

    @Override
    public void play(Rig rig) throws IOException, InterruptedException {
        course = Course.play(rig, BEFORE, () -> kill(rig), () -> start(rig), AFTER);
    }

    private static long kill(Rig rig) throws IOException, InterruptedException {
        long killed = rig.fault("kill", ALL);
        rig.cluster().kill();
        return killed;
    }

    private static long start(Rig rig) throws IOException, InterruptedException {
        rig.cluster().start();
        return rig.fault("start", ALL);
    }

    @Override
    public HintStory awaitHints(Rig rig) throws InterruptedException {
        return course.awaitHints(new HintFigures(0, 0, 0));
    }

    @Override
    public List<Interval> intervals() {
        return course.intervals("down");
    }

    @Override
    public List<Target> targets(Samples samples, HintStory hints) {
        OptionalLong first = samples.firstWriteAfter(course.undone());
        Duration after = Duration.ofNanos(first.isPresent() ? first.getAsLong() - course.undone() : 0);
        return List.of(
                new Target(
                        "first write that succeeded after the return",
                        first.isPresent() ? Targets.seconds(after) : "none",
                        "within " + SERVING_LIMIT.toSeconds() + " s",
                        first.isPresent() && after.compareTo(SERVING_LIMIT) <= 0),
                Targets.hintsGone(hints));
    }
}
