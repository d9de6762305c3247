package org.armature.node;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.armature.model.Bytes;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.protocol.ClusterKey;
import org.armature.protocol.ContextSealer;
import org.armature.protocol.Message;
import org.armature.protocol.ProtocolException;
import org.armature.replication.HintCopy;
import org.armature.replication.LocalCopy;
import org.armature.ring.Position;
import org.armature.storage.StoreKey;
import org.armature.storage.StoreKind;

/** One node of a {@link ShardCluster}: its shard, its disk, and what carries out the shard's effects. */
final class ShardNode {
    private static final long EPOCHS = 1_000;
    private static final ClusterKey KEY = new ClusterKey(1, Bytes.wrap(new byte[ClusterKey.SECRET_BYTES]));

    private final ShardCluster cluster;
    private final NodeId id;
    private final ShardDisk disk = new ShardDisk();
    private final Map<Class<? extends Effect>, List<Runnable>> held = new LinkedHashMap<>();
    private final List<Effect.PassEnded> passes = new ArrayList<>();
    private final List<Effect.RepairEnded> repairs = new ArrayList<>();
    private final List<Effect.SetAside> setAside = new ArrayList<>();
    private Shard shard;
    private long incarnation;
    private boolean up;
    private DataDoubt doubt = DataDoubt.NONE;
    private SortedMap<TreeName, ScrubPlace> scrubReached = new TreeMap<>();
    private SortedMap<TreeName, Bytes> trees = new TreeMap<>();
    private final SortedMap<Integer, ReapEpoch> reapEpochs = new TreeMap<>();
    private final List<Effect.NoteReaped> reaped = new ArrayList<>();
    private long nextEpoch = 1;
    private long wakeAt = Long.MAX_VALUE;

    ShardNode(ShardCluster cluster, NodeId id) {
        this.cluster = cluster;
        this.id = id;
    }

    NodeId id() {
        return id;
    }

    long incarnation() {
        return incarnation;
    }

    ShardDisk disk() {
        return disk;
    }

    /** Those that have ended, in their order. */
    List<Effect.PassEnded> passes() {
        return passes;
    }

    /** Those that have ended, in their order. */
    List<Effect.RepairEnded> repairs() {
        return repairs;
    }

    /** As it was told, in its order. */
    List<Effect.SetAside> setAside() {
        return setAside;
    }

    Shard shard() {
        return shard;
    }

    boolean isUp() {
        return up;
    }

    /** Whether it has not been started anew since. */
    boolean lives(long asIncarnation) {
        return up && incarnation == asIncarnation;
    }

    void start(long asIncarnation) {
        incarnation = asIncarnation;
        shard = new Shard(
                cluster.settings(id, incarnation),
                cluster.rings().known(id),
                cluster.rings().fences(id),
                new TreeMap<>(Map.of(ShardCluster.TABLE, cluster.table())),
                new ContextSealer(List.of(KEY)));
        shard.resumeTrees(trees);
        shard.resumeScrub(scrubReached);
        trees = new TreeMap<>();
        shard.resumeReapEpochs(reapEpochs);
        shard.doubt(doubt);
        doubt = DataDoubt.NONE;
        up = true;
        tell(new Event.StoresOpened());
        grantEpochs();
    }

    void restoreReapEpochs(SortedMap<Integer, ReapEpoch> earlier) {
        reapEpochs.clear();
        reapEpochs.putAll(earlier);
    }

    SortedMap<Integer, ReapEpoch> reapEpochs() {
        return new TreeMap<>(reapEpochs);
    }

    List<Effect.NoteReaped> reaped() {
        return reaped;
    }

    /** Its next start is given these. */
    void resumeNext(SortedMap<TreeName, Bytes> earlier) {
        trees = new TreeMap<>(earlier);
    }

    /** Its next start is told this of its data. */
    void doubtNext(DataDoubt next) {
        doubt = next;
    }

    void die() {
        up = false;
        held.clear();
    }

    private void grantEpochs() {
        long from = nextEpoch;
        nextEpoch += EPOCHS;
        tell(new Event.EpochsGranted(from, nextEpoch));
    }

    void tell(Event event) {
        shard.on(event, cluster.now(id)).forEach(this::carryOut);
    }

    /** If the time it wished to be woken at has come. */
    void wake(long nowNanos) {
        if (up && wakeAt <= nowNanos) {
            wakeAt = Long.MAX_VALUE;
            tell(new Event.TimePassed());
        }
    }

    private void carryOut(Effect effect) {
        if (effect instanceof Effect.Reply reply) {
            reply(reply.to(), reply.message());
        } else if (effect instanceof Effect.Send send) {
            cluster.wire().send(this, send);
        } else if (effect instanceof Effect.ReadRecord read) {
            onDisk(read, () -> tell(disk.read(read)));
        } else if (effect instanceof Effect.WriteRecord write) {
            onDisk(write, () -> tell(disk.write(write)));
        } else if (effect instanceof Effect.ListStores list) {
            later(() -> tell(disk.list(list, ShardCluster.TABLE, cluster.rings().partitions())));
        } else if (effect instanceof Effect.ScanStore scan) {
            onDisk(scan, () -> tell(disk.scan(scan, cluster.rings().partitions())));
        } else if (effect instanceof Effect.CompareStore compare) {
            onDisk(compare, () -> tell(disk.compare(compare, cluster.rings().partitions())));
        } else if (effect instanceof Effect.MatchRecord match) {
            onDisk(match, () -> tell(disk.match(match)));
        } else if (effect instanceof Effect.PassEnded ended) {
            passes.add(ended);
        } else if (effect instanceof Effect.RepairEnded ended) {
            repairs.add(ended);
        } else if (effect instanceof Effect.SyncTable sync) {
            later(() -> tell(new Event.RecordWritten(sync.operation())));
        } else if (effect instanceof Effect.KeepCustody keep) {
            onDisk(keep, () -> {
                tell(cluster.rings().keep(id, keep));
                cluster.spread();
            });
        } else if (effect instanceof Effect.CompareRings compare) {
            later(() -> cluster.compareRings(id, compare.with()));
        } else if (effect instanceof Effect.KeepReapEpoch keep) {
            onDisk(keep, () -> {
                reapEpochs.put(keep.partition(), keep.epoch());
                tell(new Event.ReapEpochKept(keep.operation()));
            });
        } else if (effect instanceof Effect.NoteReaped note) {
            reaped.add(note);
        } else if (effect instanceof Effect.WakeAt wake) {
            wakeAt = wake.monoNanos();
        } else if (effect instanceof Effect.ReserveEpochs) {
            later(this::grantEpochs);
        } else if (effect instanceof Effect.ScrubReached scrub) {
            scrubReached = scrub.places();
        } else if (effect instanceof Effect.SetAside damaged) {
            setAside.add(damaged);
        } else if (effect instanceof Effect.Notice notice) {
            cluster.notices().add(notice);
        } else {
            throw new AssertionError(effect);
        }
    }

    /** What its disk is asked for of this kind is begun, and ends when it is released; or never, if the node dies. */
    void hold(Class<? extends Effect> kind) {
        held.put(kind, new ArrayList<>());
    }

    void release(Class<? extends Effect> kind) {
        held.remove(kind).forEach(this::later);
    }

    private void onDisk(Effect effect, Runnable work) {
        List<Runnable> waiting = held.get(effect.getClass());
        if (waiting == null) {
            later(work);
        } else {
            waiting.add(work);
        }
    }

    /** Whatever this life of the node set going is forgotten when it dies. */
    void later(Runnable work) {
        long mine = incarnation;
        cluster.pending().add(() -> {
            if (lives(mine)) {
                work.run();
            }
        });
    }

    private void reply(ReplyTo to, Message message) {
        if (to instanceof Answer answer) {
            answer.take(message);
        } else {
            cluster.wire().reply(this, to, message);
        }
    }

    // ---- what it has stored

    void forget(String key) {
        disk.store(StoreKind.OBJECTS).remove(storeKey(key));
    }

    void damage(StoreKind kind, String key) {
        disk.flipABit(kind, storeKey(key));
    }

    Bytes stored(String key) {
        return disk.store(StoreKind.OBJECTS).get(storeKey(key));
    }

    Optional<LocalCopy> copy(String key) {
        return Optional.ofNullable(disk.store(StoreKind.OBJECTS).get(storeKey(key)))
                .map(stored -> {
                    try {
                        return LocalCopy.decode(stored.shared());
                    } catch (ProtocolException e) {
                        throw new AssertionError(e);
                    }
                });
    }

    /** The owners for whom it keeps the key. */
    SortedSet<NodeId> hintsFor(String key) {
        Bytes stored = disk.store(StoreKind.HINTS).get(storeKey(key));
        try {
            return stored == null
                    ? new TreeSet<>()
                    : HintCopy.decode(stored.shared()).owners();
        } catch (ProtocolException e) {
            throw new AssertionError(e);
        }
    }

    private static StoreKey storeKey(String key) {
        Key name = Key.utf8(key);
        return StoreKey.of(Position.of(name).toBytes(), name.bytes().shared());
    }
}
