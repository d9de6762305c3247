package org.armature.simulator.node;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.armature.membership.DetectorEvent;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.node.Counter;
import org.armature.node.Effect;
import org.armature.node.Event;
import org.armature.node.ReplyTo;
import org.armature.protocol.Message;
import org.armature.protocol.ProtocolException;
import org.armature.ring.Position;
import org.armature.simulator.disk.NodeFiles;
import org.armature.simulator.network.Connection;
import org.armature.simulator.network.End;

/** One life of a node, from start to end: its shards, its connections, and the routing between them. */
final class NodeProcess {
    /** How an answer finds back. */
    private record Origin(Connection connection, long correlation) implements ReplyTo {}

    private final SimulatedNode node;
    private final Surroundings world;
    private final long incarnation;
    private final NodeSettings settings;
    private final List<ShardLoop> shards = new ArrayList<>();
    private final List<PeerLink> links = new ArrayList<>();
    private final Set<Connection> accepted = new LinkedHashSet<>();
    private final DetectorLoop detector;
    private boolean alive = true;

    NodeProcess(SimulatedNode node, long incarnation) {
        this.node = node;
        this.world = node.world();
        this.incarnation = incarnation;
        this.settings = node.settings();
        this.detector = new DetectorLoop(this, settings.detector());
    }

    void open() {
        for (int index = 0; index < settings.shards(); index++) {
            shards.add(new ShardLoop(this, index, incarnation, settings));
        }
        for (ShardLoop shard : shards) {
            long from = node.files().reserveEpochs();
            shard.tell(new Event.EpochsGranted(from, from + NodeFiles.EPOCH_BLOCK));
            shard.tell(new Event.StoresOpened());
        }
        int number = 0;
        for (NodeId member : settings.ring().members().keySet()) {
            if (!member.equals(node.id())) {
                links.add(new PeerLink(this, member, number));
            }
            number++;
        }
        links.forEach(PeerLink::attempt);
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

    long incarnation() {
        return incarnation;
    }

    void count() {
        shards.forEach(shard -> world.watcher().counted(node, shard.counts()));
    }

    // ---- peers

    void peerUp(NodeId peer) {
        shards.forEach(shard -> shard.tell(new Event.PeerUp(peer)));
    }

    void peerSlow(NodeId peer) {
        shards.forEach(shard -> shard.tell(new Event.PeerSlow(peer)));
    }

    void peerDown(NodeId peer) {
        shards.forEach(shard -> shard.tell(new Event.PeerDown(peer)));
    }

    void linked(NodeId peer, long itsIncarnation) {
        detector.tell(new DetectorEvent.Connected(peer, itsIncarnation));
    }

    void unlinked(NodeId peer, String reason) {
        detector.tell(new DetectorEvent.Disconnected(peer, reason));
    }

    void reconnect(NodeId peer, long afterMillis) {
        link(peer).reconnect(afterMillis);
    }

    void answered(NodeId peer, byte[] frame) throws ProtocolException {
        Frames.Received received = Frames.decode(frame);
        world.trace().say(() -> node + " hears from " + peer + " " + received.message());
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
        world.trace().say(() -> node + " is asked " + message);
        Origin origin = new Origin(connection, received.correlation());
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
        } else if (message instanceof Message.Ping ping) {
            shards.get(Math.floorMod(ping.number(), shards.size())).tell(new Event.PingAsked(origin, ping));
        } else {
            throw new AssertionError(message);
        }
    }

    private NodeId peer(Connection connection) {
        return NodeNames.of(connection.opener());
    }

    private ShardLoop shard(Position position) {
        return shards.get(settings.ring().partitionOf(position) % shards.size());
    }

    // ---- what shards want

    void reply(Effect.Reply reply) {
        Origin origin = (Origin) reply.to();
        world.trace().say(() -> node + " answers " + reply.message());
        origin.connection().send(false, Frames.encode(origin.correlation(), reply.message()));
    }

    /** @return false if the peer is not connected */
    boolean send(NodeId to, long correlation, Message message) {
        return link(to).send(correlation, message);
    }

    private PeerLink link(NodeId peer) {
        for (PeerLink link : links) {
            if (link.peer().equals(peer)) {
                return link;
            }
        }
        throw new AssertionError(node + " has no link to " + peer);
    }
}
