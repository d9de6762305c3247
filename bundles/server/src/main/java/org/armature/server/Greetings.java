package org.armature.server;

import java.util.Optional;
import java.util.function.Function;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.protocol.Message;
import org.armature.protocol.Message.Outcome;

/** How this node greets and answers greetings: the handshake's rules. Thread-safe. */
final class Greetings {
    static final int PROTOCOL_VERSION = 1;

    /** Who this process says it is. */
    record Introduction(
            String clusterId,
            NodeId node,
            PeerIdentities.Identity identity,
            Message.Hello.Layout layout,
            String software) {}

    private final String clusterId;
    private final NodeId self;
    private final Introduction introduction;
    private final Acquaintance acquaintance;
    private final PeerIdentities identities;

    Greetings(Introduction introduction, Acquaintance acquaintance, PeerIdentities identities) {
        this.clusterId = introduction.clusterId();
        this.self = introduction.node();
        this.introduction = introduction;
        this.acquaintance = acquaintance;
        this.identities = identities;
    }

    /** To other nodes. */
    Message.Hello hello() {
        return new Message.Hello(
                PROTOCOL_VERSION,
                PROTOCOL_VERSION,
                Message.Role.PEER,
                Optional.of(clusterId),
                Optional.of(self),
                introduction.identity().incarnation(),
                introduction.identity().process(),
                Optional.empty(),
                Optional.of(introduction.layout()),
                introduction.software());
    }

    /** The listener for this role answers a greeting with this. */
    Function<Message.Hello, Message> greeter(Message.Role role) {
        return hello -> answer(role, hello);
    }

    private Message answer(Message.Role role, Message.Hello hello) {
        if (hello.minVersion() > PROTOCOL_VERSION || hello.maxVersion() < PROTOCOL_VERSION) {
            return refuse(
                    ErrorCode.PROTOCOL_MISMATCH,
                    self + " speaks protocol version " + PROTOCOL_VERSION + ", and you speak " + hello.minVersion()
                            + " to " + hello.maxVersion() + ": update "
                            + (hello.minVersion() > PROTOCOL_VERSION ? self + " first" : "your software"));
        }
        boolean joins = role == Message.Role.PEER && hello.role() == Message.Role.JOINER;
        if (hello.role() != role && !joins) {
            return refuse(
                    ErrorCode.NOT_ALLOWED_HERE,
                    "this listener of " + self + " is for " + role + ", and you are " + hello.role());
        }
        if (hello.clusterId().isPresent() && !hello.clusterId().get().equals(clusterId)) {
            return refuse(
                    ErrorCode.FOREIGN_CLUSTER,
                    self + " belongs to cluster " + clusterId + ", and you to "
                            + hello.clusterId().get());
        }
        if (hello.expects().isPresent() && !hello.expects().get().equals(self)) {
            return refuse(
                    ErrorCode.WRONG_NODE,
                    "this is " + self + ", and you expect " + hello.expects().get());
        }
        if (hello.role() == Message.Role.PEER) {
            Optional<Message> refusal = refusePeer(hello);
            if (refusal.isPresent()) {
                return refusal.get();
            }
        }
        return new Message.Welcome(
                PROTOCOL_VERSION,
                clusterId,
                self,
                introduction.identity().incarnation(),
                introduction.identity().process(),
                introduction.software());
    }

    private Optional<Message> refusePeer(Message.Hello hello) {
        if (hello.clusterId().isEmpty() || hello.node().isEmpty()) {
            return Optional.of(refuse(ErrorCode.BAD_REQUEST, "a peer names its cluster and itself"));
        }
        NodeId peer = hello.node().get();
        Message.Hello.Layout here = introduction.layout();
        Message.Hello.Layout theirs = hello.layout().orElse(here);
        if (!theirs.equals(here)) {
            return Optional.of(refuse(
                    ErrorCode.RING_DIFFERS,
                    "node " + peer + " was made with " + theirs.partitions() + " partitions and strategy "
                            + theirs.strategy() + ", this cluster with " + here.partitions() + " and strategy "
                            + here.strategy() + ": both are for ever. To take part it joins with empty directories"
                            + " (armature grant " + peer + " on a member, armature join on its machine)"));
        }
        if (peer.equals(self)) {
            return Optional.of(refuse(
                    ErrorCode.DUPLICATE_NODE,
                    "you say you are " + self + ", which is this node: two nodes run under one name"));
        }
        return switch (acquaintance.access(peer)) {
            case NONE -> Optional.of(refuse(ErrorCode.WRONG_NODE, acquaintance.objection(peer)));
            case RING -> Optional.empty(); // whichever process it is: it is told that its node is gone
            case ALL ->
                identities
                        .admit(peer, PeerIdentities.Identity.of(hello))
                        .map(other -> refuse(
                                ErrorCode.DUPLICATE_NODE,
                                self + " knows " + peer + " as " + other
                                        + ", and you are another process, of incarnation "
                                        + Long.toHexString(hello.incarnation())));
        };
    }

    private static Message refuse(ErrorCode code, String message) {
        return new Message.Failure(code, Outcome.REJECTED, message);
    }
}
