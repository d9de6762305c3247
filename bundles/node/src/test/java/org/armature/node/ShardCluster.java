package org.armature.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.armature.model.ActorId;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.CausalPast;
import org.armature.model.Dot;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.model.RequestId;
import org.armature.model.TableName;
import org.armature.model.Version;
import org.armature.model.VersionSet;
import org.armature.protocol.ClusterKey;
import org.armature.protocol.ContextSealer;
import org.armature.protocol.Message;
import org.armature.protocol.MessageCodec;
import org.armature.protocol.MessageType;
import org.armature.protocol.ProtocolException;
import org.armature.protocol.RecordCodec;
import org.armature.protocol.TransferMessage;
import org.armature.replication.HintCopy;
import org.armature.replication.LocalCopy;
import org.armature.replication.Reconciliation;
import org.armature.replication.TableSpec;
import org.armature.ring.Member;
import org.armature.ring.Position;
import org.armature.ring.Ring;
import org.armature.storage.Durability;
import org.armature.storage.StoreKey;
import org.armature.storage.StoreKind;

/**
 * Several nodes, one shard each, in one thread: what travels and what engines do waits in a list, from which a seed
 * chooses what happens next. Messages pass through the real codec.
 */
final class ShardCluster {
    static final TableName TABLE = new TableName("shop", "cart");

    private final Random random;
    private final Map<NodeId, Node> nodes = new TreeMap<>();
    private final List<Runnable> waiting = new ArrayList<>();
    private final List<Answer> answers = new ArrayList<>();
    private final ShardRings rings;
    private long nowNanos = 1;
    private long nextIncarnation = 100;
    private long nextRequest = 1;

    /** What a client got, and when. */
    static final class Answer implements ReplyTo {
        private Message message;
        private int times;

        Message message() {
            return message;
        }

        boolean isThere() {
            return message != null;
        }

        Message.PutReply stored() {
            return (Message.PutReply) message;
        }

        Message.GetReply found() {
            return (Message.GetReply) message;
        }

        Message.Failure failure() {
            return (Message.Failure) message;
        }

        int times() {
            return times;
        }
    }

    private record PeerOrigin(NodeId asker, long incarnation, long call) implements ReplyTo {}

    private final class Node {
        private final NodeId id;
        private final ShardDisk disk = new ShardDisk();
        private Shard shard;
        private long incarnation;
        private boolean up;
        private long nextEpoch = 1;
        private long wakeAt = Long.MAX_VALUE;

        Node(NodeId id) {
            this.id = id;
        }

        void start() {
            incarnation = nextIncarnation++;
            shard = new Shard(
                    new ShardSettings(
                            id,
                            incarnation,
                            0,
                            1,
                            1_000,
                            new HintSettings(hintBytes, 100_000),
                            new TransferSettings(1L << 30, parallelMoves)),
                    rings.known(id),
                    rings.fences(id),
                    new TreeMap<>(Map.of(TABLE, table())),
                    sealer());
            up = true;
            tell(new Event.StoresOpened());
            grantEpochs();
        }

        void grantEpochs() {
            long from = nextEpoch;
            nextEpoch += 1_000;
            tell(new Event.EpochsGranted(from, nextEpoch));
        }

        void tell(Event event) {
            shard.on(event, new Now(nowNanos, nowNanos / 1_000_000 - clockBackMillis))
                    .forEach(this::carryOut);
        }

        private void carryOut(Effect effect) {
            if (effect instanceof Effect.Reply reply) {
                reply(reply.to(), reply.message());
            } else if (effect instanceof Effect.Send send) {
                send(send);
            } else if (effect instanceof Effect.ReadRecord read) {
                later(() -> tell(disk.read(read)));
            } else if (effect instanceof Effect.WriteRecord write) {
                later(() -> tell(disk.write(write)));
            } else if (effect instanceof Effect.ListStores list) {
                later(() -> tell(disk.list(list, TABLE, rings.partitions())));
            } else if (effect instanceof Effect.ScanStore scan) {
                later(() -> tell(disk.scan(scan, rings.partitions())));
            } else if (effect instanceof Effect.SyncTable sync) {
                later(() -> tell(new Event.RecordWritten(sync.operation())));
            } else if (effect instanceof Effect.KeepCustody keep) {
                later(() -> {
                    tell(rings.keep(id, keep));
                    nodes.keySet().forEach(other -> waiting.add(() -> learnRing(other)));
                });
            } else if (effect instanceof Effect.WakeAt wake) {
                wakeAt = wake.monoNanos();
            } else if (effect instanceof Effect.ReserveEpochs) {
                later(this::grantEpochs);
            } else if (effect instanceof Effect.Notice notice) {
                notices.add(notice);
            } else {
                throw new AssertionError(effect);
            }
        }

        /** Whatever this life of the node set going is forgotten when it dies. */
        private void later(Runnable work) {
            long mine = incarnation;
            waiting.add(() -> {
                if (up && incarnation == mine) {
                    work.run();
                }
            });
        }

        private void reply(ReplyTo to, Message message) {
            if (to instanceof Answer answer) {
                answer.message = message;
                answer.times++;
                return;
            }
            PeerOrigin origin = (PeerOrigin) to;
            Message sent = overTheWire(message);
            waiting.add(() -> {
                Node asker = nodes.get(origin.asker());
                if (asker.up && asker.incarnation == origin.incarnation()) {
                    asker.tell(new Event.Answered(id, origin.call(), sent));
                }
            });
        }

        private void send(Effect.Send send) {
            Node target = nodes.get(send.to());
            if (!target.up) {
                later(() -> tell(new Event.SendRefused(send.to(), send.call())));
                return;
            }
            PeerOrigin origin = new PeerOrigin(id, incarnation, send.call());
            Message message = overTheWire(send.message());
            long theirs = target.incarnation;
            Runnable delivery = () -> {
                if (target.up && target.incarnation == theirs) {
                    target.tell(asked(origin, id, message));
                }
            };
            waiting.add(delivery);
            if (isLost(send)) {
                waiting.add(() -> tell(new Event.PeerDown(send.to())));
            }
            if (duplicateEvery > 0 && random.nextInt(duplicateEvery) == 0) {
                waiting.add(delivery);
            }
        }
    }

    private final List<Effect.Notice> notices = new ArrayList<>();
    private TableSpec spec;
    private int duplicateEvery;
    private long hintBytes = 1_000_000;
    private long clockBackMillis;
    private int parallelMoves = 2;

    /** @param names the nodes' names in ring order; the table's N is 3, or fewer if there are fewer nodes */
    ShardCluster(long seed, int r, int w, String... names) {
        random = new Random(seed);
        int n = Math.min(3, names.length);
        spec = new TableSpec(
                TABLE,
                TableSpec.Quorums.of(n, r, w),
                Durability.PROCESS,
                new TableSpec.Limits(512, 10_000, 8),
                Reconciliation.SIBLINGS);
        rings = new ShardRings(ring(1, names));
        rings.state().members().keySet().forEach(id -> nodes.put(id, new Node(id)));
        nodes.values().forEach(Node::start);
        nodes.keySet().forEach(this::announce);
    }

    private static Ring ring(long epoch, String... names) {
        TreeMap<NodeId, Member> members = new TreeMap<>();
        List<NodeId> tokens = new ArrayList<>();
        for (String name : names) {
            NodeId id = new NodeId(name);
            members.put(id, new Member(id, "127.0.0.1:1", "127.0.0.1:2", name, "z", 1));
            tokens.add(id);
        }
        return new Ring(epoch, tokens, members);
    }

    /** Which ring nodes know when they start from now on. */
    void nextRing(String... names) {
        rings.replace(ring(rings.state().epoch() + 1, names));
    }

    // ---- transitions

    /** A ring is decided that places move to; each node hears of it in its time. */
    void moveTo(List<String> dead, String... names) {
        rings.decide(rings.state()
                .towards(ring(0, names), dead.stream().map(NodeId::new).toList()));
        heard();
    }

    void moveBack(String... dead) {
        rings.decide(rings.state().back(Stream.of(dead).map(NodeId::new).toList()));
        heard();
    }

    /** Ends the transition if everybody has acknowledged it and nothing is left to move. */
    boolean tryToEnd(int n) {
        if (!rings.mayEnd(n)) {
            return false;
        }
        rings.decide(rings.state().ended());
        heard();
        return true;
    }

    private void heard() {
        rings.state().members().keySet().forEach(id -> {
            if (!nodes.containsKey(id)) {
                nodes.put(id, new Node(id));
                nodes.get(id).start();
                announce(id);
            }
        });
        nodes.keySet().forEach(id -> waiting.add(() -> learnRing(id)));
    }

    private void learnRing(NodeId id) {
        Node node = nodes.get(id);
        if (node.up && rings.learn(id)) {
            node.tell(new Event.RingChanged(rings.known(id)));
        }
    }

    ShardRings rings() {
        return rings;
    }

    void moveAtOnce(int moves) {
        parallelMoves = moves;
    }

    SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>();
        nodes.keySet().forEach(id -> names.add(id.name()));
        return names;
    }

    TransferReport transfers(String name) {
        return nodes.get(new NodeId(name)).shard.transfers();
    }

    /** In whose table the last write wins; starts every node anew. */
    ShardCluster lastWriteWins() {
        spec = new TableSpec(TABLE, spec.quorums(), spec.durability(), spec.limits(), Reconciliation.byStamp(60_000));
        nodes.values().forEach(Node::start);
        nodes.keySet().forEach(this::announce);
        return this;
    }

    /** The next message of this kind to a node is carried out there, and its answer is lost with the connection. */
    void loseNext(Class<? extends Message> kind, String to) {
        lost = Optional.of(new Lost(kind, new NodeId(to)));
    }

    private record Lost(Class<? extends Message> kind, NodeId to) {}

    private Optional<Lost> lost = Optional.empty();

    private boolean isLost(Effect.Send send) {
        boolean hit = lost.filter(wanted ->
                        wanted.kind().isInstance(send.message()) && wanted.to().equals(send.to()))
                .isPresent();
        if (hit) {
            lost = Optional.empty();
        }
        return hit;
    }

    void duplicateEvery(int messages) {
        duplicateEvery = messages;
    }

    private TableSpec table() {
        return spec;
    }

    static ContextSealer sealer() {
        return new ContextSealer(List.of(new ClusterKey(1, Bytes.wrap(new byte[ClusterKey.SECRET_BYTES]))));
    }

    private void announce(NodeId id) {
        for (Node node : nodes.values()) {
            if (node.up && !node.id.equals(id)) {
                node.tell(new Event.PeerUp(id));
                nodes.get(id).tell(new Event.PeerUp(node.id));
            }
        }
    }

    private static Event asked(PeerOrigin origin, NodeId from, Message message) {
        if (message instanceof Message.ReplicaPut put) {
            return new Event.ReplicaPutAsked(origin, Position.of(put.key()), from, put);
        }
        if (message instanceof Message.ReplicaGet get) {
            return new Event.ReplicaGetAsked(origin, Position.of(get.key()), from, get);
        }
        if (message instanceof Message.ForwardedPut forwarded) {
            return new Event.PutForwarded(origin, Position.of(forwarded.put().key()), from, forwarded);
        }
        if (message instanceof TransferMessage transfer) {
            return new Event.TransferAsked(origin, from, transfer);
        }
        throw new AssertionError(message);
    }

    private static Message overTheWire(Message message) {
        try {
            return MessageCodec.decode(MessageType.of(message), MessageCodec.encode(message));
        } catch (ProtocolException e) {
            throw new AssertionError(message.toString(), e);
        }
    }

    // ---- what a test does

    RequestId newRequest() {
        return new RequestId(7, nextRequest++);
    }

    Answer put(String node, String key, String value, CausalContext context) {
        return put(node, key, Optional.of(value), context, newRequest());
    }

    Answer put(String node, String key, Optional<String> value, CausalContext context, RequestId request) {
        return put(node, key, value, context, request, Message.WriteWish.TABLE);
    }

    Answer put(
            String node,
            String key,
            Optional<String> value,
            CausalContext context,
            RequestId request,
            Message.WriteWish wish) {
        Answer answer = new Answer();
        answers.add(answer);
        Key name = Key.utf8(key);
        nodes.get(new NodeId(node))
                .tell(new Event.PutAsked(
                        answer,
                        Position.of(name),
                        new Message.Put(TABLE, name, context, request, value.map(Bytes::utf8), wish, 5_000)));
        return answer;
    }

    Answer get(String node, String key, int r) {
        Answer answer = new Answer();
        answers.add(answer);
        Key name = Key.utf8(key);
        nodes.get(new NodeId(node))
                .tell(new Event.GetAsked(answer, Position.of(name), new Message.Get(TABLE, name, reading(r), 5_000)));
        return answer;
    }

    private static Message.ReadWish reading(int r) {
        return new Message.ReadWish(r, 0, Message.QuorumKind.TABLE, false);
    }

    void tell(String node, Event event) {
        nodes.get(new NodeId(node)).tell(event);
    }

    /** Lets one thing happen, chosen by the seed. */
    boolean step() {
        if (waiting.isEmpty()) {
            return false;
        }
        waiting.remove(random.nextInt(waiting.size())).run();
        return true;
    }

    /** Lets everything happen that has been set going. */
    void settle() {
        int steps = 0;
        while (step()) {
            if (++steps > 1_000_000) {
                throw new AssertionError("does not come to rest");
            }
        }
    }

    /** Things that have been set going and have not happened yet. */
    int underWay() {
        return waiting.size();
    }

    void passTime(long millis) {
        nowNanos += millis * 1_000_000;
        for (Node node : nodes.values()) {
            if (node.up && node.wakeAt <= nowNanos) {
                node.wakeAt = Long.MAX_VALUE;
                node.tell(new Event.TimePassed());
            }
        }
    }

    /** The wall clocks of all nodes. */
    void stepClockBack(long millis) {
        clockBackMillis += millis;
    }

    void kill(String name) {
        NodeId id = new NodeId(name);
        nodes.get(id).up = false;
        for (Node node : nodes.values()) {
            if (node.up) {
                node.tell(new Event.PeerDown(id));
            }
        }
    }

    void restart(String name) {
        NodeId id = new NodeId(name);
        nodes.get(id).start();
        announce(id);
        waiting.add(() -> learnRing(id));
    }

    void failDisk(String name, ErrorCode code) {
        nodes.get(new NodeId(name)).disk.fail(code);
    }

    /** What is written can be read, and the write fails all the same: it could not be forced. */
    void failAfterWriting(String name) {
        nodes.get(new NodeId(name)).disk.failAfterWriting(true);
    }

    void healDisk(String name) {
        nodes.get(new NodeId(name)).disk.heal();
    }

    int writes(String name) {
        return nodes.get(new NodeId(name)).disk.writes();
    }

    RequestId lastRequest() {
        return new RequestId(7, nextRequest - 1);
    }

    void forget(String name, String key) {
        nodes.get(new NodeId(name)).disk.store(StoreKind.OBJECTS).remove(storeKey(key));
    }

    void damage(String name, String key) {
        nodes.get(new NodeId(name)).disk.flipABit(StoreKind.OBJECTS, storeKey(key));
    }

    /** As much each node keeps for others after its next start, which is now. */
    ShardCluster keepingHintsOf(long bytes) {
        hintBytes = bytes;
        nodes.values().forEach(Node::start);
        nodes.keySet().forEach(this::announce);
        return this;
    }

    void damageHint(String name, String key) {
        nodes.get(new NodeId(name)).disk.flipABit(StoreKind.HINTS, storeKey(key));
    }

    /** A record as another node may send it. */
    Bytes encodedRecord() {
        return RecordCodec.encode(VersionSet.EMPTY.put(
                CausalPast.NOTHING,
                new Version(
                        new Dot(new ActorId(new NodeId("n1"), 1, 1), 1),
                        newRequest(),
                        0,
                        Optional.of(Bytes.utf8("x")))));
    }

    /** The owners for whom a node keeps the key. */
    SortedSet<NodeId> hintsFor(String name, String key) {
        Bytes stored = nodes.get(new NodeId(name)).disk.store(StoreKind.HINTS).get(storeKey(key));
        try {
            return stored == null
                    ? new TreeSet<>()
                    : HintCopy.decode(stored.shared()).owners();
        } catch (ProtocolException e) {
            throw new AssertionError(e);
        }
    }

    int hints(String name) {
        return nodes.get(new NodeId(name)).disk.store(StoreKind.HINTS).size();
    }

    boolean isUp(String name) {
        return nodes.get(new NodeId(name)).up;
    }

    Optional<LocalCopy> copy(String name, String key) {
        return Optional.ofNullable(nodes.get(new NodeId(name))
                        .disk
                        .store(StoreKind.OBJECTS)
                        .get(storeKey(key)))
                .map(stored -> {
                    try {
                        return LocalCopy.decode(stored.shared());
                    } catch (ProtocolException e) {
                        throw new AssertionError(e);
                    }
                });
    }

    /** What all nodes together hold of a key. */
    VersionSet everywhere(String key) {
        VersionSet all = VersionSet.EMPTY;
        for (NodeId id : nodes.keySet()) {
            all = all.merge(copy(id.name(), key).map(LocalCopy::set).orElse(VersionSet.EMPTY));
        }
        return all;
    }

    List<Effect.Notice> notices() {
        return notices;
    }

    List<Answer> answers() {
        return answers;
    }

    long count(String node, Counter counter) {
        return nodes.get(new NodeId(node)).shard.counts().get(counter);
    }

    private static StoreKey storeKey(String key) {
        Key name = Key.utf8(key);
        return StoreKey.of(Position.of(name).toBytes(), name.bytes().shared());
    }

    /** With five nodes partitions are fifths of the ring, and the owners of the first are n1, n2 and n3. */
    static String keyOfPartition(int partition) {
        for (int i = 0; i < 1_000; i++) {
            if (partition("key" + i) == partition) {
                return "key" + i;
            }
        }
        throw new AssertionError("no key in partition " + partition);
    }

    private static int partition(String key) {
        long high = Position.of(Key.utf8(key)).high();
        return (int) Math.multiplyHigh(high >>> 1, 10);
    }
}
