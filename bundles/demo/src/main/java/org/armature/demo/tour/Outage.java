package org.armature.demo.tour;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.armature.client.ArmatureClient;
import org.armature.demo.cluster.HintFigures;
import org.armature.demo.cluster.LocalNode;
import org.armature.demo.cluster.Readiness;
import org.armature.demo.screen.Figures;
import org.armature.demo.screen.Screen;
import org.armature.demo.traffic.HistoryLog;
import org.armature.demo.traffic.Traffic;

/**
 * Kills a node while clients write, lets them write on, and brings it back: what it missed was kept for it as hints, which
 * are handed over and then gone (hinted handoff, Dynamo §4.6).
 */
final class Outage {
    private static final int WRITERS = 4;
    private static final String VICTIM = "n2";
    private static final long WRITES_BEFORE = 300;
    private static final long WRITES_MEANWHILE = 300;
    private static final long WRITES_AFTER = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration HINTS_LIMIT = Duration.ofSeconds(20);
    private static final long POLL_NANOS = 20_000_000;

    private final Stage stage;

    Outage(Stage stage) {
        this.stage = stage;
    }

    /**
     * @return what became of the hints
     * @throws TimeoutException if the cluster does not become whole again
     * @throws ExecutionException if a writer fails by something that is no failure of the store
     */
    HintFigures run(HistoryLog history) throws IOException, InterruptedException, TimeoutException, ExecutionException {
        Screen.Stopwatch sinceReturn;
        stage.step(5, "kill " + VICTIM + " while " + WRITERS + " clients write");
        try (ArmatureClient client = stage.client()) {
            Traffic traffic = Traffic.start(
                    WRITERS,
                    name -> stage.recording(client, history, name),
                    stage.shop(),
                    stage.requestIds().nextLong());
            try {
                sinceReturn = killAndRestart(traffic);
            } finally {
                traffic.stop(PATIENCE);
            }
            stage.screen().line("      " + Figures.count(traffic.acknowledged()) + " writes acknowledged in all");
        }
        Readiness.await(stage.cluster(), PATIENCE);
        return awaitHandoff(sinceReturn);
    }

    /** @return runs since the node was back */
    private Screen.Stopwatch killAndRestart(Traffic traffic) throws IOException, InterruptedException {
        LocalNode victim = stage.cluster().node(VICTIM);
        awaitWrites(traffic, WRITES_BEFORE);
        long pid = victim.pid();
        victim.kill();
        stage.screen().line("      " + VICTIM + " gone (SIGKILL, pid " + pid + ")");
        Screen.Stopwatch away = stage.screen().stopwatch();
        long meanwhile = awaitWrites(traffic, WRITES_MEANWHILE);
        stage.checks().check(meanwhile >= WRITES_MEANWHILE, "writes go on without it");
        HintFigures hints = HintFigures.of(stage.cluster());
        stage.screen()
                .line("      hints   the others keep what it misses: " + Figures.count(hints.pending()) + " objects");
        victim.start();
        Screen.Stopwatch sinceReturn = stage.screen().stopwatch();
        stage.screen().line("      " + VICTIM + " back (pid " + victim.pid() + ") after " + away.shown());
        awaitWrites(traffic, WRITES_AFTER);
        return sinceReturn;
    }

    private HintFigures awaitHandoff(Screen.Stopwatch sinceReturn) throws InterruptedException {
        Duration left = HINTS_LIMIT.minusNanos(sinceReturn.nanos());
        HintFigures hints = HintFigures.awaitGone(stage.cluster(), left);
        stage.screen()
                .line("      hints   " + Figures.count(hints.kept()) + " kept for " + VICTIM + ", "
                        + Figures.count(hints.delivered()) + " delivered, " + Figures.count(hints.pending()) + " left, "
                        + sinceReturn.shown() + " after it was back");
        stage.checks().check(hints.kept() > 0, "what " + VICTIM + " missed was kept for it");
        stage.checks()
                .check(
                        hints.pending() == 0,
                        "all of it was handed over within " + HINTS_LIMIT.toSeconds() + " s of its return");
        return hints;
    }

    /** @return how many were acknowledged meanwhile; fewer than asked for if that takes too long */
    private static long awaitWrites(Traffic traffic, long more) throws InterruptedException {
        long before = traffic.acknowledged();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (traffic.acknowledged() - before < more && System.nanoTime() - end < 0) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return traffic.acknowledged() - before;
    }
}
