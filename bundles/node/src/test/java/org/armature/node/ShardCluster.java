package org.armature.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
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
import org.armature.model.TimeToLive;
import org.armature.model.Version;
import org.armature.model.VersionSet;
import org.armature.protocol.Message;
import org.armature.protocol.RecordCodec;
import org.armature.replication.LocalCopy;
import org.armature.replication.Reconciliation;
import org.armature.replication.TableSpec;
import org.armature.ring.Position;
import org.armature.storage.Durability;
import org.armature.storage.StoreKind;

/** Several nodes, one shard each, in one thread: what travels and what engines do waits, see {@link Pending}. */
final class ShardCluster {
    static final TableName TABLE = new TableName("shop", "cart");
    private static final long DEADLINE_MILLIS = 5_000;

    private final Pending pending;
    private final Map<NodeId, ShardNode> nodes = new TreeMap<>();
    private final ShardWire wire;
    private final List<Answer> answers = new ArrayList<>();
    private final ShardRings rings;
    private long nowNanos = 1;
    private long nextIncarnation = 100;
    private long nextRequest = 1;

    private final List<Effect.Notice> notices = new ArrayList<>();
    private TableSpec spec;
    private long hintBytes = 1_000_000;
    private long clockBackMillis;
    private final Map<NodeId, Long> clocksAheadMillis = new TreeMap<>();
    private int parallelMoves = 2;
    private long exchangeMillis;
    private long scrubMillis;
    private long reapingMillis;
    private long lookThroughMillis;
    private int vectorEntries = 10;
    private int sharePercent = 100;
    private boolean gossips = true;

    /** @param names the nodes' names in ring order; the table's N is 3, or fewer if there are fewer nodes */
    ShardCluster(long seed, int r, int w, String... names) {
        pending = new Pending(seed);
        wire = new ShardWire(nodes, pending);
        int n = Math.min(3, names.length);
        spec = new TableSpec(
                TABLE,
                TableSpec.Quorums.of(n, r, w),
                Durability.PROCESS,
                new TableSpec.Limits(512, 10_000, 8),
                Reconciliation.SIBLINGS);
        rings = new ShardRings(ShardRings.ring(1, names));
        rings.state().members().keySet().forEach(id -> nodes.put(id, new ShardNode(this, id)));
        nodes.values().forEach(this::start);
        nodes.keySet().forEach(this::announce);
    }

    private void start(ShardNode node) {
        node.start(nextIncarnation++);
    }

    // ---- what its nodes need

    ShardSettings settings(NodeId id, long incarnation) {
        return new ShardSettings(
                id,
                incarnation,
                0,
                1,
                1_000,
                new HintSettings(hintBytes, 100_000),
                new TransferSettings(1L << 30, sharePercent, parallelMoves),
                new ExchangeSettings(exchangeMillis),
                BackgroundSettings.heedless(100),
                new ScrubSettings(scrubMillis),
                new ReapingSettings(reapingMillis, lookThroughMillis, vectorEntries));
    }

    TableSpec table() {
        return spec;
    }

    Now now() {
        return new Now(nowNanos, nowNanos / 1_000_000 - clockBackMillis);
    }

    Now now(NodeId id) {
        return new Now(nowNanos, now().wallMillis() + clocksAheadMillis.getOrDefault(id, 0L));
    }

    Pending pending() {
        return pending;
    }

    ShardWire wire() {
        return wire;
    }

    /** Every node hears in its time what is known of the ring. */
    void spread() {
        if (gossips) {
            nodes.keySet().forEach(id -> pending.add(() -> learnRing(id)));
        }
    }

    /** Nobody hears from now on what others have decided or moved. */
    void stopGossip() {
        gossips = false;
    }

    /** A node alone hears what is known of the ring. */
    void tell(String name) {
        learnRing(new NodeId(name));
    }

    /** A node hears what is known of the ring, if the other has heard of a later one than it. */
    void compareRings(NodeId node, NodeId with) {
        if (rings.known(with).state().isNewerThan(rings.known(node).state())) {
            learnRing(node);
        }
    }

    /** A node hears of the ring once more, by what gossip had told it before. */
    void tellAgain(String name) {
        node(name).tell(new Event.RingChanged(rings.known(new NodeId(name))));
    }

    /** Which ring nodes know when they start from now on. */
    void nextRing(String... names) {
        rings.replace(ShardRings.ring(rings.state().epoch() + 1, names));
    }

    // ---- transitions

    /** A ring is decided that places move to; each node hears of it in its time. */
    void moveTo(List<String> dead, String... names) {
        rings.decide(rings.state()
                .towards(
                        ShardRings.ring(0, names),
                        dead.stream().map(NodeId::new).toList()));
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
                nodes.put(id, new ShardNode(this, id));
                start(nodes.get(id));
                announce(id);
            }
        });
        spread();
    }

    private void learnRing(NodeId id) {
        ShardNode node = nodes.get(id);
        if (node.isUp() && rings.learn(id)) {
            node.tell(new Event.RingChanged(rings.known(id)));
        }
    }

    ShardRings rings() {
        return rings;
    }

    /** So many places each node hands over at once after its next start, which is now. */
    ShardCluster movingAtOnce(int moves) {
        parallelMoves = moves;
        nodes.values().forEach(this::start);
        nodes.keySet().forEach(this::announce);
        return this;
    }

    /** Deleted data is removed from the next start of each node on, which is now; a round follows another after so long. */
    ShardCluster reaping(long millis) {
        return reaping(millis, 10);
    }

    /** Everything is looked through for deleted data in such a time, from the next start of each node on. */
    ShardCluster lookingThroughWithin(long millis) {
        lookThroughMillis = millis;
        return this;
    }

    /** @param entries of a version vector, above which it is shortened */
    ShardCluster reaping(long millis, int entries) {
        reapingMillis = millis;
        vectorEntries = entries;
        nodes.values().forEach(this::start);
        nodes.keySet().forEach(this::announce);
        return this;
    }

    /** What a node remembers of how far reaping has come is what it was then. */
    void restoreReapEpochs(String name, SortedMap<Integer, ReapEpoch> earlier) {
        node(name).restoreReapEpochs(earlier);
    }

    SortedMap<Integer, ReapEpoch> reapEpochs(String name) {
        return node(name).reapEpochs();
    }

    /** Keys that a node has removed for good, in their order. */
    List<Effect.NoteReaped> reaped(String name) {
        return node(name).reaped();
    }

    /** Of the time, so much background work may take from the next start of each node on, which is now. */
    ShardCluster sharing(int percent) {
        sharePercent = percent;
        nodes.values().forEach(this::start);
        nodes.keySet().forEach(this::announce);
        return this;
    }

    /** Every node compares what it owns with others so often, from its next start on, which is now. */
    ShardCluster comparingEvery(long millis) {
        exchangeMillis = millis;
        nodes.values().forEach(this::start);
        nodes.keySet().forEach(this::announce);
        return this;
    }

    /** Every node reads all it has through in such a time, from its next start on, which is now. */
    ShardCluster scrubbingWithin(long millis) {
        scrubMillis = millis;
        nodes.values().forEach(this::start);
        nodes.keySet().forEach(this::announce);
        return this;
    }

    SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>();
        nodes.keySet().forEach(id -> names.add(id.name()));
        return names;
    }

    TransferReport transfers(String name) {
        return node(name).shard().transfers();
    }

    LeftoverReport leftovers(String name) {
        return node(name).shard().leftovers();
    }

    /** In whose table the last write wins; starts every node anew. */
    ShardCluster lastWriteWins() {
        spec = new TableSpec(TABLE, spec.quorums(), spec.durability(), spec.limits(), Reconciliation.byStamp(60_000));
        nodes.values().forEach(this::start);
        nodes.keySet().forEach(this::announce);
        return this;
    }

    /** In whose table values live so long if their writers do not say; starts every node anew. */
    ShardCluster living(long millis) {
        spec = spec.withTtl(Optional.of(new TimeToLive(millis)));
        nodes.values().forEach(this::start);
        nodes.keySet().forEach(this::announce);
        return this;
    }

    /** Whose replicas acknowledge from memory, all but one of each write; starts every node anew. */
    ShardCluster inMemoryButOne(Durability one) {
        spec = new TableSpec(
                TABLE,
                spec.quorums(),
                Durability.MEMORY,
                Optional.of(one),
                spec.limits(),
                spec.reconciliation(),
                Optional.empty());
        nodes.values().forEach(this::start);
        nodes.keySet().forEach(this::announce);
        return this;
    }

    /** What a node has been asked to make of its writes, in their order. */
    List<Durability> durabilities(String name) {
        return node(name).disk().durabilities();
    }

    /** The next message of this kind to a node is carried out there, and its answer is lost with the connection. */
    void loseNext(Class<? extends Message> kind, String to) {
        wire.loseNext(kind, new NodeId(to));
    }

    void duplicateEvery(int messages) {
        wire.duplicateEvery(messages);
    }

    private void announce(NodeId id) {
        for (ShardNode node : nodes.values()) {
            if (node.isUp() && !node.id().equals(id)) {
                node.tell(new Event.PeerUp(id));
                nodes.get(id).tell(new Event.PeerUp(node.id()));
            }
        }
    }

    // ---- what a test does

    Shard shard(String name) {
        return node(name).shard();
    }

    private ShardNode node(String name) {
        return nodes.get(new NodeId(name));
    }

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
        return put(
                node,
                new Message.Put(TABLE, Key.utf8(key), context, request, value.map(Bytes::utf8), wish, DEADLINE_MILLIS));
    }

    /** What a client does that does not know what became of the same write. */
    Answer repeat(String node, String key, Optional<String> value, CausalContext context, RequestId request) {
        return repeat(node, key, value, context, request, Message.WriteWish.TABLE);
    }

    Answer repeat(
            String node,
            String key,
            Optional<String> value,
            CausalContext context,
            RequestId request,
            Message.WriteWish wish) {
        return put(
                node,
                new Message.Put(
                        TABLE, Key.utf8(key), context, request, true, value.map(Bytes::utf8), wish, DEADLINE_MILLIS));
    }

    private Answer put(String node, Message.Put put) {
        Answer answer = new Answer();
        answers.add(answer);
        node(node).tell(new Event.PutAsked(answer, Position.of(put.key()), put));
        return answer;
    }

    Answer get(String node, String key, int r) {
        Answer answer = new Answer();
        answers.add(answer);
        Key name = Key.utf8(key);
        node(node)
                .tell(new Event.GetAsked(
                        answer, Position.of(name), new Message.Get(TABLE, name, reading(r), DEADLINE_MILLIS)));
        return answer;
    }

    /** What a node answers once all is settled, by the names of the values. */
    List<String> read(String node, String key) {
        Answer answer = get(node, key, 0);
        settle();
        return answer.values();
    }

    private static Message.ReadWish reading(int r) {
        return new Message.ReadWish(r, 0, Message.QuorumKind.TABLE, false);
    }

    void tell(String node, Event event) {
        node(node).tell(event);
    }

    /** Lets one thing happen, chosen by the seed. */
    boolean step() {
        return pending.step();
    }

    /** Lets everything happen that has been set going. */
    void settle() {
        pending.settle();
    }

    /** Things that have been set going and have not happened yet. */
    int underWay() {
        return pending.size();
    }

    void passTime(long millis) {
        nowNanos += millis * 1_000_000;
        nodes.values().forEach(node -> node.wake(nowNanos));
    }

    /** The wall clocks of all nodes. */
    void stepClockBack(long millis) {
        clockBackMillis += millis;
    }

    /** One node's wall clock is so far ahead of the others', or behind if below 0. */
    void setClockAhead(String name, long millis) {
        clocksAheadMillis.put(new NodeId(name), millis);
    }

    void kill(String name) {
        NodeId id = new NodeId(name);
        nodes.get(id).die();
        for (ShardNode node : nodes.values()) {
            if (node.isUp()) {
                node.tell(new Event.PeerDown(id));
            }
        }
    }

    void restart(String name) {
        NodeId id = new NodeId(name);
        start(nodes.get(id));
        announce(id);
        pending.add(() -> learnRing(id));
    }

    /** The next start is given these hash trees of an earlier life. */
    void resumeNext(String name, SortedMap<TreeName, Bytes> trees) {
        node(name).resumeNext(trees);
    }

    ShardDisk disk(String name) {
        return node(name).disk();
    }

    /** Passes that have ended on a node, in their order. */
    List<Effect.PassEnded> passes(String name) {
        return node(name).passes();
    }

    /** A node's next start is told that its data may be incomplete. */
    void doubtNext(String name) {
        node(name).doubtNext(DataDoubt.MAY_BE_OLD);
    }

    void doubtNext(String name, DataDoubt doubt) {
        node(name).doubtNext(doubt);
    }

    /** Its next start is told what this life leaves in doubt. */
    void stopCleanly(String name) {
        node(name).doubtNext(node(name).shard().doubtLeft());
        kill(name);
    }

    /** Repairs on demand that have ended on a node, in their order. */
    List<Effect.RepairEnded> repairs(String name) {
        return node(name).repairs();
    }

    void failDisk(String name, ErrorCode code) {
        node(name).disk().fail(code);
    }

    /** What is written can be read, and the write fails all the same: it could not be forced. */
    void failAfterWriting(String name) {
        node(name).disk().failAfterWriting(true);
    }

    /** What a node asks its disk for, of this kind, ends when it is released. */
    void hold(Class<? extends Effect> kind, String name) {
        node(name).hold(kind);
    }

    void release(Class<? extends Effect> kind, String name) {
        node(name).release(kind);
    }

    void healDisk(String name) {
        node(name).disk().heal();
    }

    int writes(String name) {
        return node(name).disk().writes();
    }

    RequestId lastRequest() {
        return new RequestId(7, nextRequest - 1);
    }

    void forget(String name, String key) {
        node(name).forget(key);
    }

    void damage(String name, String key) {
        node(name).damage(StoreKind.OBJECTS, key);
    }

    /** As much each node keeps for others after its next start, which is now. */
    ShardCluster keepingHintsOf(long bytes) {
        hintBytes = bytes;
        nodes.values().forEach(this::start);
        nodes.keySet().forEach(this::announce);
        return this;
    }

    /** The bytes of its own copy. */
    Bytes stored(String name, String key) {
        return node(name).stored(key);
    }

    List<Effect.SetAside> setAside(String name) {
        return node(name).setAside();
    }

    void damageHint(String name, String key) {
        node(name).damage(StoreKind.HINTS, key);
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
        return node(name).hintsFor(key);
    }

    int hints(String name) {
        return node(name).disk().store(StoreKind.HINTS).size();
    }

    boolean isUp(String name) {
        return node(name).isUp();
    }

    Optional<LocalCopy> copy(String name, String key) {
        return node(name).copy(key);
    }

    /** What all nodes together hold of a key. */
    VersionSet everywhere(String key) {
        VersionSet all = VersionSet.EMPTY;
        for (ShardNode node : nodes.values()) {
            all = all.merge(node.copy(key).map(LocalCopy::set).orElse(VersionSet.EMPTY));
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
        return node(node).shard().counts().get(counter);
    }

    /** With five nodes partitions are fifths of the ring, and the owners of the first are n1, n2 and n3. */
    static String keyOfPartition(int partition) {
        return keyOfPartition(partition, 0);
    }

    /** @param number of the key among those of the partition, from 0 */
    static String keyOfPartition(int partition, int number) {
        int left = number;
        for (int i = 0; i < 1_000; i++) {
            if (partition("key" + i) == partition && left-- == 0) {
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
