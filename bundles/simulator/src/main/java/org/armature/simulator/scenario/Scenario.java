package org.armature.simulator.scenario;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.armature.history.Fact;
import org.armature.membership.DetectorSettings;
import org.armature.membership.MembershipView;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.model.RequestId;
import org.armature.node.Counter;
import org.armature.node.ExchangeSettings;
import org.armature.node.ReapingSettings;
import org.armature.node.TransferSettings;
import org.armature.protocol.Message;
import org.armature.replication.TableSpec;
import org.armature.ring.Member;
import org.armature.ring.Position;
import org.armature.ring.PreferenceList;
import org.armature.ring.Ring;
import org.armature.simulator.check.Chronicle;
import org.armature.simulator.check.FinalLook;
import org.armature.simulator.check.Violation;
import org.armature.simulator.network.Network;
import org.armature.simulator.node.Frames;
import org.armature.simulator.node.NodeNames;
import org.armature.simulator.node.NodeSettings;
import org.armature.simulator.node.SimulatedNode;
import org.armature.simulator.node.Surroundings;
import org.armature.simulator.run.Cluster;
import org.armature.simulator.workload.Operations.Seen;
import org.armature.simulator.world.Seeds;
import org.armature.simulator.world.Timeline;
import org.armature.simulator.world.Trace;

/**
 * A cluster to which a test does one thing after the other. Each call lets as much time pass as it needs; {@link #heal}
 * ends the story and says what was wrong with it. Nodes are called n0, n1 and so on; keys and values are texts, and each
 * value is written once.
 */
public final class Scenario {
    private static final long LONGEST_WAIT = 300 * Clock.SECOND;
    private static final int ROUNDS = 3;
    private static final int PARTITIONS = 8;
    private static final int MAX_VECTOR_ENTRIES = 10;

    private final Clock clock;
    private final Chronicle chronicle;
    private final Network network;
    private final TableSpec table;
    private final Ring founded;
    private final List<SimulatedNode> nodes = new ArrayList<>();
    /** Members of the first ring, and spares that were let in. */
    private final List<SimulatedNode> started = new ArrayList<>();

    private final Requests requests;
    private final Map<String, List<int[]>> cuts = new TreeMap<>();

    Scenario(Plan plan) {
        Seeds seeds = new Seeds(1);
        Timeline timeline = new Timeline(seeds);
        clock = new Clock(timeline);
        Trace trace = Trace.silent(timeline);
        chronicle = new Chronicle(timeline, trace);
        int nodeCount = plan.nodes() + plan.spares();
        network = new Network(timeline, seeds, nodeCount + 1);
        for (int from = 0; from <= nodeCount; from++) {
            for (int to = 0; to <= nodeCount; to++) {
                network.path(from, to).delay(Clock.MILLI / 5, Clock.MILLI / 20);
            }
        }
        Surroundings world = new Surroundings(timeline, network, trace, seeds, chronicle);
        table = plan.table();
        chronicle.table(table, table.lastWriteWins() ? Fact.Reconcile.LWW : Fact.Reconcile.SIBLINGS);
        founded = Cluster.ring(
                IntStream.range(0, plan.nodes())
                        .mapToObj(number -> member(plan, number))
                        .toList(),
                PARTITIONS);
        NodeSettings settings = new NodeSettings(
                founded,
                new TreeMap<>(Map.of(table.name(), table)),
                plan.shards(),
                plan.maxCalls(),
                plan.hints(),
                TransferSettings.DEFAULT,
                new ExchangeSettings(plan.exchangeMillis()),
                new ReapingSettings(plan.reapingMillis(), plan.reapingMillis(), MAX_VECTOR_ENTRIES),
                DetectorSettings.DEFAULT,
                false);
        for (int number = 0; number < nodeCount; number++) {
            nodes.add(new SimulatedNode(number, NodeNames.of(number), world, settings));
        }
        requests = new Requests(clock, new Caller(world, nodeCount), chronicle, table);
        started.addAll(nodes.subList(0, plan.nodes()));
        started.forEach(SimulatedNode::start);
        pass(2);
    }

    private static Member member(Plan plan, int number) {
        NodeId node = NodeNames.of(number);
        return plan.zones() > 1 ? NodeNames.member(node, "z" + number % plan.zones()) : NodeNames.member(node);
    }

    // ---- who is who

    /** The nodes that own a key, in the order of its preference list. */
    public List<String> owners(String key) {
        return names(preferenceList(key).owners());
    }

    /** The nodes that stand in for the owners of a key, in order. */
    public List<String> fallbacks(String key) {
        return names(preferenceList(key).fallbacks());
    }

    private static List<String> names(List<NodeId> ids) {
        return ids.stream().map(NodeId::name).toList();
    }

    private PreferenceList preferenceList(String key) {
        return ring().preferenceList(Position.of(Key.utf8(key)), table.n());
    }

    /** The latest that stands, or stood before the transition under way, as far as any node that runs knows. */
    private Ring ring() {
        return nodes.stream()
                .flatMap(node -> node.ring().stream())
                .map(view -> view.state().settled())
                .max(Comparator.comparingLong(Ring::epoch))
                .orElse(founded);
    }

    /** Who changes the ring. */
    public Operator operator() {
        return new Operator(this);
    }

    /** How many different rings are the latest to some node that runs. */
    long ringsKnown() {
        return nodes.stream()
                .flatMap(node -> node.ring().stream())
                .map(MembershipView::state)
                .distinct()
                .count();
    }

    /** The largest N of its tables. */
    int largestN() {
        return table.n();
    }

    void startSpare(SimulatedNode spare) {
        if (!started.contains(spare)) {
            started.add(spare);
        }
        spare.start();
    }

    /** For what the DSL does not say. */
    public SimulatedNode node(String name) {
        return nodes.get(number(name));
    }

    private static int number(String name) {
        return Integer.parseInt(name.substring(1));
    }

    // ---- what a client does

    public Told get(String via, String key) {
        return get(via, key, Message.ReadWish.TABLE);
    }

    public Told get(String via, String key, Message.ReadWish wish) {
        return requests.get(number(via), key, wish);
    }

    /** A write that has seen nothing: it stands beside what is there. */
    public Told put(String via, String key, String value) {
        return put(via, key, value, Message.WriteWish.TABLE);
    }

    /** A write that replaces what was read. */
    public Told putOver(String via, String key, String value, Told read) {
        return write(via, key, Optional.of(value), read.seen(), nextRequest());
    }

    public Told put(String via, String key, String value, Message.WriteWish wish) {
        return requests.write(number(via), key, Optional.of(value), Seen.NOTHING, nextRequest(), wish);
    }

    /** Twice the same write: what a client does that has not heard of the first one. */
    public Told repeat(String via, String key, String value, RequestId request) {
        return write(via, key, Optional.of(value), Seen.NOTHING, request);
    }

    public Told delete(String via, String key, Told read) {
        return write(via, key, Optional.empty(), read.seen(), nextRequest());
    }

    /** Twice the same deletion. */
    public Told repeatDelete(String via, String key, Told read, RequestId request) {
        return write(via, key, Optional.empty(), read.seen(), request);
    }

    /** Deletes whatever the coordinator reads. */
    public Told delete(String via, String key) {
        return write(via, key, Optional.empty(), Seen.NOTHING, nextRequest());
    }

    private Told write(String via, String key, Optional<String> value, Seen seen, RequestId request) {
        return requests.write(number(via), key, value, seen, request, Message.WriteWish.TABLE);
    }

    /** Sends without waiting for an answer. */
    public void putUnheard(String via, String key, String value, RequestId request) {
        requests.writeUnheard(number(via), key, Optional.of(value), Seen.NOTHING, request);
    }

    /** Sends without waiting for an answer. */
    public void deleteUnheard(String via, String key, Told read, RequestId request) {
        requests.writeUnheard(number(via), key, Optional.empty(), read.seen(), request);
    }

    public RequestId nextRequest() {
        return requests.next();
    }

    // ---- what befalls the cluster

    /** {@code kill -9}; returns when the others know. */
    public void kill(String... names) {
        for (String name : names) {
            node(name).kill();
        }
        pass(1);
    }

    /** The power of all of them is cut at once; returns when the others know. */
    public void cutPower(String... names) {
        for (String name : names) {
            node(name).cutPower(true, 0);
        }
        pass(12);
    }

    /** A clean stop. */
    public void stop(String name) {
        node(name).stop();
        pass(1);
    }

    /** Starts what does not run; returns when the others know. */
    public void start(String... names) {
        for (String name : names) {
            node(name).start();
        }
        pass(3);
    }

    /** Nothing reaches these nodes from other nodes, nor the other way; clients do. Returns when all know. */
    public void isolate(String... names) {
        for (String name : names) {
            List<int[]> paths = new ArrayList<>();
            for (int other = 0; other < nodes.size(); other++) {
                if (other != number(name)) {
                    paths.add(new int[] {number(name), other});
                    paths.add(new int[] {other, number(name)});
                }
            }
            paths.forEach(path -> network.path(path[0], path[1]).cut());
            cuts.put(name, paths);
        }
        pass(12);
    }

    /** Undoes {@link #isolate}; returns when all know. */
    public void join(String... names) {
        for (String name : names) {
            cuts.remove(name).forEach(path -> network.join(path[0], path[1]));
        }
        pass(8);
    }

    /** The node forgets one key, and is not told. */
    public void loseKey(String name, String key) {
        SimulatedNode node = node(name);
        node.destroyed(() -> node.disk().stores().forEach(store -> node.disk().loseKey(store, Storage.key(key))));
    }

    /** A bit of what the node keeps of a key flips. */
    public void damageKey(String name, String key) {
        SimulatedNode node = node(name);
        node.destroyed(() -> node.disk().stores().forEach(store -> node.disk().damage(store, Storage.key(key))));
    }

    /** The node starts again with an empty directory. */
    public void wipe(String name) {
        SimulatedNode node = node(name);
        node.kill();
        node.destroyed(node.disk()::wipe);
        node.files().wipe();
        start(name);
    }

    /** Messages of this kind from one node to another wait until {@link #release}. */
    public void hold(Class<? extends Message> kind, String from, String to) {
        network.close((sender, receiver, frame) ->
                sender != number(from) || receiver != number(to) || !Frames.isOf(frame, kind));
    }

    /** Messages of this kind from one node to any other wait until {@link #release}. */
    public void hold(Class<? extends Message> kind, String from) {
        network.close((sender, receiver, frame) -> sender != number(from) || !Frames.isOf(frame, kind));
    }

    /** What was held back goes on. */
    public void release() {
        network.open();
        pass(1);
    }

    /** How many messages are held back. */
    public int heldBack() {
        return network.heldBack();
    }

    public void pass(long seconds) {
        clock.pass(seconds);
    }

    /** Seconds since the beginning. */
    public double now() {
        return clock.now() / (double) Clock.SECOND;
    }

    // ---- what there is to see

    /** What a node holds of a key as its owner, by the names of the values. */
    public List<String> held(String name, String key) {
        return look().held(chronicle, node(name), table, Key.utf8(key));
    }

    FinalLook look() {
        return new FinalLook(nodes, ring());
    }

    /** How many hints a node keeps. */
    public long hints(String name) {
        return look().allHints(node(name));
    }

    /** What a node has counted in its present life. */
    public long count(String name, Counter counter) {
        return node(name).counts().getOrDefault(counter, 0L);
    }

    /** What all nodes have counted in their present lives. */
    public long count(Counter counter) {
        return nodes.stream()
                .mapToLong(node -> count(node.id().name(), counter))
                .sum();
    }

    /** How many writes all engines have carried out so far. */
    public long engineWrites() {
        return chronicle.engineWrites();
    }

    /** Under which incarnations the nodes run. */
    public List<Long> incarnations() {
        return nodes.stream()
                .map(SimulatedNode::incarnation)
                .flatMap(Optional::stream)
                .toList();
    }

    boolean waitUntil(long limit, BooleanSupplier condition) {
        return clock.waitUntil(limit, condition);
    }

    /** Ends all faults, lets hints be delivered and reads repair, and judges everything that has happened. */
    public List<Violation> heal() {
        network.open();
        List.copyOf(cuts.keySet()).forEach(this::join);
        started.forEach(SimulatedNode::start);
        pass(10);
        List<Violation> violations = new ArrayList<>();
        FinalLook look = look();
        if (!waitUntil(LONGEST_WAIT, () -> look.ringStands() && look.leftovers().isEmpty())) {
            violations.add(new Violation("I-10 TRANSITION_STUCK", "objects of no owner: " + look.leftovers()));
        }
        String member = ring().members().firstKey().name();
        waitUntil(LONGEST_WAIT, () -> nodes.stream().mapToLong(look::hintsKept).sum() == 0);
        List<Key> all = requests.keys().stream().map(Key::utf8).toList();
        int rounds = 0;
        while (rounds <= ROUNDS && !all.stream().allMatch(key -> look.agrees(table, key))) {
            rounds++;
            requests.keys().forEach(key -> get(member, key));
            pass(1);
        }
        chronicle.settled(rounds, ROUNDS);
        look.tell(chronicle, List.of(table), all);
        violations.addAll(chronicle.verdict(true));
        return violations;
    }

    /** Counters of a scenario that is over. */
    public Map<Counter, Long> counts() {
        Map<Counter, Long> sums = new EnumMap<>(Counter.class);
        nodes.forEach(node -> node.counts().forEach((counter, count) -> sums.merge(counter, count, Long::sum)));
        return sums;
    }
}
