package org.armature.engine.buffered;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.armature.engine.memory.MemoryEngine;
import org.armature.storage.Durability;
import org.armature.storage.EngineProfile;
import org.armature.storage.Environment;
import org.armature.storage.EnvironmentSettings;
import org.armature.storage.Mutation;
import org.armature.storage.OpenReport;
import org.armature.storage.PartitionStore;
import org.armature.storage.StoreId;

/** An environment below whose writes can be held up and made to fail, and that tells what was written to it. */
final class Ground implements Environment {
    static final EngineProfile PROFILE = new EngineProfile(
            0, 1 << 20, 1 << 20, EnumSet.of(Durability.PROCESS, Durability.DISK), true, "tests of what stands on it");

    private static final Duration BOUND = Duration.ofSeconds(30);

    record Batch(List<Mutation> mutations, Durability durability) {}

    private final Environment kept =
            new MemoryEngine().open(new EnvironmentSettings("shop", Path.of("unused"), new TreeMap<>()));
    private final List<Batch> batches = new CopyOnWriteArrayList<>();
    private final Object gate = new Object();
    private boolean holding;
    private int held;
    private Throwable failure;

    /** Writes from now on wait. */
    void hold() {
        synchronized (gate) {
            holding = true;
        }
    }

    void release() {
        synchronized (gate) {
            holding = false;
            gate.notifyAll();
        }
    }

    /** Until a write waits here. */
    void awaitHeld() {
        await("a write below", () -> {
            synchronized (gate) {
                return held > 0;
            }
        });
    }

    /** Writes from now on throw this; null heals. */
    void fail(Throwable with) {
        synchronized (gate) {
            failure = with;
        }
    }

    List<Batch> batches() {
        return List.copyOf(batches);
    }

    /** All that was ever written, in order. */
    List<Mutation> written() {
        List<Mutation> all = new ArrayList<>();
        batches.forEach(batch -> all.addAll(batch.mutations()));
        return all;
    }

    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + BOUND.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not within " + BOUND + ": " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
    }

    @Override
    public void write(List<Mutation> batch, Durability durability) {
        synchronized (gate) {
            held++;
            while (holding) {
                try {
                    gate.wait();
                } catch (InterruptedException e) {
                    throw new AssertionError("the writer thread can't be interrupted", e);
                }
            }
            held--;
            throwFailure();
        }
        kept.write(batch, Durability.MEMORY);
        batches.add(new Batch(List.copyOf(batch), durability));
    }

    private void throwFailure() {
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
    }

    @Override
    public OpenReport openReport() {
        return new OpenReport(OpenReport.State.RECOVERED, "the ground's own");
    }

    @Override
    public PartitionStore store(StoreId id) {
        return kept.store(id);
    }

    @Override
    public SortedSet<StoreId> stores() {
        return kept.stores();
    }

    @Override
    public void sync() {
        kept.sync();
    }

    @Override
    public void close() {
        release();
        kept.close();
    }
}
