package org.armature.bench.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.armature.demo.cluster.HintFigures;
import org.armature.demo.cluster.LocalNode;

/** One node is killed by SIGKILL and started again later. */
final class KillAct implements Act {
    private static final String VICTIM = "n2";
    private static final double BEFORE = 0.12;
    private static final double AWAY = 0.2;
    private static final double AFTER = 0.18;
    private static final Duration FAILURES_LIMIT = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private HintFigures hintsBefore;
    private HintWatch watch;
    private long begun;
    private long killed;
    private long returned;
    private long ended;
    private long falselySuspected;

    @Override
    public String name() {
        return "kill";
    }

    @Override
    public String title() {
        return VICTIM + " killed by SIGKILL, started again after "
                + Targets.seconds(Duration.ofNanos(returned - killed));
    }

    @Override
    public void play(Rig rig) throws IOException, InterruptedException {
        Suspicions before = Suspicions.of(rig.cluster());
        hintsBefore = HintFigures.of(rig.cluster());
        LocalNode victim = rig.cluster().node(VICTIM);
        begun = System.nanoTime();
        rig.hold(rig.plan().part(BEFORE));
        killed = rig.fault("kill", VICTIM);
        victim.kill();
        rig.hold(rig.plan().part(AWAY));
        victim.start();
        returned = rig.fault("start", VICTIM);
        watch = new HintWatch(rig.cluster());
        watch.watch(rig.plan().part(AFTER));
        ended = System.nanoTime();
        Suspicions after = Suspicions.of(rig.cluster());
        for (LocalNode node : rig.cluster().nodes()) {
            falselySuspected +=
                    node == victim ? after.byNode().get(VICTIM) : Math.max(0, after.since(before, node.name()) - 1);
        }
    }

    @Override
    public HintStory awaitHints(Rig rig) throws InterruptedException {
        return watch.untilGone(PATIENCE).since(hintsBefore);
    }

    @Override
    public List<Interval> intervals() {
        return List.of(
                new Interval("before", begun, killed),
                new Interval("away", killed, returned),
                new Interval("after", returned, ended));
    }

    @Override
    public List<Target> targets(Samples samples, HintStory hints) {
        return List.of(
                Targets.writesTaken(samples, intervals()),
                Targets.noFailureAfter("kill", FAILURES_LIMIT, samples, killed),
                Targets.hintsKept(hints),
                Targets.hintsGone(hints),
                Targets.noFalseSuspicion(falselySuspected));
    }
}
