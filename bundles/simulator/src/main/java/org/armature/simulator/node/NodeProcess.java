package org.armature.simulator.node;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.armature.membership.Access;
import org.armature.membership.CallNumbers;
import org.armature.membership.DetectorEvent;
import org.armature.membership.LocalReport;
import org.armature.membership.MembershipEffect;
import org.armature.membership.MembershipEvent;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.node.Counter;
import org.armature.node.DataDoubt;
import org.armature.node.Effect;
import org.armature.node.Event;
import org.armature.node.ExchangeReport;
import org.armature.node.ReapEpoch;
import org.armature.node.ReapingReport;
import org.armature.node.ReplyTo;
import org.armature.node.TransferReport;
import org.armature.node.TreeName;
import org.armature.protocol.MembershipMessage;
import org.armature.protocol.Message;
import org.armature.protocol.ProtocolException;
import org.armature.protocol.ReapingMessage;
import org.armature.protocol.RepairMessage;
import org.armature.protocol.TransferMessage;
import org.armature.ring.Ownership;
import org.armature.ring.Position;
import org.armature.ring.RingState;
import org.armature.simulator.disk.NodeFiles;
import org.armature.simulator.disk.StoreName;
import org.armature.simulator.network.Connection;
import org.armature.simulator.network.End;
import org.armature.storage.StoreKind;

/** One life of a node, from start to end: its shards, its connections, and the routing between them. */
final class NodeProcess {
    private static final long REPORT_NANOS = 1_000_000_000L;

    /** How an answer finds back. */
    private record Origin(Connection connection, long correlation) implements ReplyTo {}

    /**
     * How an answer finds back to who compares, and what it is judged by.
     *
     * @param state of the ring, by which the shards went when they were asked
     */
    private record Compared(Origin origin, NodeId by, RepairMessage.Request request, RingState state)
            implements ReplyTo {}

    private final SimulatedNode node;
    private final Surroundings world;
    private final long incarnation;
    private final NodeSettings settings;
    private final List<ShardLoop> shards = new ArrayList<>();
    private final List<PeerLink> links = new ArrayList<>();
    private final Set<Connection> accepted = new LinkedHashSet<>();
    private final DetectorLoop detector;
    private final RingLoop ring;
    private RingState toldShards;
    private int unanswered;
    private boolean alive = true;

    NodeProcess(SimulatedNode node, long incarnation) {
        this.node = node;
        this.world = node.world();
        this.incarnation = incarnation;
        this.settings = node.settings();
        this.detector = new DetectorLoop(this, settings.detector());
        this.ring = new RingLoop(this, incarnation, settings);
        this.toldShards = ring.ownership().state();
    }

    /**
     * @param trees of an earlier life that are to be trusted
     * @param doubt what is not sure of what the disk has
     */
    void open(SortedMap<TreeName, Bytes> trees, DataDoubt doubt) {
        toldShards = ring.ownership().state();
        for (int index = 0; index < settings.shards(); index++) {
            ShardLoop shard = new ShardLoop(this, index, incarnation, settings, ring);
            shard.resumeTrees(trees);
            shard.resumeReapEpochs(reapEpochs(index));
            shard.doubt(doubt);
            shards.add(shard);
        }
        for (ShardLoop shard : shards) {
            long from = node.files().reserveEpochs();
            shard.tell(new Event.EpochsGranted(from, from + NodeFiles.EPOCH_BLOCK));
            shard.tell(new Event.StoresOpened());
        }
        connectTo(ring.view().state().members().keySet());
        ring.start();
        report();
    }

    private SortedMap<Integer, ReapEpoch> reapEpochs(int shard) {
        SortedMap<Integer, ReapEpoch> ofShard = node.files().reapEpochs();
        ofShard.keySet().removeIf(partition -> partition % settings.shards() != shard);
        return ofShard;
    }

    /** Links to these nodes and to no others. */
    void connectTo(Set<NodeId> peers) {
        for (PeerLink link : List.copyOf(links)) {
            if (!peers.contains(link.peer())) {
                links.remove(link);
                link.stop();
            }
        }
        for (NodeId peer : peers) {
            if (!peer.equals(node.id()) && link(peer).isEmpty()) {
                PeerLink link = new PeerLink(this, peer, NodeNames.hostOf(peer));
                links.add(link);
                link.attempt();
            }
        }
    }

    RingLoop ring() {
        return ring;
    }

    /** As an operator does, who is answered once the process comes to it. */
    void ask(LongFunction<MembershipEvent> question, Consumer<MembershipEffect.Reply> answered) {
        unanswered++;
        node.run(
                this,
                () -> ring.ask(question, answer -> {
                    unanswered--;
                    answered.accept(answer);
                }));
    }

    boolean isBeingAsked() {
        return unanswered > 0;
    }

    void ringChanged(Ownership ownership) {
        toldShards = ownership.state();
        shards.forEach(shard -> shard.tell(new Event.RingChanged(ownership)));
    }

    private void report() {
        SortedSet<Integer> numbers = new TreeSet<>();
        settings.tables().values().forEach(table -> numbers.add(table.n()));
        int transfers = 0;
        long drained = Long.MAX_VALUE;
        for (ShardLoop shard : shards) {
            TransferReport report = shard.transfers();
            transfers += report.waiting() + report.underWay();
            drained = Math.min(drained, report.drainedEpoch());
        }
        ring.tell(new MembershipEvent.Reported(new LocalReport(
                numbers,
                counts().getOrDefault(Counter.HINTS_PENDING, 0L),
                transfers,
                0,
                0,
                0,
                new TreeMap<>(),
                drained)));
        world.timeline().after(REPORT_NANOS, () -> node.run(this, this::report));
    }

    SimulatedNode node() {
        return node;
    }

    boolean isAlive() {
        return alive;
    }

    // ---- the end

    /** The system closes what the process had open. */
    void killed() {
        alive = false;
        shards.forEach(ShardLoop::died);
        links.forEach(PeerLink::close);
        accepted.forEach(connection -> connection.close(false, "connection reset by peer"));
    }

    void vanished() {
        alive = false;
        shards.forEach(ShardLoop::died);
        links.forEach(PeerLink::vanish);
        accepted.forEach(connection -> connection.vanish(false));
    }

    /** What the engines were told is done, before a clean stop. */
    void drained() {
        shards.forEach(ShardLoop::drain);
    }

    Map<Counter, Long> counts() {
        Map<Counter, Long> sums = new EnumMap<>(Counter.class);
        shards.forEach(shard -> shard.counts().forEach((counter, count) -> sums.merge(counter, count, Long::sum)));
        return sums;
    }

    /** What it leaves in doubt of the node's data. */
    DataDoubt doubtLeft() {
        return shards.stream()
                .map(ShardLoop::doubtLeft)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    SortedMap<TreeName, Bytes> knownTrees() {
        SortedMap<TreeName, Bytes> known = new TreeMap<>();
        shards.forEach(shard -> known.putAll(shard.knownTrees()));
        return known;
    }

    List<ExchangeReport> exchanges() {
        return shards.stream().flatMap(shard -> shard.exchanges().stream()).toList();
    }

    List<ReapingReport> reapings() {
        return shards.stream().flatMap(shard -> shard.reapings().stream()).toList();
    }

    long incarnation() {
        return incarnation;
    }

    void count() {
        shards.forEach(shard -> world.watcher().counted(node, shard.counts()));
    }

    // ---- peers

    void peerUp(NodeId peer) {
        ring.tell(new MembershipEvent.PeerUp(peer));
        shards.forEach(shard -> shard.tell(new Event.PeerUp(peer)));
    }

    void peerSlow(NodeId peer) {
        ring.tell(new MembershipEvent.PeerUp(peer));
        shards.forEach(shard -> shard.tell(new Event.PeerSlow(peer)));
    }

    void peerDown(NodeId peer) {
        ring.tell(new MembershipEvent.PeerDown(peer));
        shards.forEach(shard -> shard.tell(new Event.PeerDown(peer)));
    }

    void linked(NodeId peer, long itsIncarnation) {
        detector.tell(new DetectorEvent.Connected(peer, itsIncarnation));
    }

    void unlinked(NodeId peer, String reason) {
        detector.tell(new DetectorEvent.Disconnected(peer, reason));
    }

    void reconnect(NodeId peer, long afterMillis) {
        link(peer).ifPresent(link -> link.reconnect(afterMillis));
    }

    void answered(NodeId peer, byte[] frame) throws ProtocolException {
        Frames.Received received = Frames.decode(frame);
        world.trace().say(() -> node + " hears from " + peer + " " + received.message());
        node.met(received.message());
        if (CallNumbers.isCall(received.correlation())) {
            ring.answered(peer, received.correlation(), received.message());
            return;
        }
        if (received.correlation() < 0) {
            detector.answered(peer, received.correlation(), received.message());
            return;
        }
        shards.get((int) Long.remainderUnsigned(received.correlation(), shards.size()))
                .tell(new Event.Answered(peer, received.correlation(), received.message()));
    }

    // ---- whoever connects

    void welcome(Connection connection) {
        accepted.removeIf(old -> !old.isOpenAtAcceptor());
        accepted.add(connection);
        connection.welcome(
                new End() {
                    @Override
                    public void received(Connection from, byte[] frame) {
                        node.run(NodeProcess.this, () -> asked(from, frame));
                    }

                    @Override
                    public void closed(Connection ended, String reason) {
                        accepted.remove(ended);
                    }
                },
                incarnation);
    }

    private void asked(Connection connection, byte[] frame) {
        world.trace().event(3, node.number() * 1_000_003L + Frames.checksum(frame));
        Frames.Received received;
        try {
            received = Frames.decode(frame);
        } catch (ProtocolException refused) {
            connection.close(false, refused.getMessage());
            accepted.remove(connection);
            return;
        }
        Message message = received.message();
        world.trace().say(() -> node + " is asked by host " + connection.opener() + " " + message);
        node.met(message);
        Origin origin = new Origin(connection, received.correlation());
        Access access = isFromClient(message)
                ? Access.ALL
                : ring.view().standing(peer(connection)).access();
        if (access == Access.NONE) {
            connection.close(false, "no member"); // who is none is not greeted by the real node
            accepted.remove(connection);
            return;
        }
        if (!access.allows(message)) {
            reply(new Effect.Reply(origin, gone(peer(connection))));
            return;
        }
        if (isFromClient(message) && ring.view().standing().access() == Access.RING) {
            reply(new Effect.Reply(origin, gone(node.id())));
            return;
        }
        if (message instanceof Message.ReplicaPut put) {
            Position position = Position.of(put.key());
            shard(position).tell(new Event.ReplicaPutAsked(origin, position, peer(connection), put));
        } else if (message instanceof Message.ReplicaGet get) {
            Position position = Position.of(get.key());
            shard(position).tell(new Event.ReplicaGetAsked(origin, position, peer(connection), get));
        } else if (message instanceof Message.ForwardedPut forwarded) {
            Key key = forwarded.put().key();
            Position position = Position.of(key);
            shard(position).tell(new Event.PutForwarded(origin, position, peer(connection), forwarded));
        } else if (message instanceof Message.Get get) {
            Position position = Position.of(get.key());
            shard(position).tell(new Event.GetAsked(origin, position, get));
        } else if (message instanceof Message.Put put) {
            Position position = Position.of(put.key());
            shard(position).tell(new Event.PutAsked(origin, position, put));
        } else if (message instanceof TransferMessage.Request transfer) {
            shard(transfer.partition()).tell(new Event.TransferAsked(origin, peer(connection), transfer));
        } else if (message instanceof RepairMessage.Request compare) {
            Compared compared = new Compared(origin, peer(connection), compare, toldShards);
            shard(compare.place().partition()).tell(new Event.ExchangeAsked(compared, peer(connection), compare));
        } else if (message instanceof ReapingMessage.Request reaping) {
            shard(reaping.partition()).tell(new Event.ReapingAsked(origin, peer(connection), reaping));
        } else if (message instanceof MembershipMessage asked) {
            ring.asked(peer(connection), asked, answer -> reply(new Effect.Reply(origin, answer)));
        } else if (message instanceof Message.Ping ping) {
            shards.get(Math.floorMod(ping.number(), shards.size())).tell(new Event.PingAsked(origin, ping));
        } else {
            throw new AssertionError(message);
        }
    }

    private static boolean isFromClient(Message message) {
        return message instanceof Message.Get || message instanceof Message.Put;
    }

    private static Message gone(NodeId node) {
        return new Message.Failure(
                ErrorCode.NODE_REMOVED, Message.Outcome.NOT_DONE, node + " was removed, or given up as dead");
    }

    private NodeId peer(Connection connection) {
        return NodeNames.of(connection.opener());
    }

    private ShardLoop shard(Position position) {
        return shard(settings.ring().partitionOf(position));
    }

    private ShardLoop shard(int partition) {
        return shards.get(partition % shards.size());
    }

    // ---- what shards want

    void reply(Effect.Reply reply) {
        Origin origin = origin(reply);
        world.trace().say(() -> node + " answers " + reply.message());
        origin.connection().send(false, Frames.encode(origin.correlation(), reply.message()));
    }

    private Origin origin(Effect.Reply reply) {
        if (reply.to() instanceof Compared compared) {
            RepairMessage.Place place = compared.request().place();
            StoreName store = new StoreName(place.table(), StoreKind.OBJECTS, place.partition());
            boolean quiet = !shard(place.partition()).isWriting(store);
            world.watcher()
                    .compared(
                            node,
                            new Comparison(
                                    compared.by(), compared.request(), compared.state(), reply.message(), quiet));
            return compared.origin();
        }
        return (Origin) reply.to();
    }

    /** @return false if the peer is not connected */
    boolean send(NodeId to, long correlation, Message message) {
        return link(to).filter(link -> link.send(correlation, message)).isPresent();
    }

    private Optional<PeerLink> link(NodeId peer) {
        return links.stream().filter(link -> link.peer().equals(peer)).findFirst();
    }
}
