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

    private HintFigures hintsBefore;
    private Course course;
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
        course = Course.play(rig, BEFORE, () -> stop(rig, victim), () -> rig.fault("continue", VICTIM), AFTER);
        Suspicions after = Suspicions.of(rig.cluster());
        for (LocalNode node : rig.cluster().nodes()) {
            long found = after.since(before, node.name());
            boolean other = node != victim;
            foundDownBy += other && found > 0 ? 1 : 0;
            falselySuspected += Math.max(0, found - (other ? 1 : 0));
        }
    }

    private static long stop(Rig rig, LocalNode victim) throws IOException, InterruptedException {
        long stopped = rig.fault("stop", VICTIM);
        victim.pause();
        try {
            rig.hold(STOPPED);
        } finally {
            victim.resume();
        }
        return stopped;
    }

    @Override
    public HintStory awaitHints(Rig rig) throws InterruptedException {
        return course.awaitHints(hintsBefore);
    }

    @Override
    public List<Interval> intervals() {
        return course.intervals("stopped");
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
