package org.armature.node;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.protocol.Message;
import org.armature.protocol.MessageCodec;
import org.armature.protocol.MessageType;
import org.armature.protocol.ProtocolException;
import org.armature.protocol.ReapingMessage;
import org.armature.protocol.RepairMessage;
import org.armature.protocol.TransferMessage;
import org.armature.ring.Position;

/** Takes messages between the nodes of a {@link ShardCluster}, through the real codec; can lose and repeat some. */
final class ShardWire {
    private record Origin(NodeId asker, long incarnation, long call) implements ReplyTo {}

    private record Lost(Class<? extends Message> kind, NodeId to) {}

    private record Way(Class<? extends Message> kind, NodeId from, NodeId to) {}

    private final Map<NodeId, ShardNode> nodes;
    private final Pending pending;
    private final Map<Way, List<Runnable>> held = new LinkedHashMap<>();
    private Optional<Lost> lost = Optional.empty();
    private int duplicateEvery;
    private Optional<NodeId> removed = Optional.empty();
    private int refusals;

    private final Map<Class<? extends Message>, Integer> sent = new LinkedHashMap<>();

    ShardWire(Map<NodeId, ShardNode> nodes, Pending pending) {
        this.nodes = nodes;
        this.pending = pending;
    }

    /** How many requests of this kind were sent so far. */
    int sent(Class<? extends Message> kind) {
        return sent.getOrDefault(kind, 0);
    }

    void loseNext(Class<? extends Message> kind, NodeId to) {
        lost = Optional.of(new Lost(kind, to));
    }

    /** Nobody does from now on what this node asks for. */
    void refuse(NodeId node) {
        removed = Optional.of(node);
    }

    /** How often the one that was removed has asked all the same. */
    int refusals() {
        return refusals;
    }

    void duplicateEvery(int messages) {
        duplicateEvery = messages;
    }

    /** Requests of this kind from one node to another wait until they are released. */
    void hold(Class<? extends Message> kind, String from, String to) {
        held.put(new Way(kind, new NodeId(from), new NodeId(to)), new ArrayList<>());
    }

    /** What waits of this kind, and what comes, is delivered. */
    void release(Class<? extends Message> kind) {
        List.copyOf(held.keySet()).stream()
                .filter(way -> way.kind().equals(kind))
                .forEach(way -> held.remove(way).forEach(pending::add));
    }

    void send(ShardNode from, Effect.Send send) {
        sent.merge(send.message().getClass(), 1, Integer::sum);
        ShardNode target = nodes.get(send.to());
        if (!target.isUp()) {
            from.later(() -> from.tell(new Event.SendRefused(send.to(), send.call())));
            return;
        }
        if (removed.filter(from.id()::equals).isPresent()) {
            refusals++;
            from.later(() -> from.tell(new Event.Answered(
                    send.to(),
                    send.call(),
                    new Message.Failure(ErrorCode.NODE_REMOVED, Message.Outcome.NOT_DONE, "it was removed"))));
            return;
        }
        Origin origin = new Origin(from.id(), from.incarnation(), send.call());
        Message message = copied(send.message());
        long theirs = target.incarnation();
        Runnable delivery = () -> {
            if (target.lives(theirs)) {
                target.tell(asked(origin, message));
            }
        };
        List<Runnable> waiting = held.get(new Way(message.getClass(), from.id(), send.to()));
        if (waiting != null) {
            waiting.add(delivery);
            return;
        }
        pending.add(delivery);
        if (isLost(send)) {
            pending.add(() -> from.tell(new Event.PeerDown(send.to())));
        }
        if (duplicateEvery > 0 && pending.oneIn(duplicateEvery)) {
            pending.add(delivery);
        }
    }

    /** @param to of a message that came this way */
    void reply(ShardNode from, ReplyTo to, Message message) {
        Origin origin = (Origin) to;
        Message sent = copied(message);
        pending.add(() -> {
            ShardNode asker = nodes.get(origin.asker());
            if (asker.lives(origin.incarnation())) {
                asker.tell(new Event.Answered(from.id(), origin.call(), sent));
            }
        });
    }

    private boolean isLost(Effect.Send send) {
        boolean hit = lost.filter(wanted ->
                        wanted.kind().isInstance(send.message()) && wanted.to().equals(send.to()))
                .isPresent();
        if (hit) {
            lost = Optional.empty();
        }
        return hit;
    }

    private static Event asked(Origin origin, Message message) {
        NodeId from = origin.asker();
        if (message instanceof Message.ReplicaPut put) {
            return new Event.ReplicaPutAsked(origin, Position.of(put.key()), from, put);
        }
        if (message instanceof Message.ReplicaGet get) {
            return new Event.ReplicaGetAsked(origin, Position.of(get.key()), from, get);
        }
        if (message instanceof Message.ForwardedPut forwarded) {
            return new Event.PutForwarded(origin, Position.of(forwarded.put().key()), from, forwarded);
        }
        if (message instanceof TransferMessage.Request transfer) {
            return new Event.TransferAsked(origin, from, transfer);
        }
        if (message instanceof RepairMessage.Request repair) {
            return new Event.ExchangeAsked(origin, from, repair);
        }
        if (message instanceof ReapingMessage.Request reaping) {
            return new Event.ReapingAsked(origin, from, reaping);
        }
        throw new AssertionError(message);
    }

    private static Message copied(Message message) {
        try {
            return MessageCodec.decode(MessageType.of(message), MessageCodec.encode(message));
        } catch (ProtocolException e) {
            throw new AssertionError(message.toString(), e);
        }
    }
}
