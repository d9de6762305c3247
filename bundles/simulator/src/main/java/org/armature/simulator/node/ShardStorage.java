package org.armature.simulator.node;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.node.Effect;
import org.armature.node.Event;
import org.armature.simulator.disk.Disk;
import org.armature.simulator.disk.DiskState;
import org.armature.simulator.disk.StoreName;
import org.armature.storage.Durability;
import org.armature.storage.StoreKind;

/**
 * A shard's calls of its engines. Reads have a lane and writes have one, on which what waits is written in one batch and
 * forced once; or all that need not be forced is done on the loop at once.
 */
final class ShardStorage {
    private final NodeProcess process;
    private final SimulatedNode node;
    private final Surroundings world;
    private final boolean onLoop;
    private final Consumer<Event> step;
    private final Queue<Effect> atOnce = new ArrayDeque<>();
    private final List<Effect.WriteRecord> waiting = new ArrayList<>();
    private List<Effect.WriteRecord> underWay = List.of();
    private long readsFreeAt;
    private boolean settling;

    ShardStorage(NodeProcess process, NodeSettings settings, Consumer<Event> step) {
        this.process = process;
        this.node = process.node();
        this.world = node.world();
        this.onLoop = settings.storageOnLoop();
        this.step = step;
    }

    void read(Effect.ReadRecord read) {
        if (onLoop) {
            atOnce.add(read);
            return;
        }
        readsFreeAt =
                Math.max(readsFreeAt, world.timeline().now()) + node.diskState().readTime();
        world.timeline()
                .at(
                        readsFreeAt,
                        () -> node.run(process, () -> {
                            carryOut(read);
                            settle();
                        }));
    }

    void write(Effect.WriteRecord write) {
        if (onLoop && write.durability() != Durability.DISK) {
            atOnce.add(write);
            return;
        }
        waiting.add(write);
        if (underWay.isEmpty()) {
            begin();
        }
    }

    /** Does what is to be done on the loop, and what comes of it, until nothing is left. */
    void settle() {
        if (settling) {
            return;
        }
        settling = true;
        for (Effect effect = atOnce.poll(); effect != null; effect = atOnce.poll()) {
            if (effect instanceof Effect.ReadRecord read) {
                carryOut(read);
            } else {
                carryOut(List.of((Effect.WriteRecord) effect));
            }
        }
        settling = false;
    }

    private void carryOut(Effect.ReadRecord read) {
        world.trace().event(8, read.operation());
        if (node.diskState().failsNext()) {
            step.accept(new Event.StorageFailed(read.operation(), ErrorCode.STORAGE_FAILED, "input/output error"));
        } else {
            step.accept(new Event.RecordRead(read.operation(), node.disk().get(store(read), read.key())));
        }
    }

    private void begin() {
        underWay = List.copyOf(waiting);
        waiting.clear();
        boolean forced = underWay.stream().anyMatch(write -> write.durability() == Durability.DISK);
        DiskState state = node.diskState();
        world.timeline().after(forced ? state.forceTime() : state.writeTime(), () -> node.run(process, this::finish));
    }

    private void finish() {
        List<Effect.WriteRecord> batch = underWay;
        carryOut(batch);
        underWay = List.of();
        if (!waiting.isEmpty()) {
            begin();
        }
        settle();
    }

    private void carryOut(List<Effect.WriteRecord> batch) {
        DiskState state = node.diskState();
        if (state.isFull()) {
            batch.forEach(write -> failed(write, ErrorCode.DISK_FULL, "no space left on device"));
        } else if (state.failsNext()) {
            for (Effect.WriteRecord write : batch) {
                if (state.writesInSpite()) {
                    make(write, Durability.PROCESS);
                }
                failed(write, ErrorCode.STORAGE_FAILED, "input/output error");
            }
        } else {
            batch.forEach(write -> make(write, write.durability()));
            batch.forEach(write -> step.accept(new Event.RecordWritten(write.operation())));
        }
    }

    private void failed(Effect.WriteRecord write, ErrorCode code, String message) {
        step.accept(new Event.StorageFailed(write.operation(), code, message));
    }

    private void make(Effect.WriteRecord write, Durability durability) {
        world.trace().event(9, write.operation() * 31 + write.value().hashCode());
        Disk disk = node.disk();
        Optional<Bytes> value = Optional.of(write.value());
        disk.write(store(write), write.key(), value, durability);
        world.watcher().wrote(node, store(write), write.key(), value, durability);
    }

    /** Of what was being written when the process died, some was. */
    void died() {
        int made = underWay.isEmpty() ? 0 : node.random().nextInt(underWay.size() + 1);
        underWay.subList(0, made).forEach(write -> make(write, Durability.MEMORY));
    }

    /** Before a clean stop, everything is written; nobody waits for the answers. */
    void drain() {
        underWay.forEach(write -> make(write, write.durability()));
        waiting.forEach(write -> make(write, write.durability()));
        underWay = List.of();
        waiting.clear();
    }

    private static StoreName store(Effect.ReadRecord read) {
        return new StoreName(read.table(), StoreKind.OBJECTS, read.partition());
    }

    private static StoreName store(Effect.WriteRecord write) {
        return new StoreName(write.table(), StoreKind.OBJECTS, write.partition());
    }
}
