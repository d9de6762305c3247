package org.armature.server;

import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.node.Event;
import org.armature.node.ReplyTo;
import org.armature.protocol.Message;
import org.armature.protocol.ReapingMessage;
import org.armature.protocol.RepairMessage;
import org.armature.protocol.TransferMessage;
import org.armature.replication.TableSpec;
import org.armature.ring.Ownership;
import org.armature.ring.Position;

/** Takes messages to the shard that owns their key's partition. Thread-safe; never blocks. */
final class ShardRouter {
    private final int partitions;
    private volatile List<ShardLoop> shards = List.of();

    /** @param partitions Q of the ring */
    ShardRouter(int partitions) {
        this.partitions = partitions;
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

    void transfer(ReplyTo replyTo, NodeId from, TransferMessage.Request request) {
        shard(request.partition()).tell(new Event.TransferAsked(replyTo, from, request));
    }

    void exchange(ReplyTo replyTo, NodeId from, RepairMessage.Request request) {
        shard(request.place().partition()).tell(new Event.ExchangeAsked(replyTo, from, request));
    }

    void reaping(ReplyTo replyTo, NodeId from, ReapingMessage.Request request) {
        shard(request.partition()).tell(new Event.ReapingAsked(replyTo, from, request));
    }

    private ShardLoop shard(Position position) {
        return shard(position.partitionOf(partitions));
    }

    private ShardLoop shard(int partition) {
        List<ShardLoop> loops = shards;
        return loops.get(partition % loops.size());
    }

    /** @param applied run once every shard works by it, on the last one's thread */
    void ringChanged(Ownership ownership, Runnable applied) {
        List<ShardLoop> loops = shards;
        AtomicInteger left = new AtomicInteger(loops.size());
        loops.forEach(shard -> {
            shard.tell(new Event.RingChanged(ownership));
            shard.whenReached(() -> {
                if (left.decrementAndGet() == 0) {
                    applied.run();
                }
            });
        });
    }

    void tablesChanged(SortedMap<TableName, TableSpec> tables) {
        Event changed = new Event.TablesChanged(tables);
        shards.forEach(shard -> shard.tell(changed));
    }

    void pauseTransfers(boolean paused) {
        shards.forEach(shard -> shard.tell(new Event.TransfersPaused(paused)));
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
