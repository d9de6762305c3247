package org.armature.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.armature.model.NodeId;
import org.armature.protocol.Message;
import org.armature.protocol.MessageCodec;
import org.armature.protocol.MessageType;
import org.armature.protocol.ProtocolException;
import org.armature.protocol.SavedMembership;
import org.armature.protocol.StateStamp;
import org.armature.ring.Member;
import org.armature.ring.Placement;
import org.armature.ring.Progress;
import org.armature.ring.Ring;
import org.armature.ring.RingState;

/**
 * Many memberships in virtual time, on a network and disks that fail by a seed. Whatever happens, no two nodes may take
 * different rings for one epoch.
 */
final class TestCluster {
    static final int PARTITIONS = 16;
    private static final long WALL = 1_700_000_000_000L;

    private record Due(long at, long number, Runnable what) {}

    private final PriorityQueue<Due> due =
            new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::number));
    final SortedMap<NodeId, TestNode> nodes = new TreeMap<>();
    final SortedMap<String, RingState> decided = new TreeMap<>();
    final Random random;
    final RingState founding;
    private final long seed;
    private long now; // milliseconds
    private long number;
    int lossPermille;
    int doublePermille;
    int crashPermille;
    int longestDelay = 20;
    BiPredicate<NodeId, NodeId> cut = (from, to) -> false;
    SortedMap<Integer, Integer> moves = new TreeMap<>();

    TestCluster(int size, long seed) {
        this.seed = seed;
        random = new Random(seed);
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            members.add(member("n" + i, 7_000 + i));
        }
        founding = RingState.founding(ring(members));
        members.forEach(this::add);
    }

    static Member member(String name, int port) {
        return new Member(new NodeId(name), "10.0.0.1:" + port, "10.0.0.1:" + (port + 20_000), name, "zone", 1);
    }

    static Ring ring(Collection<Member> members) {
        SortedMap<NodeId, Member> byNode = new TreeMap<>();
        members.forEach(member -> byNode.put(member.node(), member));
        return new Ring(1, Placement.of(members, PARTITIONS).tokens(), byNode);
    }

    /** The ring of these nodes. */
    Ring ringOf(String... names) {
        List<Member> members = new ArrayList<>();
        for (String name : names) {
            members.add(node(name).member);
        }
        return ring(members);
    }

    TestNode add(Member member) {
        TestNode node = new TestNode(this, member);
        nodes.put(member.node(), node);
        return node;
    }

    TestNode node(String name) {
        return nodes.get(new NodeId(name));
    }

    TestCluster start() {
        nodes.values().forEach(TestNode::start);
        return this;
    }

    /** Started, and quiet: all know all, and all may vote. */
    static TestCluster settled(int size, long seed) {
        TestCluster cluster = new TestCluster(size, seed).start();
        cluster.runUntil(60_000, "all know all", cluster::allConverged);
        cluster.runUntil(60_000, "all may vote", cluster::allMayVote);
        return cluster;
    }

    boolean allMayVote() {
        return nodes.values().stream()
                .filter(TestNode::isRunning)
                .allMatch(node -> node.view().withheld().isEmpty());
    }

    boolean allSettled() {
        return allAgree()
                && nodes.values().stream()
                        .filter(TestNode::isRunning)
                        .allMatch(node -> node.state().phase() == RingState.Phase.SETTLED);
    }

    RingChange.Commit commit(long base, String... names) {
        return new RingChange.Commit(base, ringOf(names), Collections.emptySortedSet(), false);
    }

    static RingChange.Cancel cancel(long base) {
        return new RingChange.Cancel(base, Collections.emptySortedSet(), false);
    }

    long nanos() {
        return Long.MAX_VALUE - 5_000_000_000L + now * 1_000_000; // wraps after five seconds
    }

    long wall() {
        return WALL + now;
    }

    void after(long millis, Runnable what) {
        due.add(new Due(now + millis, number++, what));
    }

    void run(long millis) {
        long end = now + millis;
        while (!due.isEmpty() && due.peek().at() <= end) {
            Due next = due.remove();
            now = next.at();
            next.what().run();
        }
        now = end;
    }

    /** Fails if it does not come true within so many virtual milliseconds. */
    void runUntil(long limit, String what, BooleanSupplier condition) {
        long end = now + limit;
        while (!condition.getAsBoolean()) {
            assertTrue(now < end && !due.isEmpty(), () -> "seed " + seed + ": not within " + limit + " ms: " + what);
            run(due.peek().at() - now);
        }
    }

    boolean allAgree() {
        return nodes.values().stream()
                        .filter(TestNode::isRunning)
                        .map(node -> node.view().stamp())
                        .distinct()
                        .count()
                == 1;
    }

    /** They know all the same. */
    boolean allConverged() {
        return nodes.values().stream()
                        .filter(TestNode::isRunning)
                        .map(node -> List.of(
                                node.view().stamp(),
                                node.view().progress(),
                                node.view().infos(),
                                node.view().grants(),
                                node.view().removals()))
                        .distinct()
                        .count()
                == 1;
    }

    void published(NodeId node, RingState state) {
        StateStamp stamp = StateStamp.of(state);
        String epoch = stamp.generation() + "/" + stamp.epoch();
        RingState other = decided.putIfAbsent(epoch, state);
        if (other != null && state.generation() == 0) {
            assertEquals(other, state, () -> "seed " + seed + ": two rings of epoch " + epoch + ", one at " + node);
        }
    }

    /** Connections are there where both run and nothing cuts them. */
    void reconnect() {
        for (TestNode node : nodes.values()) {
            if (node.isRunning()) {
                node.reconnect();
            }
        }
    }

    boolean isConnected(NodeId from, NodeId to) {
        TestNode target = nodes.get(to);
        return target != null && target.isRunning() && !cut.test(from, to) && !cut.test(to, from);
    }

    void partition(SortedSet<NodeId> side) {
        cut = (from, to) -> side.contains(from) != side.contains(to);
        reconnect();
    }

    void heal() {
        cut = (from, to) -> false;
        reconnect();
    }

    SortedSet<NodeId> side(String... names) {
        SortedSet<NodeId> side = new TreeSet<>();
        for (String name : names) {
            side.add(new NodeId(name));
        }
        return side;
    }

    static boolean hasAccepted(TestNode node) {
        return node.saved.flatMap(SavedMembership::accepted).isPresent();
    }

    boolean chance(int permille) {
        return random.nextInt(1_000) < permille;
    }

    /** Once, never or twice, after some time; through the real codec. */
    void transmit(Message message, Consumer<Message> receiver) {
        Message copy = copied(message);
        if (!chance(lossPermille)) {
            after(1 + random.nextInt(longestDelay), () -> receiver.accept(copy));
        }
        if (chance(doublePermille)) {
            after(1 + random.nextInt(10 * longestDelay), () -> receiver.accept(copy));
        }
    }

    static Message copied(Message message) {
        try {
            return MessageCodec.decode(MessageType.of(message), MessageCodec.encode(message));
        } catch (ProtocolException e) {
            throw new AssertionError(message.toString(), e);
        }
    }

    static SavedMembership copied(SavedMembership image) {
        try {
            return SavedMembership.decode(image.encode());
        } catch (ProtocolException e) {
            throw new AssertionError(e);
        }
    }

    int movesLeft(Progress progress, RingState state, int n) {
        int all = moves.getOrDefault(n, 0);
        return state.phase() == RingState.Phase.BACK
                ? progress.moved(n).size() - progress.returned(n).size()
                : all - progress.moved(n).size();
    }
}
