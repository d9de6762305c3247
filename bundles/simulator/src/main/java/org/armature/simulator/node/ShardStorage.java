package org.armature.simulator.node;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Queue;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.model.TableName;
import org.armature.node.Effect;
import org.armature.node.Event;
import org.armature.replication.TableSpec;
import org.armature.simulator.disk.Disk;
import org.armature.simulator.disk.DiskState;
import org.armature.simulator.disk.StoreName;
import org.armature.storage.Durability;
import org.armature.storage.StoreKey;

/**
 * A shard's calls of its engines. Reads have a lane and writes have one, on which what waits is written in one batch and
 * forced once; or all that need not be forced is done on the loop at once.
 */
final class ShardStorage {
    private final NodeProcess process;
    private final SimulatedNode node;
    private final Surroundings world;
    private final int index;
    private final int shards;
    private final SortedMap<TableName, TableSpec> tables;
    private final boolean onLoop;
    private final Consumer<Event> step;
    private final Queue<Effect> atOnce = new ArrayDeque<>();
    private final List<Effect.WriteRecord> waiting = new ArrayList<>();
    private List<Effect.WriteRecord> underWay = List.of();
    private long readsFreeAt;
    private boolean settling;

    ShardStorage(NodeProcess process, int index, NodeSettings settings, Consumer<Event> step) {
        this.index = index;
        this.shards = settings.shards();
        this.tables = settings.tables();
        this.process = process;
        this.node = process.node();
        this.world = node.world();
        this.onLoop = settings.storageOnLoop();
        this.step = step;
    }

    void read(Effect.ReadRecord read) {
        if (onLoop) {
            atOnce.add(read);
        } else {
            onReadLane(() -> carryOut(read));
        }
    }

    private void onReadLane(Runnable work) {
        readsFreeAt =
                Math.max(readsFreeAt, world.timeline().now()) + node.diskState().readTime();
        Runnable thenSettle = () -> {
            work.run();
            settle();
        };
        world.timeline().at(readsFreeAt, () -> node.run(process, thenSettle));
    }

    void listStores(Effect.ListStores list) {
        onReadLane(() -> carryOut(list));
    }

    private void carryOut(Effect.ListStores list) {
        if (node.diskState().failsNext()) {
            step.accept(new Event.StorageFailed(list.operation(), ErrorCode.STORAGE_FAILED, "input/output error"));
            return;
        }
        List<Event.FoundStore> stores = new ArrayList<>();
        for (StoreName store : node.disk().stores()) {
            if (store.kind() == list.kind() && store.partition() % shards == index) {
                NavigableMap<StoreKey, Bytes> entries = node.disk().entries(store);
                long bytes = 0;
                for (Map.Entry<StoreKey, Bytes> entry : entries.entrySet()) {
                    bytes += entry.getKey().length() + entry.getValue().length();
                }
                stores.add(new Event.FoundStore(store.table(), store.partition(), entries.size(), bytes));
            }
        }
        step.accept(new Event.StoresListed(list.operation(), stores));
    }

    void scanStore(Effect.ScanStore scan) {
        onReadLane(() -> carryOut(scan));
    }

    private void carryOut(Effect.ScanStore scan) {
        if (node.diskState().failsNext()) {
            step.accept(new Event.StorageFailed(scan.operation(), ErrorCode.STORAGE_FAILED, "input/output error"));
            return;
        }
        NavigableMap<StoreKey, Bytes> all =
                node.disk().entries(new StoreName(scan.table(), scan.kind(), scan.partition()));
        NavigableMap<StoreKey, Bytes> rest =
                scan.after().isPresent() ? all.tailMap(scan.after().get(), false) : all;
        List<Event.FoundEntry> page = new ArrayList<>();
        long bytes = 0;
        for (Map.Entry<StoreKey, Bytes> entry : rest.entrySet()) {
            if (page.size() == scan.maxEntries() || (!page.isEmpty() && bytes >= scan.maxBytes())) {
                break;
            }
            page.add(new Event.FoundEntry(entry.getKey(), entry.getValue()));
            bytes += entry.getValue().length();
        }
        step.accept(new Event.StoreScanned(scan.operation(), page, page.size() == rest.size()));
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

    /** Whether something is being written there of which the shard does not know yet how that ended. */
    boolean isWriting(StoreName store) {
        return Stream.of(underWay, waiting, atOnce)
                .flatMap(Collection::stream)
                .anyMatch(effect -> effect instanceof Effect.WriteRecord write
                        && store(write).equals(store));
    }

    void sync(Effect.SyncTable sync) {
        world.timeline()
                .after(
                        node.diskState().forceTime(),
                        () -> node.run(process, () -> {
                            carryOut(sync);
                            settle();
                        }));
    }

    private void carryOut(Effect.SyncTable sync) {
        if (node.diskState().failsNext()) {
            step.accept(new Event.StorageFailed(sync.operation(), ErrorCode.STORAGE_FAILED, "input/output error"));
            return;
        }
        node.disk().force();
        world.watcher().forced(node);
        step.accept(new Event.RecordWritten(sync.operation()));
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
                    Durability reached =
                            write.durability() == Durability.DISK ? Durability.PROCESS : write.durability();
                    make(write, reached, isAsItsTableSays(write, reached));
                }
                failed(write, ErrorCode.STORAGE_FAILED, "input/output error");
            }
        } else {
            batch.forEach(write -> make(write, write.durability(), true));
            if (node.disk().isForced()) {
                world.watcher().forced(node);
            }
            batch.forEach(write -> step.accept(new Event.RecordWritten(write.operation())));
        }
    }

    private void failed(Effect.WriteRecord write, ErrorCode code, String message) {
        step.accept(new Event.StorageFailed(write.operation(), code, message));
    }

    /** @param promised whether whoever asked is told that it is done, or may be told the next time it asks */
    private void make(Effect.WriteRecord write, Durability durability, boolean promised) {
        world.trace()
                .event(
                        9,
                        write.operation() * 31
                                + write.value().map(Bytes::hashCode).orElse(0));
        Disk disk = node.disk();
        Optional<Bytes> before = disk.get(store(write), write.key());
        disk.write(store(write), write.key(), write.value(), durability, promised);
        boolean counts = promised && isAsItsTableSays(write, durability);
        world.watcher().wrote(node, store(write), write.key(), before, write.value(), counts);
    }

    /** One that was to be durable where others are not, and is not, is still as good as those. */
    private boolean isAsItsTableSays(Effect.WriteRecord write, Durability reached) {
        return reached.compareTo(tables.get(write.table()).durability()) >= 0;
    }

    /** Of what was being written when the process died, some was. */
    void died() {
        int made = underWay.isEmpty() ? 0 : node.random().nextInt(underWay.size() + 1);
        underWay.subList(0, made).forEach(write -> make(write, Durability.MEMORY, false));
    }

    /** Before a clean stop, everything is written; nobody waits for the answers. */
    void drain() {
        underWay.forEach(write -> make(write, write.durability(), true));
        waiting.forEach(write -> make(write, write.durability(), true));
        underWay = List.of();
        waiting.clear();
    }

    private static StoreName store(Effect.ReadRecord read) {
        return new StoreName(read.table(), read.kind(), read.partition());
    }

    private static StoreName store(Effect.WriteRecord write) {
        return new StoreName(write.table(), write.kind(), write.partition());
    }
}
