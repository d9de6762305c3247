package org.armature.bench.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.armature.demo.cluster.HintFigures;
import org.armature.demo.cluster.LocalNode;

/** One node is stopped by SIGSTOP: connections to it stand and new ones are accepted, but nothing is answered. */
final class StopAct implements Act {
    private static final String VICTIM = "n3";
    private static final double BEFORE = 0.08;
    private static final double AFTER = 0.15;
    private static final Duration STOPPED = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private HintFigures hintsBefore;
    private HintWatch watch;
    private long begun;
    private long stopped;
    private long resumed;
    private long ended;
    private long foundDownBy;
    private long falselySuspected;

    @Override
    public String name() {
        return "stop";
    }

    @Override
    public String title() {
        return VICTIM + " stopped by SIGSTOP for " + Targets.seconds(STOPPED) + ", its connections open";
    }

    @Override
    public void play(Rig rig) throws IOException, InterruptedException {
        Suspicions before = Suspicions.of(rig.cluster());
        hintsBefore = HintFigures.of(rig.cluster());
        LocalNode victim = rig.cluster().node(VICTIM);
        begun = System.nanoTime();
        rig.hold(rig.plan().part(BEFORE));
        stopped = rig.fault("stop", VICTIM);
        victim.pause();
        try {
            rig.hold(STOPPED);
        } finally {
            victim.resume();
        }
        resumed = rig.fault("continue", VICTIM);
        watch = new HintWatch(rig.cluster());
        watch.watch(rig.plan().part(AFTER));
        ended = System.nanoTime();
        Suspicions after = Suspicions.of(rig.cluster());
        for (LocalNode node : rig.cluster().nodes()) {
            long found = after.since(before, node.name());
            boolean other = node != victim;
            foundDownBy += other && found > 0 ? 1 : 0;
            falselySuspected += Math.max(0, found - (other ? 1 : 0));
        }
    }

    @Override
    public HintStory awaitHints(Rig rig) throws InterruptedException {
        return watch.untilGone(PATIENCE).since(hintsBefore);
    }

    @Override
    public List<Interval> intervals() {
        return List.of(
                new Interval("before", begun, stopped),
                new Interval("stopped", stopped, resumed),
                new Interval("after", resumed, ended));
    }

    @Override
    public List<Target> targets(Samples samples, HintStory hints) {
        return List.of(
                Targets.writesTaken(samples, intervals()),
                new Target("others that found it down", Long.toString(foundDownBy), "2", foundDownBy == 2),
                Targets.hintsKept(hints),
                Targets.hintsGone(hints),
                Targets.noFalseSuspicion(falselySuspected));
    }
}
