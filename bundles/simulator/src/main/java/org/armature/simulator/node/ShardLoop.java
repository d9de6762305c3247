package org.armature.simulator.node;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.armature.membership.MembershipEvent;
import org.armature.model.Bytes;
import org.armature.node.BackgroundSettings;
import org.armature.node.Counter;
import org.armature.node.DataDoubt;
import org.armature.node.Effect;
import org.armature.node.Event;
import org.armature.node.ExchangeReport;
import org.armature.node.Now;
import org.armature.node.ReapEpoch;
import org.armature.node.ReapingReport;
import org.armature.node.ScrubSettings;
import org.armature.node.Shard;
import org.armature.node.ShardSettings;
import org.armature.node.TransferReport;
import org.armature.node.TreeName;
import org.armature.protocol.ClusterKey;
import org.armature.protocol.ContextSealer;
import org.armature.simulator.disk.NodeFiles;
import org.armature.simulator.disk.StoreName;

/** Drives one shard as the server's loop does: tells it what happens, carries out what it wants, in order. */
final class ShardLoop {
    private static final long MAILBOX_NANOS = 500;
    private static final long EPOCH_RETRY_NANOS = 1_000_000_000L;

    private final NodeProcess process;
    private final SimulatedNode node;
    private final Surroundings world;
    private final int index;
    private final RingLoop ring;
    private final Shard shard;
    private final ShardStorage storage;
    private long wakeNumber;

    ShardLoop(NodeProcess process, int index, long incarnation, NodeSettings settings, RingLoop ring) {
        this.ring = ring;
        this.process = process;
        this.node = process.node();
        this.world = node.world();
        this.index = index;
        ClusterKey key = new ClusterKey(1, Bytes.wrap(new byte[ClusterKey.SECRET_BYTES]));
        this.shard = new Shard(
                new ShardSettings(
                        node.id(),
                        incarnation,
                        index,
                        settings.shards(),
                        settings.maxCalls(),
                        settings.hints(),
                        settings.transfers(),
                        settings.exchanges(),
                        BackgroundSettings.DEFAULT,
                        ScrubSettings.DEFAULT,
                        settings.reaping()),
                ring.ownership(),
                ring.view().fencedMoves(),
                settings.tables(),
                new ContextSealer(List.of(key)));
        this.storage = new ShardStorage(process, index, settings, this::step);
    }

    /** Before it is told anything. */
    void resumeTrees(SortedMap<TreeName, Bytes> earlier) {
        shard.resumeTrees(earlier);
    }

    /** Before it is told anything. */
    void resumeReapEpochs(SortedMap<Integer, ReapEpoch> earlier) {
        shard.resumeReapEpochs(earlier);
    }

    /** Before it is told anything. */
    void doubt(DataDoubt doubt) {
        shard.doubt(doubt);
    }

    DataDoubt doubtLeft() {
        return shard.doubtLeft();
    }

    List<ReapingReport> reapings() {
        return shard.reapings();
    }

    SortedMap<TreeName, Bytes> knownTrees() {
        return shard.knownTrees();
    }

    boolean isWriting(StoreName store) {
        return storage.isWriting(store);
    }

    List<ExchangeReport> exchanges() {
        return shard.exchanges();
    }

    TransferReport transfers() {
        return shard.transfers();
    }

    /** To be called while the process runs. */
    void tell(Event event) {
        step(event);
        storage.settle();
    }

    private void step(Event event) {
        Now now = new Now(world.timeline().now() + 1, node.wallMillis());
        List<Effect> effects;
        try {
            effects = shard.on(event, now);
        } catch (RuntimeException | AssertionError broken) {
            world.watcher().broke(node, broken);
            throw broken;
        }
        for (Effect effect : effects) {
            carryOut(effect);
        }
    }

    private void carryOut(Effect effect) {
        if (effect instanceof Effect.Reply reply) {
            process.reply(reply);
        } else if (effect instanceof Effect.Send send) {
            if (!process.send(send.to(), send.call(), send.message())) {
                later(MAILBOX_NANOS, () -> tell(new Event.SendRefused(send.to(), send.call())));
            }
        } else if (effect instanceof Effect.ReadRecord read) {
            storage.read(read);
        } else if (effect instanceof Effect.WriteRecord write) {
            storage.write(write);
        } else if (effect instanceof Effect.ListStores list) {
            storage.listStores(list);
        } else if (effect instanceof Effect.ScanStore scan) {
            storage.scanStore(scan);
        } else if (effect instanceof Effect.SyncTable sync) {
            storage.sync(sync);
        } else if (effect instanceof Effect.WakeAt wake) {
            wakeAt(wake.monoNanos() - 1);
        } else if (effect instanceof Effect.KeepCustody keep) {
            later(MAILBOX_NANOS, () -> ring.keep(keep, event -> later(MAILBOX_NANOS, () -> tell(event))));
        } else if (effect instanceof Effect.KeepReapEpoch keep) {
            later(node.diskState().forceTime(), () -> keep(keep));
        } else if (effect instanceof Effect.NoteReaped reaped) {
            world.trace().say(() -> node + " notes that it reaps " + reaped.key() + " in " + reaped.table());
            world.watcher().reaped(node, reaped);
        } else if (effect instanceof Effect.CompareRings compare) {
            later(MAILBOX_NANOS, () -> ring.tell(new MembershipEvent.RingsDiffer(compare.with())));
        } else if (effect instanceof Effect.ReserveEpochs) {
            later(node.diskState().forceTime(), this::reserveEpochs);
        } else if (effect instanceof Effect.ScrubReached reached) {
            world.trace().say(() -> node + " has read stores through: " + reached.places());
        } else if (effect instanceof Effect.SetAside damaged) {
            world.trace().say(() -> node + " sets aside what it has of " + damaged.key() + ": " + damaged.why());
        } else if (effect instanceof Effect.Notice notice) {
            world.trace().say(() -> node + " notes " + notice.code() + " " + notice.message());
            world.watcher().notice(node, notice);
        } else {
            throw new AssertionError(effect);
        }
    }

    private void wakeAt(long nanos) {
        long number = ++wakeNumber;
        later(Math.max(0, nanos - world.timeline().now()), () -> {
            if (number == wakeNumber) {
                world.trace().event(7, node.number() * 31L + index);
                tell(new Event.TimePassed());
            }
        });
    }

    private void reserveEpochs() {
        if (node.diskState().isFull() || node.diskState().failsNext()) {
            later(EPOCH_RETRY_NANOS, this::reserveEpochs);
            return;
        }
        long from = node.files().reserveEpochs();
        tell(new Event.EpochsGranted(from, from + NodeFiles.EPOCH_BLOCK));
    }

    private void keep(Effect.KeepReapEpoch keep) {
        if (!node.diskState().isFull() && !node.diskState().failsNext()) {
            node.files().keep(keep.partition(), keep.epoch());
            tell(new Event.ReapEpochKept(keep.operation()));
            return;
        }
        if (node.diskState().writesInSpite()) {
            node.files().keep(keep.partition(), keep.epoch());
        }
        tell(new Event.ReapEpochRefused(keep.operation(), "the disk failed"));
    }

    private void later(long nanos, Runnable work) {
        world.timeline().after(nanos, () -> node.run(process, work));
    }

    void died() {
        storage.died();
    }

    void drain() {
        storage.drain();
    }

    Map<Counter, Long> counts() {
        return shard.counts();
    }
}
