package org.armature.server;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.armature.model.TableName;
import org.armature.node.Effect;
import org.armature.node.Event;
import org.armature.storage.Durability;
import org.armature.storage.Mutation;
import org.armature.storage.StoreId;
import org.armature.storage.StoreKind;

/**
 * The other engine of a table that is moved between two. The serving one alone decides what is acknowledged; this one is
 * given every write after it, and what it can't be given makes its store count as different, before the write is
 * acknowledged.
 *
 * <p>What makes stores count as equal is known in memory alone, and is worth nothing after a crash: then all are compared
 * anew. So no write waits for a file, and none can be forgotten.
 *
 * <p>Thread-safe.
 */
final class Mirror {
    /** How long a write waits for the other engine, and a key for being matched. */
    static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final TableName table;
    private final Durability durability;
    private final EngineBindings bindings;
    private final Broken broken;
    private final Map<StoreKind, AtomicLongArray> marks = new EnumMap<>(StoreKind.class);
    private final Map<Integer, MirrorLane> lanes = new ConcurrentHashMap<>();
    private final LongAdder copiedRecords = new LongAdder();
    private final LongAdder copiedBytes = new LongAdder();
    private final LongAdder comparedBytes = new LongAdder();
    private final LongAdder failedWrites = new LongAdder();
    private volatile Optional<TableBinding> other = Optional.empty();
    private volatile String absence = "its engine is not there";
    private volatile String lastFailure = "";
    private volatile boolean ended;

    /**
     * @param durability of what is copied, as the table asks for it
     * @param partitions Q of the ring
     */
    Mirror(TableName table, Durability durability, int partitions, EngineBindings bindings, Broken broken) {
        this.table = table;
        this.durability = durability;
        this.bindings = bindings;
        this.broken = broken;
        for (StoreKind kind : StoreKind.values()) {
            marks.put(kind, new AtomicLongArray(partitions));
        }
    }

    TableName table() {
        return table;
    }

    Durability durability() {
        return durability;
    }

    // ---- what it is

    /** Empty while its engine or its environment is not there. */
    Optional<TableBinding> other() {
        return other;
    }

    /** Why there is none. */
    String absence() {
        return absence;
    }

    /** Has the same stores as before, or none that are known to be equal: see {@link #markAll}. */
    void become(TableBinding binding) {
        other = Optional.of(binding);
    }

    /** Its environment is about to be closed. */
    void lose(String why) {
        markAll();
        absence = why;
        other = Optional.empty();
    }

    // ---- what is known to differ, or not known to be equal

    /** How often the store came to count as different: if it is as before, nothing has made it so since. */
    long marks(StoreId store) {
        return marks.get(store.kind()).get(store.partition());
    }

    void mark(StoreKind kind, int partition) {
        marks.get(kind).incrementAndGet(partition);
    }

    void markAll() {
        for (AtomicLongArray ofKind : marks.values()) {
            for (int partition = 0; partition < ofKind.length(); partition++) {
                ofKind.incrementAndGet(partition);
            }
        }
    }

    void failed(String why) {
        failedWrites.increment();
        lastFailure = why;
    }

    // ---- what it does

    /**
     * Has it written what the serving engine has written.
     *
     * @param told whether it was, once, from any thread; if not, those who wait may go on all the same
     */
    void write(int shard, List<Mutation> mutations, Durability asked, Consumer<Boolean> told) {
        lane(shard).take(new MirrorCall.Write(mutations, asked, told));
    }

    void compare(int shard, Effect.CompareStore compare, Consumer<Event> result) {
        lane(shard).take(new MirrorCall.Compare(compare, result));
    }

    void match(int shard, Effect.MatchRecord match, Consumer<Event> result) {
        lane(shard).take(new MirrorCall.Match(match, result));
    }

    private MirrorLane lane(int shard) {
        return lanes.computeIfAbsent(shard, absent -> {
            MirrorLane lane = new MirrorLane(
                    "armature-mirror-" + table.table() + "-" + shard, new MirrorWork(this, bindings), broken);
            lane.start();
            if (ended) {
                lane.end();
            }
            return lane;
        });
    }

    /** To be called now and then: whoever waits too long for the other engine goes on without it. */
    void giveUpOverdue(long nowNanos) {
        lanes.values().forEach(lane -> lane.giveUpOverdue(nowNanos));
    }

    /** Whether a call to the other engine does not end; whoever waited for it was told, and it may yet take effect. */
    boolean isStuck() {
        return lanes.values().stream().anyMatch(MirrorLane::isStuck);
    }

    /** It is wanted no more; what is under way ends. */
    void end() {
        ended = true;
        lanes.values().forEach(MirrorLane::end);
    }

    boolean isEnded() {
        return ended;
    }

    /** After its {@link #end}: whether nothing of it can take effect any more. */
    boolean isOver() {
        return lanes.values().stream().noneMatch(MirrorLane::isAlive);
    }

    /** After its {@link #end}: waits until it is over; false if it is not within the limit. */
    boolean awaitOver(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        lanes.values().forEach(lane -> lane.awaitEnd(Duration.ofNanos(end - System.nanoTime())));
        return isOver();
    }

    // ---- figures

    void compared(long bytes) {
        comparedBytes.add(bytes);
    }

    void copied(long bytes) {
        copiedRecords.increment();
        copiedBytes.add(bytes);
    }

    /** In bytes of both passes that copy and passes that only look. */
    long comparedBytes() {
        return comparedBytes.sum();
    }

    long copiedRecords() {
        return copiedRecords.sum();
    }

    long copiedBytes() {
        return copiedBytes.sum();
    }

    /** Batches of writes it was not given. */
    long failedWrites() {
        return failedWrites.sum();
    }

    /** Empty if there was none. */
    String lastFailure() {
        return lastFailure;
    }
}
