package org.armature.bench.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.armature.demo.cluster.LocalCluster;
import org.armature.demo.traffic.HistoryLog;
import org.armature.history.Fact;

/**
 * What an act works with.
 *
 * @param progress is told what happens, in lines for people
 */
record Rig(LocalCluster cluster, FaultsPlan plan, HistoryLog history, Consumer<String> progress) {
    /**
     * Notes that a fault is about to be made.
     *
     * @param kind such as {@code kill}
     * @return when, in monotonic nanoseconds
     */
    long fault(String kind, String target) throws IOException {
        long now = System.nanoTime();
        history.note(new Fact.Fault(now, kind, target));
        progress.accept(kind + " " + target);
        return now;
    }

    void hold(Duration length) throws InterruptedException {
        long end = System.nanoTime() + length.toNanos();
        for (long left = length.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }
}
