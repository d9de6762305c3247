package org.armature.demo.traffic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.armature.demo.data.SampleShop;

/** Several shoppers at once, until they are told to stop. */
public final class Traffic {
    private final ExecutorService threads;
    private final List<CompletableFuture<Void>> shoppers = new ArrayList<>();
    private final LongAdder acknowledged = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private volatile boolean open = true;

    private Traffic(int count) {
        threads = Executors.newFixedThreadPool(count);
    }

    /**
     * @param count shoppers, each in a thread of its own
     * @param clients makes each shopper's client from its name
     * @param seed decides what they do; not how they interleave
     */
    public static Traffic start(int count, Function<String, RecordingClient> clients, SampleShop shop, long seed) {
        Traffic traffic = new Traffic(count);
        for (int i = 1; i <= count; i++) {
            RecordingClient client = clients.apply("writer-" + i);
            Shopper shopper = new Shopper(
                    client,
                    shop,
                    new SplittableRandom(seed + i),
                    () -> traffic.open,
                    traffic.acknowledged,
                    traffic.failed);
            traffic.shoppers.add(CompletableFuture.runAsync(shopper, traffic.threads));
        }
        return traffic;
    }

    /** Writes acknowledged so far; for the screen, no part of any judgement. */
    public long acknowledged() {
        return acknowledged.sum();
    }

    /** Reads and writes that were not, so far. */
    public long failed() {
        return failed.sum();
    }

    /**
     * Lets the shoppers finish what they are at.
     *
     * @throws TimeoutException if one is not done by the limit
     * @throws ExecutionException if one ended by an exception that is no failure of the store
     */
    public void stop(Duration limit) throws InterruptedException, TimeoutException, ExecutionException {
        open = false;
        try {
            CompletableFuture.allOf(shoppers.toArray(CompletableFuture[]::new))
                    .get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            threads.shutdown();
        }
    }
}
