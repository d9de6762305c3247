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

    private HintFigures hintsBefore;
    private Course course;
    private long falselySuspected;

    @Override
    public String name() {
        return "kill";
    }

    @Override
    public String title() {
        return VICTIM + " killed by SIGKILL, started again after " + Targets.seconds(course.faulty());
    }

    @Override
    public void play(Rig rig) throws IOException, InterruptedException {
        Suspicions before = Suspicions.of(rig.cluster());
        hintsBefore = HintFigures.of(rig.cluster());
        LocalNode victim = rig.cluster().node(VICTIM);
        course = Course.play(rig, BEFORE, () -> kill(rig, victim), () -> start(rig, victim), AFTER);
        Suspicions after = Suspicions.of(rig.cluster());
        for (LocalNode node : rig.cluster().nodes()) {
            falselySuspected +=
                    node == victim ? after.byNode().get(VICTIM) : Math.max(0, after.since(before, node.name()) - 1);
        }
    }

    private static long kill(Rig rig, LocalNode victim) throws IOException, InterruptedException {
        long killed = rig.fault("kill", VICTIM);
        victim.kill();
        rig.hold(rig.plan().part(AWAY));
        return killed;
    }

    private static long start(Rig rig, LocalNode victim) throws IOException, InterruptedException {
        victim.start();
        return rig.fault("start", VICTIM);
    }

    @Override
    public HintStory awaitHints(Rig rig) throws InterruptedException {
        return course.awaitHints(hintsBefore);
    }

    @Override
    public List<Interval> intervals() {
        return course.intervals("away");
    }

    @Override
    public List<Target> targets(Samples samples, HintStory hints) {
        return List.of(
                Targets.writesTaken(samples, intervals()),
                Targets.noFailureAfter("kill", FAILURES_LIMIT, samples, course.struck()),
                Targets.hintsKept(hints),
                Targets.hintsGone(hints),
                Targets.noFalseSuspicion(falselySuspected));
    }
}
