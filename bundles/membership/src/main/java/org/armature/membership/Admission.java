package org.armature.membership;

import java.util.Optional;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.protocol.Grant;
import org.armature.protocol.Grant.Redemption;
import org.armature.protocol.Removal;
import org.armature.ring.Member;

/**
 * Lets nodes in: an operator gives a grant for a name, good for one use and a time, and the node that has its secret
 * becomes a candidate for the ring.
 */
final class Admission {
    private static final long SHORTEST_MILLIS = 60_000;
    private static final long LONGEST_MILLIS = 30L * 24 * 3_600_000;

    /** @param mayPass whether another member, or this one in a moment, may see it otherwise */
    private record Objection(ErrorCode code, boolean mayPass, String why) {}

    private final MembershipSettings settings;
    private final Knowledge knowledge;
    private final Turn turn;

    Admission(MembershipSettings settings, Knowledge knowledge, Turn turn) {
        this.settings = settings;
        this.knowledge = knowledge;
        this.turn = turn;
    }

    void grant(MembershipEvent.GrantAsked asked) {
        Optional<Objection> objection = objection(asked);
        if (objection.isPresent()) {
            refuse(asked.token(), objection.get());
            return;
        }
        Grant fresh = Grant.issued(
                asked.node(), asked.secretDigest(), turn.wallMillis() + asked.validMillis(), issuedEpoch(asked.node()));
        Grant grant = knowledge.grant(asked.node()).map(fresh::inPlaceOf).orElse(fresh);
        knowledge.merge(grant, turn.wallMillis());
        turn.tell(new MembershipEffect.GrantGiven(asked.token(), grant));
    }

    /** Not before its removal, which another side that forced a change may have told of. */
    private long issuedEpoch(NodeId node) {
        long epoch = knowledge.state().epoch();
        Removal removal = knowledge.removals().get(node);
        return removal == null ? epoch : Math.max(epoch, removal.epoch());
    }

    private void refuse(long token, Objection objection) {
        turn.count("grants_refused");
        turn.tell(new MembershipEffect.Refused(token, objection.code(), objection.mayPass(), objection.why()));
    }

    private Optional<Objection> objection(MembershipEvent.GrantAsked asked) {
        if (!knowledge.isMember(settings.self())) {
            return objection(ErrorCode.GRANT_REFUSED, "this node is no member itself: ask another one");
        }
        if (asked.validMillis() < SHORTEST_MILLIS || asked.validMillis() > LONGEST_MILLIS) {
            return objection(
                    ErrorCode.GRANT_REFUSED,
                    "a grant is valid for 1 minute to 30 days, not for " + asked.validMillis() + " ms");
        }
        if (asked.secretDigest().length() != Grant.DIGEST_BYTES) {
            return objection(
                    ErrorCode.GRANT_REFUSED,
                    "the digest of a secret has " + Grant.DIGEST_BYTES + " bytes, not "
                            + asked.secretDigest().length());
        }
        return nameTaken(asked.node()).or(() -> tooMany(asked.node()));
    }

    private Optional<Objection> tooMany(NodeId node) {
        long epoch = issuedEpoch(node);
        return knowledge
                .grant(node)
                .filter(last -> last.issuedEpoch() >= epoch && last.number() == Grant.MAX_NUMBER)
                .flatMap(last -> objection(
                        ErrorCode.GRANT_REFUSED,
                        "node " + node + " had " + Grant.MAX_NUMBER + " grants since ring epoch " + last.issuedEpoch()
                                + ": give the machine another name"));
    }

    private static Optional<Objection> objection(ErrorCode code, String why) {
        return Optional.of(new Objection(code, false, why));
    }

    private Optional<Objection> nameTaken(NodeId node) {
        return knowledge.isMember(node)
                ? objection(ErrorCode.NAME_TAKEN, "there is a member named " + node + " already")
                : Optional.empty();
    }

    void redeem(MembershipEvent.RedeemAsked asked) {
        Optional<Objection> objection = objection(asked);
        if (objection.isPresent()) {
            refuse(asked.token(), objection.get());
            return;
        }
        Grant grant = knowledge.grants().get(asked.grantId());
        if (grant.redeemed().isEmpty()) {
            grant = grant.redeemedBy(new Redemption(asked.process(), turn.wallMillis(), asked.member()));
            knowledge.merge(grant, turn.wallMillis());
        }
        turn.tell(new MembershipEffect.GrantTaken(asked.token(), grant));
    }

    private Optional<Objection> objection(MembershipEvent.RedeemAsked asked) {
        NodeId node = asked.member().node();
        Grant grant = knowledge.grants().get(asked.grantId());
        if (grant == null) {
            return unknown(node);
        }
        if (!grant.isProvedBy(asked.secret())) {
            return objection(ErrorCode.GRANT_REFUSED, "the token is wrong: its secret does not go with its grant");
        }
        if (!grant.node().equals(node)) {
            return objection(ErrorCode.GRANT_REFUSED, "the token was given for node " + grant.node() + ", not " + node);
        }
        if (grant.redeemed().isPresent()) {
            return grant.redeemed().get().process() == asked.process()
                    ? Optional.empty()
                    : objection(
                            ErrorCode.GRANT_REFUSED,
                            "the token was used by another process: get a new one, which revokes what joined with this");
        }
        if (turn.wallMillis() > grant.expiresMillis()) {
            long late = (turn.wallMillis() - grant.expiresMillis()) / 1_000;
            return objection(ErrorCode.GRANT_REFUSED, "the token expired " + late + " s ago: get a new one");
        }
        return nameTaken(node).or(() -> addressTaken(asked.member()));
    }

    private Optional<Objection> unknown(NodeId node) {
        Removal removal = knowledge.removals().get(node);
        if (knowledge.grant(node).isPresent()) {
            return objection(
                    ErrorCode.GRANT_REFUSED,
                    "this node does not know the token: another one was made for node " + node
                            + ", and is good in its place");
        }
        if (removal != null) {
            return objection(ErrorCode.NODE_REMOVED, GossipAnswers.wasRemoved(removal));
        }
        if (knowledge.isMember(node)) {
            return nameTaken(node);
        }
        return Optional.of(new Objection(
                ErrorCode.GRANT_REFUSED,
                true,
                "this node does not know the token: it expired long ago, is of another cluster, or was given a moment"
                        + " ago by a node this one has not heard yet"));
    }

    private Optional<Objection> addressTaken(Member wanted) {
        for (Member member : knowledge.state().members().values()) {
            if (meet(member, wanted)) {
                return taken(wanted, "member " + member.node());
            }
        }
        for (Member candidate : knowledge.candidates().values()) {
            if (meet(candidate, wanted)) {
                return taken(wanted, "candidate " + candidate.node());
            }
        }
        return Optional.empty();
    }

    private static boolean meet(Member one, Member other) {
        return !one.node().equals(other.node())
                && (one.peerAddress().equals(other.peerAddress())
                        || one.clientAddress().equals(other.clientAddress()));
    }

    private static Optional<Objection> taken(Member wanted, String by) {
        return objection(
                ErrorCode.NAME_TAKEN,
                "the address " + wanted.peerAddress() + " or " + wanted.clientAddress() + " is that of " + by);
    }
}
