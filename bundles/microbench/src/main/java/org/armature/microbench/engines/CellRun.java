package org.armature.microbench.engines;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.Histogram;
import org.armature.bench.Latency;
import org.armature.microbench.Callers;
import org.armature.storage.Durability;
import org.armature.storage.Environment;
import org.armature.storage.Mutation;
import org.armature.storage.StoreId;

/** The operations on an environment, each for some time, by some callers as fast as they are answered. */
final class CellRun {
    private static final int FILL_OBJECTS = 500;
    private static final long FILL_BYTES = 4 << 20;

    private final Environment environment;
    private final SampleObjects objects;
    private final int callers;
    private final Duration time;

    /** @param callers divides {@link SampleObjects#PARTITIONS}: a store has one writer at a time */
    CellRun(Environment environment, SampleObjects objects, int callers, Duration time) {
        this.environment = environment;
        this.objects = objects;
        this.callers = callers;
        this.time = time;
    }

    /** Writes every object once, forced in the end. */
    void fill(Durability durability) {
        List<Mutation> batch = new ArrayList<>();
        long bytes = 0;
        for (int number = 0; number < objects.count(); number++) {
            Mutation put = put(number, 0);
            batch.add(put);
            bytes += put.value().orElseThrow().length;
            if (batch.size() == FILL_OBJECTS || bytes >= FILL_BYTES || number == objects.count() - 1) {
                environment.write(batch, durability);
                batch = new ArrayList<>();
                bytes = 0;
            }
        }
        environment.sync();
    }

    /** Of single objects, over and over; what was not forced is forced after the time. */
    Latency puts(Durability durability) {
        Latency latency = timed("put", (caller, random) -> {
            int own = (objects.count() - caller + callers - 1) / callers;
            Mutation put = put(caller + callers * random.nextInt(own), random.nextLong());
            return () -> {
                environment.write(List.of(put), durability);
                return true;
            };
        });
        environment.sync();
        return latency;
    }

    Latency getsFound() {
        return timed("get", (caller, random) -> {
            int number = random.nextInt(objects.count());
            return () -> environment
                    .store(objects.store(number))
                    .get(objects.key(number))
                    .isPresent();
        });
    }

    Latency getsAbsent() {
        return timed("get absent", (caller, random) -> {
            int number = random.nextInt(objects.count());
            return () -> environment
                    .store(objects.store(number))
                    .get(objects.absent(number))
                    .isEmpty();
        });
    }

    /** By one caller, store after store, once at least. Microseconds an object. */
    double scan() {
        return Callers.together(1, "scan", caller -> () -> {
                    long begin = System.nanoTime();
                    long seen = 0;
                    do {
                        for (int partition = 0; partition < SampleObjects.PARTITIONS; partition++) {
                            Count count = new Count();
                            environment
                                    .store(new StoreId("objects", partition))
                                    .scan(Optional.empty(), (key, value) -> count.one());
                            seen += count.seen;
                        }
                    } while (System.nanoTime() - begin < time.toNanos());
                    if (seen % objects.count() != 0) {
                        throw new IllegalStateException(
                                "scans of " + objects.count() + " objects showed " + seen + " together");
                    }
                    return (System.nanoTime() - begin) / 1e3 / seen;
                })
                .get(0);
    }

    private static final class Count {
        private long seen;

        boolean one() {
            seen++;
            return true;
        }
    }

    /** Makes ready a call, which returns whether its answer is right. */
    private interface Calls {
        BooleanSupplier next(int caller, SplittableRandom random);
    }

    private Latency timed(String name, Calls calls) {
        Histogram all = new Histogram(3);
        all.setAutoResize(true);
        Callers.together(callers, name, caller -> () -> latencies(name, caller, calls))
                .forEach(all::add);
        return Latency.of(all, all.getTotalCount());
    }

    private Histogram latencies(String name, int caller, Calls calls) {
        Histogram nanos = new Histogram(3);
        nanos.setAutoResize(true);
        SplittableRandom random = new SplittableRandom(caller);
        long end = System.nanoTime() + time.toNanos();
        do {
            BooleanSupplier call = calls.next(caller, random);
            long begin = System.nanoTime();
            boolean right = call.getAsBoolean();
            nanos.recordValue(System.nanoTime() - begin);
            if (!right) {
                throw new IllegalStateException(name + ": wrong answer");
            }
        } while (end - System.nanoTime() > 0);
        return nanos;
    }

    private Mutation put(int number, long stamp) {
        return Mutation.put(objects.store(number), objects.key(number), objects.value(number, stamp));
    }
}
