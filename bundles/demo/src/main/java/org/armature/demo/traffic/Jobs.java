package org.armature.demo.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;

/** Many small jobs, a few at a time. */
public final class Jobs {
    private Jobs() {}

    /** Does one job, by its number. */
    public interface Job {
        void run(int number) throws Exception;
    }

    /**
     * Runs jobs 0 to {@code count - 1} and returns when all are done.
     *
     * @param workers makes each thread's own worker, from the thread's number
     * @param progress is told how many are done, from several threads
     * @throws ExecutionException with the first failure; no new jobs begin after it
     */
    public static void run(int count, int threads, IntFunction<Job> workers, IntConsumer progress)
            throws InterruptedException, ExecutionException {
        AtomicInteger next = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Void>> running = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                Job worker = workers.apply(t);
                Callable<Void> loop = () -> {
                    try {
                        for (int n = next.getAndIncrement(); n < count; n = next.getAndIncrement()) {
                            worker.run(n);
                            progress.accept(done.incrementAndGet());
                        }
                        return null;
                    } finally {
                        next.addAndGet(count); // the others stop too: either all is taken, or this one failed
                    }
                };
                running.add(pool.submit(loop));
            }
            for (Future<Void> each : running) {
                each.get();
            }
        } finally {
            pool.shutdown();
        }
    }
}
