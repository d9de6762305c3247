package org.armature.membership;

import java.util.Optional;
import org.armature.model.NodeId;
import org.armature.protocol.Ballot;
import org.armature.protocol.MembershipMessage;
import org.armature.protocol.MembershipMessage.Accept;
import org.armature.protocol.MembershipMessage.Entries;
import org.armature.protocol.MembershipMessage.GossipEntries;
import org.armature.protocol.MembershipMessage.Noted;
import org.armature.protocol.MembershipMessage.Prepare;
import org.armature.protocol.MembershipMessage.Vote;
import org.armature.protocol.Message;
import org.armature.protocol.StateStamp;
import org.armature.ring.RingState;
import org.armature.ring.RingState.Phase;

/**
 * Has the voters of the present ring decide the next (the proposer of single-decree Paxos, one instance for each epoch).
 * An attempt first asks them to promise that they heed no earlier one, then to accept: what one of them has accepted in
 * an earlier attempt, or else what is wished. A majority of acceptances decides; gossip spreads it. Attempts that fail are
 * repeated under higher ballots after pauses drawn by lot, until the time is up.
 */
final class Proposer {
    private static final long SHORTEST_PAUSE = 50_000_000;
    private static final int MOST_DOUBLINGS = 4;

    private final MembershipSettings settings;
    private final Knowledge knowledge;
    private final Acceptor acceptor;
    private final Intake intake;
    private final Turn turn;
    private Optional<Proposal> active = Optional.empty();
    private StateStamp roundsOf;
    private long lastRound;
    private boolean pausing;
    private long nextStepAt;

    Proposer(
            MembershipSettings settings,
            Knowledge knowledge,
            Acceptor acceptor,
            Intake intake,
            long lastRound,
            Turn turn) {
        this.settings = settings;
        this.knowledge = knowledge;
        this.acceptor = acceptor;
        this.intake = intake;
        this.roundsOf = knowledge.stamp();
        this.lastRound = lastRound;
        this.turn = turn;
    }

    long lastRound() {
        return lastRound;
    }

    boolean isIdle() {
        return active.isEmpty();
    }

    boolean decidesForOperator() {
        return active.filter(proposal -> proposal.origin() == Proposal.Origin.OPERATOR)
                .isPresent();
    }

    /** In place of what the machine itself may be proposing. */
    void propose(long token, RingState wish) {
        begin(Proposal.Origin.OPERATOR, token, Optional.of(wish));
    }

    /** @param wish empty to finish what others have begun */
    void proposeOwn(Optional<RingState> wish) {
        begin(Proposal.Origin.MACHINE, 0, wish);
    }

    private void begin(Proposal.Origin origin, long token, Optional<RingState> wish) {
        Proposal proposal = new Proposal(
                origin,
                token,
                knowledge.stamp(),
                wish,
                knowledge.state().voters(),
                turn.now() + settings.changeLimit().toNanos());
        active = Optional.of(proposal);
        attempt(proposal);
    }

    private void attempt(Proposal proposal) {
        if (!roundsOf.equals(proposal.base())) {
            roundsOf = proposal.base();
            lastRound = 0; // each epoch is decided by itself
        }
        long promised = acceptor.promised().map(Ballot::round).orElse(0L);
        lastRound = Math.max(Math.max(lastRound, promised), proposal.highestRound()) + 1;
        knowledge.mustBeSaved();
        Ballot ballot = new Ballot(lastRound, settings.self());
        proposal.attempt(ballot);
        turn.count("votes_called");
        pausing = false;
        nextStepAt = turn.now() + settings.attemptLimit().toNanos();
        askAll(proposal, ballot, new Prepare(ballot, proposal.base()));
    }

    private void askAll(Proposal proposal, Ballot ballot, MembershipMessage request) {
        for (NodeId voter : proposal.voters()) {
            if (voter.equals(settings.self())) {
                proposal.asked();
            } else if (knowledge.info(voter).isPresent()) {
                proposal.asked();
                ask(proposal, ballot, voter, request);
            } else {
                proposal.lacks(voter, "was not heard of since this node started");
            }
        }
        if (proposal.voters().contains(settings.self())) {
            Vote own =
                    request instanceof Prepare prepare ? acceptor.prepare(prepare) : acceptor.accept((Accept) request);
            voted(proposal, ballot, settings.self(), request, own);
        }
    }

    private void ask(Proposal proposal, Ballot ballot, NodeId voter, MembershipMessage request) {
        proposal.lacks(voter, "did not answer");
        turn.send(voter, request, new Turn.Waiter() {
            @Override
            public void answered(Message answer) {
                if (answer instanceof Vote vote) {
                    voted(proposal, ballot, voter, request, vote);
                } else {
                    unanswered();
                }
            }

            @Override
            public void unanswered() {
                silent(proposal, ballot, voter, request);
            }
        });
    }

    private void silent(Proposal proposal, Ballot ballot, NodeId voter, MembershipMessage request) {
        if (isCurrent(proposal, ballot, request)) {
            proposal.silent(voter);
            pauseIfHopeless(proposal);
        }
    }

    private boolean isCurrent(Proposal proposal, Ballot ballot, MembershipMessage request) {
        return active.equals(Optional.of(proposal))
                && proposal.isAt(ballot, request instanceof Accept)
                && proposal.base().equals(knowledge.stamp());
    }

    private void voted(Proposal proposal, Ballot ballot, NodeId voter, MembershipMessage request, Vote vote) {
        vote.newer().ifPresent(state -> intake.take(voter, state));
        if (!isCurrent(proposal, ballot, request)) {
            return;
        }
        proposal.heard(voter, vote);
        if (vote.kind() == Vote.Kind.BEHIND) {
            teach(proposal, ballot, voter, request);
        } else if (!proposal.hasMajority()) {
            pauseIfHopeless(proposal);
        } else if (request instanceof Accept) {
            knowledge.adopt(proposal.chosen()); // decided
        } else {
            haveAccepted(proposal, ballot);
        }
    }

    private void haveAccepted(Proposal proposal, Ballot ballot) {
        Optional<RingState> chosen = proposal.choose();
        if (chosen.isPresent()) {
            askAll(proposal, ballot, new Accept(ballot, proposal.base(), chosen.get()));
        } else {
            active = Optional.empty(); // there was nothing to finish
        }
    }

    /** The voter gets the ring it lacks, and is asked again. */
    private void teach(Proposal proposal, Ballot ballot, NodeId voter, MembershipMessage request) {
        proposal.asked();
        turn.send(voter, new GossipEntries(Entries.of(knowledge.state())), new Turn.Waiter() {
            @Override
            public void answered(Message answer) {
                if (answer instanceof Noted noted
                        && noted.state().equals(proposal.base())
                        && isCurrent(proposal, ballot, request)) {
                    ask(proposal, ballot, voter, request);
                } else {
                    unanswered();
                }
            }

            @Override
            public void unanswered() {
                silent(proposal, ballot, voter, request);
            }
        });
    }

    private void pauseIfHopeless(Proposal proposal) {
        if (proposal.isAnswered() && !proposal.hasMajority() && !pausing) {
            pause(proposal);
        }
    }

    private void pause(Proposal proposal) {
        long longest = SHORTEST_PAUSE << Math.min(proposal.attempts(), MOST_DOUBLINGS);
        pausing = true;
        nextStepAt = turn.now() + SHORTEST_PAUSE + turn.draw(longest);
    }

    void tick() {
        if (active.isEmpty()) {
            return;
        }
        Proposal proposal = active.get();
        if (!proposal.base().equals(knowledge.stamp())) {
            end(proposal, outcome(proposal));
        } else if (turn.now() - proposal.deadline() >= 0) {
            end(proposal, proposal.noMajority());
        } else {
            step(proposal);
        }
    }

    private void step(Proposal proposal) {
        if (turn.now() - nextStepAt >= 0) {
            if (pausing) {
                attempt(proposal);
                tick(); // a node that is alone has decided already
                return;
            }
            pause(proposal);
        }
        turn.wishToWake(nextStepAt);
        turn.wishToWake(proposal.deadline());
    }

    private void end(Proposal proposal, ChangeOutcome outcome) {
        active = Optional.empty();
        if (proposal.origin() == Proposal.Origin.OPERATOR) {
            turn.tell(new MembershipEffect.ChangeEnded(proposal.token(), outcome));
        }
    }

    /** More than one epoch may have been decided since. */
    private ChangeOutcome outcome(Proposal proposal) {
        RingState now = knowledge.state();
        boolean won = proposal.wish().map(wish -> cameOf(now, wish)).orElse(false);
        return won ? new ChangeOutcome.Won(now) : new ChangeOutcome.Lost(now);
    }

    private static boolean cameOf(RingState now, RingState wish) {
        if (now.equals(wish)) {
            return true;
        }
        if (wish.phase() == Phase.FORWARD && now.phase() != Phase.SETTLED) {
            return now.changeEpoch() == wish.changeEpoch() && now.target().equals(wish.target());
        }
        return now.phase() == Phase.SETTLED
                && now.epoch() == wish.epoch() + 1
                && now.settled().equals(wish.destination().withEpoch(now.epoch()));
    }
}
