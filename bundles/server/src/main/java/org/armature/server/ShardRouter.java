package org.armature.server;

import java.util.List;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.node.Event;
import org.armature.node.ReplyTo;
import org.armature.protocol.Message;
import org.armature.ring.Position;
import org.armature.ring.Ring;

/** Takes messages to the shard that owns their key's partition. Thread-safe; never blocks. */
final class ShardRouter {
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

    /** Goes to the shards in turn, so that one that is stuck is noticed. */
    void ping(ReplyTo replyTo, Message.Ping ping) {
        List<ShardLoop> loops = shards;
        loops.get(Math.floorMod(ping.number(), loops.size())).tell(new Event.PingAsked(replyTo, ping));
    }

    void answered(NodeId peer, long correlation, Message answer) {
        List<ShardLoop> loops = shards;
        loops.get((int) Long.remainderUnsigned(correlation, loops.size()))
                .tell(new Event.Answered(peer, correlation, answer));
    }

    void peerUp(NodeId peer) {
        shards.forEach(shard -> shard.tell(new Event.PeerUp(peer)));
    }

    void peerSlow(NodeId peer) {
        shards.forEach(shard -> shard.tell(new Event.PeerSlow(peer)));
    }

    void peerDown(NodeId peer) {
        shards.forEach(shard -> shard.tell(new Event.PeerDown(peer)));
    }
}
