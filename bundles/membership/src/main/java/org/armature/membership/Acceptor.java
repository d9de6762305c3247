package org.armature.membership;

import java.util.Optional;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.protocol.Acceptance;
import org.armature.protocol.Ballot;
import org.armature.protocol.MembershipMessage.Accept;
import org.armature.protocol.MembershipMessage.Prepare;
import org.armature.protocol.MembershipMessage.Vote;
import org.armature.protocol.SavedMembership;
import org.armature.protocol.StateStamp;
import org.armature.ring.RingState;

/**
 * This node as a voter in deciding the epoch after the present one (an acceptor of single-decree Paxos). What it promised
 * and accepted is saved before it is told, and is of no use any more once an epoch is decided.
 */
final class Acceptor {
    private final NodeId self;
    private final Knowledge knowledge;
    private final Recollection recollection;
    private final Turn turn;
    private StateStamp base;
    private Optional<Ballot> promised;
    private Optional<Acceptance> accepted;

    Acceptor(NodeId self, Knowledge knowledge, Recollection recollection, Optional<SavedMembership> saved, Turn turn) {
        this.self = self;
        this.knowledge = knowledge;
        this.recollection = recollection;
        this.turn = turn;
        this.base = knowledge.stamp();
        this.promised = saved.flatMap(SavedMembership::promised);
        this.accepted = saved.flatMap(SavedMembership::accepted);
    }

    Optional<Ballot> promised() {
        forgetWhatWasDecided();
        return promised;
    }

    Optional<Acceptance> accepted() {
        forgetWhatWasDecided();
        return accepted;
    }

    private void forgetWhatWasDecided() {
        if (!base.equals(knowledge.stamp())) {
            base = knowledge.stamp();
            promised = Optional.empty();
            accepted = Optional.empty();
        }
    }

    Vote prepare(Prepare asked) {
        Optional<Vote> objection = objection(asked.base()).or(() -> absurd(asked.ballot()));
        if (objection.isPresent()) {
            return objection.get();
        }
        if (promised.isPresent() && promised.get().compareTo(asked.ballot()) >= 0) {
            return vote(Vote.Kind.OUTBID);
        }
        promised = Optional.of(asked.ballot());
        knowledge.mustBeSaved();
        return vote(Vote.Kind.GRANTED);
    }

    Vote accept(Accept asked) {
        Optional<Vote> objection = objection(asked.base()).or(() -> absurd(asked.ballot()));
        if (objection.isPresent()) {
            return objection.get();
        }
        if (promised.isPresent() && promised.get().compareTo(asked.ballot()) > 0) {
            return vote(Vote.Kind.OUTBID);
        }
        RingState value = asked.value();
        if (!Soundness.follows(knowledge.state(), value)
                || Soundness.itself(value).isPresent()) {
            return withheld("the ring proposed does not follow from " + base);
        }
        promised = Optional.of(asked.ballot());
        accepted = Optional.of(new Acceptance(asked.ballot(), value));
        knowledge.mustBeSaved();
        return vote(Vote.Kind.GRANTED);
    }

    private Optional<Vote> objection(StateStamp asked) {
        forgetWhatWasDecided();
        if (asked.isLaterThan(base)) {
            return Optional.of(vote(Vote.Kind.BEHIND));
        }
        if (base.isLaterThan(asked)) {
            return Optional.of(
                    new Vote(Vote.Kind.PAST, Optional.empty(), Optional.empty(), Optional.of(knowledge.state()), ""));
        }
        if (!knowledge.isVoter(self)) {
            return Optional.of(withheld("it is no voter on " + base));
        }
        return recollection.objection().map(Acceptor::withheld);
    }

    private Optional<Vote> absurd(Ballot ballot) {
        long round = promised.map(Ballot::round).orElse(0L);
        if (!ballot.isAbsurdAfter(round)) {
            return Optional.empty();
        }
        String why = "the attempt's number " + ballot.round() + " is absurdly far ahead of " + round;
        turn.count("ballots_refused");
        turn.notice(
                ErrorCode.RING_REFUSED,
                "ballot of " + ballot.node(),
                "no vote for the attempt of " + ballot.node() + " to change the ring: " + why);
        return Optional.of(withheld(why));
    }

    private Vote vote(Vote.Kind kind) {
        return new Vote(kind, promised, kind == Vote.Kind.GRANTED ? accepted : Optional.empty(), Optional.empty(), "");
    }

    private static Vote withheld(String why) {
        return new Vote(Vote.Kind.WITHHELD, Optional.empty(), Optional.empty(), Optional.empty(), why);
    }
}
