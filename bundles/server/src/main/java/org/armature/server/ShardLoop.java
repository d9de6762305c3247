package org.armature.server;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.armature.model.Bytes;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.node.Counter;
import org.armature.node.DataDoubt;
import org.armature.node.Effect;
import org.armature.node.Event;
import org.armature.node.LeftoverReport;
import org.armature.node.Now;
import org.armature.node.RepairReport;
import org.armature.node.Shard;
import org.armature.node.TransferReport;
import org.armature.node.TreeName;
import org.armature.storage.load.LoadReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drives one shard: tells it what happens, and carries out what it wants, in order. */
final class ShardLoop extends Loop<ShardLoop.Item> {
    private static final Logger LOG = LoggerFactory.getLogger(ShardLoop.class);

    /** An event for the shard, or a question to it. */
    sealed interface Item {}

    record Happened(Event event) implements Item {}

    private record Asked<T>(Function<Shard, T> question, CompletableFuture<T> answer) implements Item {
        void answer(Shard shard) {
            answer.complete(question.apply(shard));
        }
    }

    private record Mark(Runnable reached) implements Item {}

    private final Shard shard;
    private final Outgoing outgoing;
    private final ShardStorage storage;
    private final NodeFiles files;
    private final int index;
    private final BiConsumer<Effect.KeepCustody, Consumer<Event>> custody;
    private final Consumer<Effect.PassEnded> passes;
    private final Consumer<Effect.RepairEnded> repairs;
    private final Consumer<NodeId> ringsDiffer;
    private boolean mustWake;
    private long wakeAtNanos;

    ShardLoop(
            Shard shard,
            Outgoing outgoing,
            ShardStorage.Place place,
            EngineBindings bindings,
            NodeFiles files,
            BiConsumer<Effect.KeepCustody, Consumer<Event>> custody,
            Consumer<Effect.PassEnded> passes,
            Consumer<Effect.RepairEnded> repairs,
            Consumer<NodeId> ringsDiffer,
            Broken broken) {
        super("armature-shard-" + place.shard(), broken);
        this.shard = shard;
        this.outgoing = outgoing;
        this.files = files;
        this.index = place.shard();
        this.custody = custody;
        this.passes = passes;
        this.repairs = repairs;
        this.storage =
                new ShardStorage(place, bindings, files.reaped()::note, this::step, this::tell, this::wake, broken);
        this.ringsDiffer = ringsDiffer;
        bindings.whenOpened(() -> tell(new Event.StoresOpened()));
    }

    void tell(Event event) {
        tell(new Happened(event));
    }

    /** Runs this once everything told before it was handled. */
    void whenReached(Runnable reached) {
        tell(new Mark(reached));
    }

    CompletableFuture<TransferReport> transfers() {
        return ask(Shard::transfers);
    }

    CompletableFuture<LeftoverReport> leftovers() {
        return ask(Shard::leftovers);
    }

    /** What each table has done to its engine here. */
    CompletableFuture<SortedMap<TableName, LoadReport>> loads() {
        return ask(each -> each.loads(System.nanoTime()));
    }

    CompletableFuture<Map<Counter, Long>> counts() {
        return ask(Shard::counts);
    }

    /** @param question answered on the loop's thread, once everything told before it was handled */
    <T> CompletableFuture<T> ask(Function<Shard, T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        tell(new Asked<>(question, answer));
        return answer;
    }

    @Override
    void start() {
        storage.start();
        tell(new Event.StoresOpened());
        super.start();
    }

    @Override
    void handle(Queue<Item> batch) {
        for (Item item = batch.poll(); item != null; item = batch.poll()) {
            if (item instanceof Happened happened) {
                step(happened.event());
            } else if (item instanceof Asked<?> asked) {
                asked.answer(shard);
            } else if (item instanceof Mark mark) {
                mark.reached().run();
            } else {
                throw new AssertionError(item);
            }
        }
        wakeIfDue();
        storage.settle();
        outgoing.flush();
    }

    @Override
    long idle() {
        wakeIfDue();
        storage.settle();
        outgoing.flush();
        long toWake = mustWake ? Math.max(1, wakeAtNanos - System.nanoTime()) : Long.MAX_VALUE;
        return Math.min(toWake, storage.nanosToNext());
    }

    private void wakeIfDue() {
        if (mustWake && System.nanoTime() - wakeAtNanos >= 0) {
            mustWake = false;
            step(new Event.TimePassed());
        }
    }

    private void step(Event event) {
        List<Effect> effects = shard.on(event, new Now(System.nanoTime(), System.currentTimeMillis()));
        for (Effect effect : effects) {
            carryOut(effect);
        }
    }

    private void carryOut(Effect effect) {
        if (effect instanceof Effect.Reply reply) {
            outgoing.reply(reply);
        } else if (effect instanceof Effect.Send send) {
            if (!outgoing.send(send)) {
                tell(new Event.SendRefused(send.to(), send.call()));
            }
        } else if (effect instanceof Effect.ReadRecord read) {
            storage.read(read);
        } else if (effect instanceof Effect.ListStores || effect instanceof Effect.ScanStore) {
            storage.read(effect);
        } else if (effect instanceof Effect.WriteRecord write) {
            storage.write(write);
        } else if (effect instanceof Effect.SyncTable sync) {
            storage.sync(sync);
        } else if (effect instanceof Effect.WakeAt wake) {
            mustWake = true;
            wakeAtNanos = wake.monoNanos();
        } else if (effect instanceof Effect.KeepCustody keep) {
            custody.accept(keep, this::tell);
        } else if (effect instanceof Effect.KeepReapEpoch keep) {
            files.keep(keep, this::tell);
        } else if (effect instanceof Effect.NoteReaped noted) {
            storage.note(noted);
        } else if (effect instanceof Effect.CompareRings compare) {
            ringsDiffer.accept(compare.with());
        } else if (effect instanceof Effect.ReserveEpochs) {
            files.epochs().reserve(this::tell);
        } else if (effect instanceof Effect.CompareStore compare) {
            storage.compare(compare);
        } else if (effect instanceof Effect.MatchRecord match) {
            storage.match(match);
        } else if (effect instanceof Effect.PassEnded ended) {
            passes.accept(ended);
        } else if (effect instanceof Effect.RepairEnded ended) {
            repairs.accept(ended);
        } else if (effect instanceof Effect.ScrubReached reached) {
            files.keep(index, reached);
        } else if (effect instanceof Effect.SetAside damaged) {
            files.keep(damaged);
        } else if (effect instanceof Effect.Notice notice) {
            LOG.warn("{} {}", notice.code(), notice.message());
        } else {
            throw new AssertionError(effect);
        }
    }

    /** How far the repair is that was ordered; empty if it has ended. */
    CompletableFuture<Optional<RepairReport>> repair(long order) {
        return ask(each -> each.repair(order));
    }

    /** Hash trees that are as the shard has left its stores; to be called when this was closed. None if it did not end. */
    SortedMap<TreeName, Bytes> treesLeft() {
        return isAlive() ? Collections.emptySortedMap() : shard.knownTrees();
    }

    /** What the shard leaves in doubt; to be called when this was closed. All of it if it did not end. */
    DataDoubt doubtLeft() {
        return isAlive() ? DataDoubt.MAY_BE_OLD : shard.doubtLeft();
    }

    /** What storage was asked for is told before the shard ends, so that it knows what it leaves. */
    @Override
    public void close() {
        storage.close();
        super.close();
    }
}
