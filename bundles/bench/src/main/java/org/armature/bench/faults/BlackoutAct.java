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
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private HintWatch watch;
    private long begun;
    private long killed;
    private long returned;
    private long ended;

    @Override
    public String name() {
        return "blackout";
    }

    @Override
    public String title() {
        return "all three killed by SIGKILL at once, ready again after "
                + Targets.seconds(Duration.ofNanos(returned - killed));
    }

    @Override
    public void play(Rig rig) throws IOException, InterruptedException {
        begun = System.nanoTime();
        rig.hold(rig.plan().part(BEFORE));
        killed = rig.fault("kill", ALL);
        rig.cluster().kill();
        rig.cluster().start();
        returned = rig.fault("start", ALL);
        watch = new HintWatch(rig.cluster());
        watch.watch(rig.plan().part(AFTER));
        ended = System.nanoTime();
    }

    @Override
    public HintStory awaitHints(Rig rig) throws InterruptedException {
        return watch.untilGone(PATIENCE).since(new HintFigures(0, 0, 0));
    }

    @Override
    public List<Interval> intervals() {
        return List.of(
                new Interval("before", begun, killed),
                new Interval("down", killed, returned),
                new Interval("after", returned, ended));
    }

    @Override
    public List<Target> targets(Samples samples, HintStory hints) {
        OptionalLong first = samples.firstWriteAfter(returned);
        Duration after = Duration.ofNanos(first.isPresent() ? first.getAsLong() - returned : 0);
        return List.of(
                new Target(
                        "first write that succeeded after the return",
                        first.isPresent() ? Targets.seconds(after) : "none",
                        "within " + SERVING_LIMIT.toSeconds() + " s",
                        first.isPresent() && after.compareTo(SERVING_LIMIT) <= 0),
                Targets.hintsGone(hints));
    }
}
