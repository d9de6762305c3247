package org.armature.bench.faults;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.armature.demo.cluster.HintFigures;
import org.armature.demo.cluster.LocalCluster;

/** Asks the nodes again and again what hints they keep, from the moment all are back. One thread. */
final class HintWatch {
    private static final long POLL_NANOS = 100_000_000;

    private final LocalCluster cluster;
    private final long returned = System.nanoTime();
    private HintFigures last;
    private long goneAfter;

    HintWatch(LocalCluster cluster) {
        this.cluster = cluster;
        look();
    }

    private void look() {
        last = HintFigures.of(cluster);
        if (last.pending() > 0) {
            goneAfter = System.nanoTime() - returned;
        }
    }

    /** Looks on for so long. */
    void watch(Duration length) throws InterruptedException {
        long end = System.nanoTime() + length.toNanos();
        while (System.nanoTime() - end < 0) {
            pause();
            look();
        }
    }

    /** Looks on until no hint is left, at most for so long. */
    HintStory untilGone(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        look();
        while (last.pending() > 0 && System.nanoTime() - end < 0) {
            pause();
            look();
        }
        return new HintStory(last, Duration.ofNanos(goneAfter));
    }

    private static void pause() throws InterruptedException {
        LockSupport.parkNanos(POLL_NANOS);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
