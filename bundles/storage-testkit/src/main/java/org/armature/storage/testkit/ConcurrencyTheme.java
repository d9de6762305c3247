package org.armature.storage.testkit;

import static org.armature.storage.testkit.Samples.key;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import org.armature.storage.Durability;
import org.armature.storage.Environment;
import org.armature.storage.Mutation;
import org.armature.storage.StoreId;
import org.junit.jupiter.api.Test;

/** The last acknowledged write wins, with one writer at a time for a store and readers beside it. */
abstract class ConcurrencyTheme extends EngineTheme {
    private static final int STORES = 4;
    private static final int KEYS = 50;
    private static final int WRITES = 400;

    @Test
    void readersSeeTheLastAcknowledgedWriteOrALaterOne() {
        for (Durability durability : engine.profile().durabilities()) {
            Environment environment = open(temporary.resolve(durability.name()));
            AtomicLongArray acknowledged = new AtomicLongArray(STORES * KEYS);
            AtomicInteger writing = new AtomicInteger(STORES);
            List<Callable<Void>> pieces = new ArrayList<>();
            for (int store = 0; store < STORES; store++) {
                StoreId id = new StoreId("counters", store);
                int base = store * KEYS;
                pieces.add(() -> {
                    Random random = new Random(base);
                    try {
                        for (long i = 1; i <= WRITES; i++) {
                            int k = random.nextInt(KEYS);
                            environment.write(List.of(Mutation.put(id, key(k), counter(i))), durability);
                            acknowledged.set(base + k, i);
                        }
                    } finally {
                        writing.decrementAndGet();
                    }
                    return null;
                });
                pieces.add(() -> {
                    Random random = new Random(base + 1);
                    while (writing.get() > 0) {
                        int k = random.nextInt(KEYS);
                        long before = acknowledged.get(base + k);
                        long read = read(environment, id, k);
                        assertTrue(read >= before, "acknowledged " + before + ", read " + read);
                    }
                    return null;
                });
            }
            Together.run(pieces);
            for (int i = 0; i < STORES * KEYS; i++) {
                assertEquals(acknowledged.get(i), read(environment, new StoreId("counters", i / KEYS), i % KEYS));
            }
        }
    }

    /** Keys that do not exist yet are where engines lose updates: there is no row to lock. */
    @Test
    void noIncrementIsLostAmongThreadsThatTakeTurns() {
        Environment environment = open();
        StoreId id = new StoreId("counters", 0);
        Object turn = new Object();
        List<Callable<Void>> pieces = new ArrayList<>();
        int threads = 8;
        for (int thread = 0; thread < threads; thread++) {
            pieces.add(() -> {
                for (int i = 0; i < WRITES; i++) {
                    synchronized (turn) {
                        long was = read(environment, id, i % KEYS);
                        put(environment, id, key(i % KEYS), counter(was + 1));
                    }
                }
                return null;
            });
        }
        Together.run(pieces);
        long sum = 0;
        for (int k = 0; k < KEYS; k++) {
            sum += read(environment, id, k);
        }
        assertEquals((long) threads * WRITES, sum);
    }

    private static long read(Environment environment, StoreId id, int k) {
        return environment
                .store(id)
                .get(key(k))
                .map(value -> ByteBuffer.wrap(value).getLong())
                .orElse(0L);
    }

    private static byte[] counter(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }
}
