package org.armature.microbench;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.armature.bench.Latency;
import org.armature.bench.Schedule;
import org.armature.bench.Script;
import org.armature.bench.Workload;
import org.armature.model.Key;
import org.armature.ring.Position;
import org.armature.storage.Durability;
import org.armature.storage.Environment;
import org.armature.storage.Mutation;
import org.armature.storage.StorageException;
import org.armature.storage.StoreId;
import org.armature.storage.StoreKey;

/** A workload on the environment of an engine, called by threads such as a node's. */
final class EngineLoad {
    private static final int PARTITIONS = 64;

    /** What became of a turn, from the times its operations were due. */
    record Turn(Latency puts, long failed) {}

    private final String name;
    private final Environment environment;
    private final Durability durability;
    private final Workload workload;
    private final List<Script> scripts = new ArrayList<>();

    EngineLoad(String name, Environment environment, Durability durability, Workload workload) {
        this.name = name;
        this.environment = environment;
        this.durability = durability;
        this.workload = workload;
        for (int thread = 0; thread < workload.threads(); thread++) {
            scripts.add(new Script(workload, thread));
        }
    }

    String name() {
        return name;
    }

    void fill() {
        List<Mutation> batch = new ArrayList<>();
        for (int key = 0; key < workload.keys(); key++) {
            batch.add(put(key, 0));
            if (batch.size() == 500 || key == workload.keys() - 1) {
                environment.write(batch, Durability.PROCESS);
                batch = new ArrayList<>();
            }
        }
        environment.sync();
    }

    /** As fast as its threads are answered: operations a second. */
    double closedLoop(int seconds) {
        long begin = System.nanoTime();
        long end = begin + TimeUnit.SECONDS.toNanos(seconds);
        long done = Callers.together(workload.threads(), name, thread -> () -> {
                    long calls = 0;
                    while (end - System.nanoTime() > 0) {
                        carryOut(scripts.get(thread).next(), calls);
                        calls++;
                    }
                    return calls;
                })
                .stream()
                .mapToLong(Long::longValue)
                .sum();
        environment.sync();
        return done * 1e9 / (System.nanoTime() - begin);
    }

    /**
     * At fixed times whatever becomes of earlier ones: latency counts from the time each operation was due. Returns when
     * everything written is on the disk, so that nothing of it falls into the other side's turn.
     */
    Turn openLoop(double rate, int seconds) {
        double interval = 1e9 / rate;
        long first = System.nanoTime();
        long end = first + TimeUnit.SECONDS.toNanos(seconds);
        Histogram puts = histogram();
        long failed = 0;
        for (Counted one : Callers.together(
                workload.threads(),
                name,
                thread -> () -> scheduled(
                        thread,
                        new Schedule(first + (long) (thread * interval), interval * workload.threads(), () -> end)))) {
            puts.add(one.puts());
            failed += one.failed();
        }
        environment.sync();
        return new Turn(Latency.of(puts, puts.getTotalCount() - failed), failed);
    }

    private record Counted(Histogram puts, long failed) {}

    private Counted scheduled(int thread, Schedule schedule) {
        Histogram puts = histogram();
        long failed = 0;
        for (OptionalLong due = schedule.next(); due.isPresent(); due = schedule.next()) {
            Script.Operation operation = scripts.get(thread).next();
            try {
                carryOut(operation, due.getAsLong());
            } catch (StorageException e) {
                failed++;
            }
            if (!operation.read()) {
                puts.recordValue(System.nanoTime() - due.getAsLong());
            }
        }
        return new Counted(puts, failed);
    }

    private void carryOut(Script.Operation operation, long stamp) {
        if (operation.read()) {
            boolean there = environment
                    .store(store(operation.key()))
                    .get(key(operation.key()))
                    .isPresent();
            if (!there) {
                throw new IllegalStateException("object " + operation.key() + " is gone");
            }
        } else {
            environment.write(List.of(put(operation.key(), stamp)), durability);
        }
    }

    private static Histogram histogram() {
        Histogram histogram = new Histogram(3);
        histogram.setAutoResize(true);
        return histogram;
    }

    private Mutation put(int key, long stamp) {
        byte[] value = new byte[workload.valueBytes()];
        ByteBuffer.wrap(value).putInt(key).putLong(stamp);
        return Mutation.put(store(key), key(key), value);
    }

    private static StoreId store(int key) {
        return new StoreId("objects", key % PARTITIONS);
    }

    private static StoreKey key(int number) {
        Key key = Key.utf8("bench-" + number);
        return StoreKey.of(Position.of(key).toBytes(), key.bytes().shared());
    }
}
