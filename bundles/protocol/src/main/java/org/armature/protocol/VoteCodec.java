package org.armature.protocol;

import java.util.Optional;
import org.armature.protocol.MembershipMessage.Accept;
import org.armature.protocol.MembershipMessage.Prepare;
import org.armature.protocol.MembershipMessage.Vote;
import org.armature.protocol.internal.wire.Wire;

/** How the epochs of the ring are decided. */
final class VoteCodec {
    private VoteCodec() {}

    static Wire.Ballot toWire(Ballot ballot) {
        return Wire.Ballot.newBuilder()
                .setRound(ballot.round())
                .setNode(ballot.node().name())
                .build();
    }

    static Ballot ballot(boolean present, Wire.Ballot wire) throws ProtocolException {
        Fields.require(present, "ballot");
        return new Ballot(
                Fields.between("ballot.round", wire.getRound(), 1, Ballot.LAST_ROUND),
                Fields.node("ballot.node", wire.getNode()));
    }

    static Wire.Acceptance toWire(Acceptance acceptance) {
        return Wire.Acceptance.newBuilder()
                .setBallot(toWire(acceptance.ballot()))
                .setValue(RingStateCodec.toWire(acceptance.value()))
                .build();
    }

    static Acceptance acceptance(Wire.Acceptance wire) throws ProtocolException {
        return new Acceptance(
                ballot(wire.hasBallot(), wire.getBallot()),
                RingStateCodec.state("value", wire.hasValue(), wire.getValue()));
    }

    static Wire.Prepare toWire(Prepare prepare) {
        return Wire.Prepare.newBuilder()
                .setBallot(toWire(prepare.ballot()))
                .setBase(RingStateCodec.toWire(prepare.base()))
                .build();
    }

    static Prepare prepare(Wire.Prepare wire) throws ProtocolException {
        return new Prepare(
                ballot(wire.hasBallot(), wire.getBallot()),
                RingStateCodec.stamp("base", wire.hasBase(), wire.getBase()));
    }

    static Wire.Accept toWire(Accept accept) {
        return Wire.Accept.newBuilder()
                .setBallot(toWire(accept.ballot()))
                .setBase(RingStateCodec.toWire(accept.base()))
                .setValue(RingStateCodec.toWire(accept.value()))
                .build();
    }

    static Accept accept(Wire.Accept wire) throws ProtocolException {
        return new Accept(
                ballot(wire.hasBallot(), wire.getBallot()),
                RingStateCodec.stamp("base", wire.hasBase(), wire.getBase()),
                RingStateCodec.state("value", wire.hasValue(), wire.getValue()));
    }

    static Wire.Vote toWire(Vote vote) {
        Wire.Vote.Builder wire = Wire.Vote.newBuilder()
                .setKind(
                        switch (vote.kind()) {
                            case GRANTED -> Wire.VoteKind.VOTE_GRANTED;
                            case OUTBID -> Wire.VoteKind.VOTE_OUTBID;
                            case BEHIND -> Wire.VoteKind.VOTE_BEHIND;
                            case PAST -> Wire.VoteKind.VOTE_PAST;
                            case WITHHELD -> Wire.VoteKind.VOTE_WITHHELD;
                        })
                .setObjection(vote.objection());
        vote.promised().map(VoteCodec::toWire).ifPresent(wire::setPromised);
        vote.accepted().map(VoteCodec::toWire).ifPresent(wire::setAccepted);
        vote.newer().map(RingStateCodec::toWire).ifPresent(wire::setNewer);
        return wire.build();
    }

    static Vote vote(Wire.Vote wire) throws ProtocolException {
        return new Vote(
                kind(wire.getKind()),
                wire.hasPromised() ? Optional.of(ballot(true, wire.getPromised())) : Optional.empty(),
                wire.hasAccepted() ? Optional.of(acceptance(wire.getAccepted())) : Optional.empty(),
                wire.hasNewer() ? Optional.of(RingStateCodec.state("newer", true, wire.getNewer())) : Optional.empty(),
                wire.getObjection());
    }

    private static Vote.Kind kind(Wire.VoteKind kind) throws ProtocolException {
        return switch (kind) {
            case VOTE_GRANTED -> Vote.Kind.GRANTED;
            case VOTE_OUTBID -> Vote.Kind.OUTBID;
            case VOTE_BEHIND -> Vote.Kind.BEHIND;
            case VOTE_PAST -> Vote.Kind.PAST;
            case VOTE_WITHHELD -> Vote.Kind.WITHHELD;
            case VOTE_UNSPECIFIED, UNRECOGNIZED ->
                throw Fields.wrong("kind", kind, "granted, outbid, behind, past or withheld");
        };
    }
}
