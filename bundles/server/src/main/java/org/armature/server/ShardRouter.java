package org.armature.server;

import java.util.List;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.node.Event;
import org.armature.node.ReplyTo;
import org.armature.protocol.Message;
import org.armature.ring.Position;
import org.armature.ring.Ring;
import org.armature.transport.PeerEvents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes messages to the shard that owns their key's partition. Thread-safe; never blocks. */
final class ShardRouter implements PeerEvents {
    private static final Logger LOG = LoggerFactory.getLogger(ShardRouter.class);

    private final Ring ring;
    private volatile List<ShardLoop> shards = List.of();

    ShardRouter(Ring ring) {
        this.ring = ring;
    }

    void serve(List<ShardLoop> loops) {
        shards = List.copyOf(loops);
    }

    void get(ReplyTo replyTo, Message.Get get) {
        Position position = Position.of(get.key());
        shard(position).tell(new Event.GetAsked(replyTo, position, get));
    }

    void put(ReplyTo replyTo, Message.Put put) {
        Position position = Position.of(put.key());
        shard(position).tell(new Event.PutAsked(replyTo, position, put));
    }

    void forwardedPut(ReplyTo replyTo, NodeId from, Message.ForwardedPut forwarded) {
        Key key = forwarded.put().key();
        Position position = Position.of(key);
        shard(position).tell(new Event.PutForwarded(replyTo, position, from, forwarded));
    }

    void replicaPut(ReplyTo replyTo, NodeId from, Message.ReplicaPut put) {
        Position position = Position.of(put.key());
        shard(position).tell(new Event.ReplicaPutAsked(replyTo, position, from, put));
    }

    void replicaGet(ReplyTo replyTo, NodeId from, Message.ReplicaGet get) {
        Position position = Position.of(get.key());
        shard(position).tell(new Event.ReplicaGetAsked(replyTo, position, from, get));
    }

    private ShardLoop shard(Position position) {
        List<ShardLoop> loops = shards;
        return loops.get(ring.partitionOf(position) % loops.size());
    }

    @Override
    public void answered(NodeId peer, long correlation, Message answer) {
        List<ShardLoop> loops = shards;
        loops.get((int) Long.remainderUnsigned(correlation, loops.size()))
                .tell(new Event.Answered(peer, correlation, answer));
    }

    @Override
    public void peerUp(NodeId peer, long incarnation) {
        LOG.info("peer up peer={} incarnation={}", peer, Long.toHexString(incarnation));
        shards.forEach(shard -> shard.tell(new Event.PeerUp(peer)));
    }

    @Override
    public void peerDown(NodeId peer, String reason) {
        LOG.info("peer down peer={} reason=\"{}\"", peer, reason);
        shards.forEach(shard -> shard.tell(new Event.PeerDown(peer)));
    }
}
