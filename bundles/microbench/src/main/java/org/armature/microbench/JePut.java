package org.armature.microbench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.armature.engine.bdbje.BdbjeEngine;
import org.armature.model.Key;
import org.armature.ring.Position;
import org.armature.storage.Durability;
import org.armature.storage.Environment;
import org.armature.storage.EnvironmentSettings;
import org.armature.storage.Mutation;
import org.armature.storage.PartitionStore;
import org.armature.storage.StoreId;
import org.armature.storage.StoreKey;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Objects of a kilobyte, written again and again in random order, alone and in batches as a shard does. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {ShardLikeThreads.EXECUTOR, ShardLikeThreads.EXECUTOR_CLASS})
public class JePut {
    private static final int KEYS = 4_096;
    private static final int BATCH = 16;
    private static final int PARTITIONS = 64;

    @Param({"PROCESS", "DISK"})
    public Durability durability;

    private final List<Mutation> puts = new ArrayList<>(KEYS);
    private Path directory;
    private Environment environment;
    private int next;

    @Setup
    public void open() throws IOException {
        for (int i = 0; i < KEYS; i++) {
            Key key = Key.utf8("customer-" + i);
            StoreKey storeKey =
                    StoreKey.of(Position.of(key).toBytes(), key.bytes().shared());
            StoreId store = new StoreId("carts", i % PARTITIONS);
            puts.add(Mutation.put(store, storeKey, new byte[Samples.VALUE_BYTES]));
        }
        directory = Files.createTempDirectory("armature-microbench");
        environment = new BdbjeEngine().open(new EnvironmentSettings("shop", directory, new TreeMap<>()));
        environment.write(puts, Durability.PROCESS);
    }

    @TearDown
    public void close() throws IOException {
        environment.close();
        Folders.delete(directory);
    }

    @Benchmark
    public void one() {
        environment.write(List.of(puts.get(advance(1))), durability);
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void batch() {
        int from = advance(BATCH);
        environment.write(puts.subList(from, from + BATCH), durability);
    }

    @Benchmark
    public Optional<byte[]> get() {
        Mutation put = puts.get(advance(1));
        PartitionStore store = environment.store(put.store());
        return store.get(put.key());
    }

    private int advance(int by) {
        int at = next;
        next = (next + by) % KEYS;
        return at - at % by;
    }
}
