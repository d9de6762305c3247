package org.armature.server;

import java.util.List;
import java.util.stream.Stream;
import org.armature.membership.Access;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.protocol.ConfigMessage;
import org.armature.protocol.EngineMessage;
import org.armature.protocol.MembershipMessage;
import org.armature.protocol.Message;
import org.armature.protocol.MigrationMessage;
import org.armature.protocol.OperatorMessage;
import org.armature.protocol.OperatorMessage.Task;
import org.armature.protocol.ReapingMessage;
import org.armature.protocol.RepairMessage;
import org.armature.protocol.RepairOrderMessage;
import org.armature.protocol.TransferMessage;
import org.armature.transport.Connection;
import org.armature.transport.ConnectionHandler;

/** What other nodes ask of this one. */
final class PeerRequests implements ConnectionHandler {
    private final ShardRouter router;
    private final RingLoop ring;
    private final JoinAnswers joins;
    private final RingTasks tasks;
    private final AdminAnswers admin;
    private final EngineDesk engines;
    private final MigrationAnswers moves;
    private final RepairAnswers repairs;
    private final ConfigAnswers configs;
    private final Acquaintance acquaintance;
    private final PeerIdentities identities;

    PeerRequests(
            ShardRouter router,
            RingLoop ring,
            JoinAnswers joins,
            RingTasks tasks,
            AdminAnswers admin,
            EngineDesk engines,
            MigrationAnswers moves,
            RepairAnswers repairs,
            ConfigAnswers configs,
            Acquaintance acquaintance,
            PeerIdentities identities) {
        this.acquaintance = acquaintance;
        this.joins = joins;
        this.tasks = tasks;
        this.admin = admin;
        this.engines = engines;
        this.moves = moves;
        this.repairs = repairs;
        this.configs = configs;
        this.router = router;
        this.ring = ring;
        this.identities = identities;
    }

    @Override
    public void opened(Connection connection) {
        if (isJoining(connection)) {
            return;
        }
        Message.Hello hello = hello(connection);
        if (acquaintance.access(node(hello)) == Access.ALL) {
            identities.opened(node(hello), PeerIdentities.Identity.of(hello), connection);
        }
    }

    @Override
    public void closed(Connection connection, String reason) {
        if (isJoining(connection)) {
            return;
        }
        identities.closed(node(hello(connection)), connection);
    }

    @Override
    public void received(Connection connection, long correlation, Message message) {
        Outgoing.Origin origin = new Outgoing.Origin(connection, correlation);
        if (message instanceof OperatorMessage.JoinAsked asked) {
            joins.answer(origin, asked);
            return;
        }
        NodeId from = node(hello(connection));
        if (!acquaintance.access(from).allows(message)) {
            refuse(origin, from);
            return;
        }
        identities.heard(from);
        if (message instanceof Message.ReplicaPut put) {
            router.replicaPut(origin, from, put);
        } else if (message instanceof Message.ReplicaGet get) {
            router.replicaGet(origin, from, get);
        } else if (message instanceof Message.ForwardedPut forwarded) {
            router.forwardedPut(origin, from, forwarded);
        } else if (message instanceof Message.Ping ping) {
            router.ping(origin, ping);
        } else if (message instanceof TransferMessage.Request transfer) {
            router.transfer(origin, from, transfer);
        } else if (message instanceof RepairMessage.Request exchange) {
            router.exchange(origin, from, exchange);
        } else if (message instanceof ReapingMessage.Request reaping) {
            router.reaping(origin, from, reaping);
        } else if (message instanceof Message.StatusRequest) {
            admin.answer(origin, message);
        } else if (message instanceof MigrationMessage moving) {
            moves.here(moving).thenAccept(answer -> send(origin, answer));
        } else if (message instanceof RepairOrderMessage repair) {
            repairs.here(repair).thenAccept(answer -> send(origin, answer));
        } else if (message instanceof OperatorMessage.TaskAsked asked && RepairAnswers.isOne(asked.id())) {
            repairs.here(asked).thenAccept(answer -> send(origin, answer));
        } else if (message instanceof OperatorMessage.TaskAsked asked && MigrationAnswers.isOne(asked.id())) {
            moves.here(asked).thenAccept(answer -> send(origin, answer));
        } else if (message instanceof OperatorMessage.TaskAsked asked) {
            tasks.ordered(asked, answer -> send(origin, answer));
        } else if (message instanceof OperatorMessage.TasksAsked) {
            tasks.here()
                    .thenCombine(moves.tasksHere(), PeerRequests::together)
                    .thenCombine(repairs.tasksHere(), PeerRequests::together)
                    .thenAccept(here -> send(origin, new OperatorMessage.TasksReply(here)));
        } else if (message instanceof EngineMessage.TurnAsked asked) {
            send(origin, engines.answer(from, asked));
        } else if (message instanceof EngineMessage.TablesAvoided avoided) {
            engines.heed(from, avoided, () -> send(origin, new EngineMessage.AvoidanceNoted()));
        } else if (message instanceof EngineMessage.EnginesAsked) {
            admin.answer(origin, message);
        } else if (message instanceof ConfigMessage config) {
            configs.ofPeer(origin, from, config);
        } else if (message instanceof MembershipMessage membership) {
            ring.asked(origin, from, membership);
        } else {
            throw new AssertionError(message);
        }
    }

    private static List<Task> together(List<Task> some, List<Task> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    /** It was removed, or given up, since it connected or before. */
    private void refuse(Outgoing.Origin origin, NodeId from) {
        send(
                origin,
                new Message.Failure(ErrorCode.NODE_REMOVED, Message.Outcome.NOT_DONE, acquaintance.objection(from)));
    }

    private static void send(Outgoing.Origin origin, Message answer) {
        if (origin.connection().send(origin.correlation(), answer)) {
            origin.connection().flush();
        }
    }

    /** A machine that is no node yet. */
    private static boolean isJoining(Connection connection) {
        return hello(connection).role() == Message.Role.JOINER;
    }

    private static Message.Hello hello(Connection connection) {
        return (Message.Hello) connection.greeting();
    }

    private static NodeId node(Message.Hello hello) {
        return hello.node().orElseThrow();
    }
}
