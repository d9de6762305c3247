package org.armature.bench.growth;

import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.armature.bench.Schedule;

/** Asks the owners of one key after the other, drawn evenly from all, as long as a run goes on. */
final class CopyWatch {
    private static final long LIMIT_SECONDS = 60;

    private final Owners owners;
    private final Timeline timeline;
    private final int keys;
    private final SplittableRandom random;
    private volatile long end = Long.MAX_VALUE;
    private CompletableFuture<Void> watching = CompletableFuture.completedFuture(null);

    private CopyWatch(Owners owners, Timeline timeline, int keys, long seed) {
        this.owners = owners;
        this.timeline = timeline;
        this.keys = keys;
        this.random = new SplittableRandom(seed);
    }

    static CopyWatch start(Owners owners, Timeline timeline, int keys, long seed, double perSecond) {
        CopyWatch watch = new CopyWatch(owners, timeline, keys, seed);
        Schedule schedule = new Schedule(System.nanoTime(), 1e9 / perSecond, () -> watch.end);
        watch.watching =
                CompletableFuture.runAsync(() -> watch.watch(schedule), task -> new Thread(task, "copy-watch").start());
        return watch;
    }

    private void watch(Schedule schedule) {
        for (OptionalLong due = schedule.next(); due.isPresent(); due = schedule.next()) {
            timeline.asked(owners.copies(random.nextInt(keys)));
        }
    }

    /**
     * Returns when the last key was asked for.
     *
     * @throws ExecutionException if it had ended before, by something that is no answer of a node
     */
    void stop() throws InterruptedException, TimeoutException, ExecutionException {
        end = Math.min(end, System.nanoTime());
        watching.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }
}
