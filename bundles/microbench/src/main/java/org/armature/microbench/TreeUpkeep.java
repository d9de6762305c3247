package org.armature.microbench;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.armature.antientropy.Entry;
import org.armature.antientropy.EntryHash;
import org.armature.antientropy.HashTree;
import org.armature.antientropy.KeptTree;
import org.armature.antientropy.TreeShape;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.CausalPast;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.model.RequestId;
import org.armature.model.VersionSet;
import org.armature.node.BackgroundSettings;
import org.armature.node.Effect;
import org.armature.node.Event;
import org.armature.node.ExchangeSettings;
import org.armature.node.HintSettings;
import org.armature.node.Now;
import org.armature.node.ReapingSettings;
import org.armature.node.ReplyTo;
import org.armature.node.ScrubSettings;
import org.armature.node.Shard;
import org.armature.node.ShardSettings;
import org.armature.node.TransferSettings;
import org.armature.protocol.ClusterKey;
import org.armature.protocol.ContextSealer;
import org.armature.protocol.Message;
import org.armature.replication.Reconciliation;
import org.armature.replication.TableSpec;
import org.armature.ring.Member;
import org.armature.ring.Ownership;
import org.armature.ring.Position;
import org.armature.ring.Ring;
import org.armature.storage.Durability;
import org.armature.storage.StoreKey;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What keeping the hash tree up to date takes of a put: {@code put} is one of 1 KiB through a shard alone, without network and
 * engine, the tree's upkeep included; {@code upkeep} is what the tree has of it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class TreeUpkeep {
    private static final int KEYS = 1_024;
    private static final NodeId NODE = new NodeId("n1");
    private static final TreeShape SHAPE = TreeShape.of(64);

    /** A key with what the client of its last put knows. */
    private static final class Client implements ReplyTo {
        private final Key key;
        private final Position position;
        private CausalContext context = CausalContext.NONE;

        Client(int number) {
            key = Key.utf8("customer-" + number);
            position = Position.of(key);
        }
    }

    private final Client[] clients = new Client[KEYS];
    private final Map<StoreKey, Bytes> store = new HashMap<>();
    private final Queue<Event> events = new ArrayDeque<>();
    private final Bytes value = Samples.value();
    private final KeptTree tree = KeptTree.known(new HashTree(SHAPE));
    private final VersionSet before = Samples.written(Samples.WRITES, 1);
    private VersionSet after;
    private StoreKey storeKey;
    private Shard shard;
    private long now;
    private int next;

    @Setup
    public void start() {
        for (int i = 0; i < KEYS; i++) {
            clients[i] = new Client(i);
        }
        storeKey = StoreKey.of(
                clients[0].position.toBytes(), clients[0].key.bytes().shared());
        after = before.put(CausalPast.of(before.seen()), Samples.version(before, Samples.WRITES, 1));
        SortedMap<NodeId, Member> members = new TreeMap<>();
        members.put(NODE, new Member(NODE, "127.0.0.1:1", "127.0.0.1:2", "h", "z", 1));
        Ring ring = new Ring(1, Collections.nCopies(64, NODE), members);
        TableSpec table = new TableSpec(
                Samples.TABLE,
                TableSpec.Quorums.of(1, 1, 1),
                Durability.PROCESS,
                new TableSpec.Limits(1 << 20, 1 << 20, 8),
                Reconciliation.SIBLINGS);
        shard = new Shard(
                new ShardSettings(
                        NODE,
                        1,
                        0,
                        1,
                        1_000,
                        new HintSettings(1 << 20, 1_000),
                        TransferSettings.DEFAULT,
                        new ExchangeSettings(0),
                        BackgroundSettings.DEFAULT,
                        new ScrubSettings(0),
                        new ReapingSettings(0, 0, 10)),
                Ownership.of(ring),
                new TreeMap<>(),
                new TreeMap<>(Map.of(table.name(), table)),
                new ContextSealer(List.of(new ClusterKey(1, Bytes.wrap(new byte[ClusterKey.SECRET_BYTES])))));
        run(new Event.StoresOpened());
        run(new Event.EpochsGranted(1, 1_000_000_000));
    }

    private void run(Event first) {
        events.add(first);
        for (Event event = events.poll(); event != null; event = events.poll()) {
            now += 1_000;
            shard.on(event, new Now(now, now / 1_000_000)).forEach(this::carryOut);
        }
    }

    private void carryOut(Effect effect) {
        if (effect instanceof Effect.ReadRecord read) {
            events.add(new Event.RecordRead(read.operation(), Optional.ofNullable(store.get(read.key()))));
        } else if (effect instanceof Effect.WriteRecord write) {
            store.put(write.key(), write.value().orElseThrow());
            events.add(new Event.RecordWritten(write.operation()));
        } else if (effect instanceof Effect.ScanStore scan) {
            events.add(new Event.StoreScanned(scan.operation(), List.of(), true));
        } else if (effect instanceof Effect.ListStores list) {
            events.add(new Event.StoresListed(list.operation(), List.of()));
        } else if (effect instanceof Effect.Reply reply && reply.message() instanceof Message.PutReply stored) {
            ((Client) reply.to()).context = stored.context();
        } else if (effect instanceof Effect.Reply reply) {
            throw new IllegalStateException(reply.message().toString());
        }
    }

    @Benchmark
    public CausalContext put() {
        Client client = clients[next++ % KEYS];
        run(new Event.PutAsked(
                client,
                client.position,
                new Message.Put(
                        Samples.TABLE,
                        client.key,
                        client.context,
                        new RequestId(7, next),
                        Optional.of(value),
                        Message.WriteWish.TABLE,
                        5_000)));
        return client.context;
    }

    @Benchmark
    public KeptTree upkeep() {
        Position position = clients[0].position;
        int leaf = SHAPE.leafOf(position);
        tree.writeBegins(storeKey, leaf);
        tree.written(
                storeKey,
                leaf,
                Optional.of(new Entry(storeKey, SHAPE.leafOf(position), EntryHash.of(position, before))),
                Optional.of(new Entry(storeKey, SHAPE.leafOf(position), EntryHash.of(position, after))));
        return tree;
    }
}
