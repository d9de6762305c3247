package org.armature.membership;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.armature.model.NodeId;
import org.armature.protocol.StateStamp;
import org.armature.ring.Ring;
import org.armature.ring.RingState;
import org.armature.ring.RingState.Phase;

/** Takes an operator's changes: what can't be is refused before anybody is asked. */
final class Changes {
    private static final long MOST_FORCED_EPOCHS = 100_000;

    private final MembershipSettings settings;
    private final Knowledge knowledge;
    private final Proposer proposer;
    private final Turn turn;

    Changes(MembershipSettings settings, Knowledge knowledge, Proposer proposer, Turn turn) {
        this.settings = settings;
        this.knowledge = knowledge;
        this.proposer = proposer;
        this.turn = turn;
    }

    void asked(long token, RingChange change) {
        RingState state = knowledge.state();
        if (change instanceof RingChange.Commit commit
                && state.isTowards(commit.baseEpoch(), commit.target(), commit.dead())) {
            end(token, new ChangeOutcome.UnderWay(state));
            return;
        }
        if (change.baseEpoch() != state.epoch()) {
            end(token, new ChangeOutcome.Stale(state));
            return;
        }
        Optional<String> objection = objection(state, change);
        if (objection.isPresent()) {
            end(token, new ChangeOutcome.Refused(objection.get()));
            return;
        }
        RingState next = next(state, change);
        Optional<String> unsound = Soundness.itself(next);
        if (unsound.isPresent()) {
            end(token, new ChangeOutcome.Refused("the ring can't be: " + unsound.get()));
        } else if (change.forced()) {
            RingState forced = forced(next);
            knowledge.adopt(forced);
            end(token, new ChangeOutcome.Won(forced));
        } else {
            proposer.propose(token, next);
        }
    }

    private void end(long token, ChangeOutcome outcome) {
        turn.tell(new MembershipEffect.ChangeEnded(token, outcome));
    }

    private static RingState next(RingState state, RingChange change) {
        return change instanceof RingChange.Commit commit
                ? state.towards(commit.target(), commit.dead())
                : state.back(change.dead());
    }

    /** Later by a number drawn by lot, so that two rings forced on two sides have an order. */
    private RingState forced(RingState next) {
        RingState forced = next.forced();
        long epoch = forced.epoch() + turn.draw(MOST_FORCED_EPOCHS);
        boolean begins = forced.changeEpoch() == forced.epoch();
        return new RingState(
                forced.generation(),
                epoch,
                begins ? epoch : forced.changeEpoch(),
                forced.phase(),
                forced.settled(),
                begins ? forced.target().map(ring -> ring.withEpoch(epoch)) : forced.target(),
                forced.dead());
    }

    private Optional<String> objection(RingState state, RingChange change) {
        Standing standing = Standing.in(state, settings.self());
        if (standing == Standing.STRANGER || standing == Standing.DEAD) {
            return Optional.of("this node is no member of the ring: ask another one");
        }
        if (proposer.decidesForOperator()) {
            return Optional.of("another change is being voted on, asked by this node: wait for its end");
        }
        SortedSet<NodeId> unknown = new TreeSet<>(change.dead());
        unknown.removeAll(state.members().keySet());
        if (!unknown.isEmpty()) {
            return Optional.of("declared dead, but no members: " + unknown);
        }
        if (change instanceof RingChange.Commit commit) {
            return objection(state, commit);
        }
        return state.phase() == Phase.SETTLED
                ? Optional.of(StateStamp.of(state) + " is settled: there is nothing to cancel")
                : Optional.empty();
    }

    private Optional<String> objection(RingState state, RingChange.Commit commit) {
        if (state.phase() != Phase.SETTLED) {
            return Optional.of("a transition is under way: wait for its end, or cancel it");
        }
        Ring target = commit.target();
        if (target.equals(state.settled().withEpoch(target.epoch()))
                && commit.dead().isEmpty()) {
            return Optional.of("it changes nothing");
        }
        List<String> strangers = new ArrayList<>();
        for (NodeId node : target.members().keySet()) {
            if (!knowledge.letsIn(node)) {
                strangers.add(node.name());
            }
        }
        return strangers.isEmpty()
                ? Optional.empty()
                : Optional.of("neither members nor candidates: " + String.join(", ", strangers)
                        + "; give them a grant and have them join");
    }
}
