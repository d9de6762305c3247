package org.armature.membership;

import java.util.Optional;
import org.armature.protocol.Fence;
import org.armature.protocol.SavedMembership;
import org.armature.ring.Progress;
import org.armature.ring.RingState;
import org.armature.ring.RingState.Phase;

/** Keeps what shards and operators must have on disk of the transition under way: custody of places, and its pauses. */
final class Custodian {
    private final Knowledge knowledge;
    private final Turn turn;

    Custodian(Knowledge knowledge, Turn turn) {
        this.knowledge = knowledge;
        this.turn = turn;
    }

    void asked(MembershipEvent.CustodyAsked asked) {
        Optional<String> objection = objection(asked);
        if (objection.isPresent()) {
            turn.tell(new MembershipEffect.CustodyRefused(asked.token(), objection.get()));
            return;
        }
        Progress progress = knowledge.progress();
        switch (asked.kind()) {
            case FENCE ->
                knowledge.fence(
                        new Fence(asked.n(), asked.move(), knowledge.state().phase() == Phase.BACK));
            case ACCEPT -> knowledge.merge(progress.withMoved(asked.n(), asked.move()));
            case RETURNED -> knowledge.merge(progress.withReturned(asked.n(), asked.move()));
        }
        turn.tell(new MembershipEffect.CustodyKept(asked.token()));
    }

    void asked(MembershipEvent.PauseAsked asked) {
        if (asked.pauses() && asked.changeEpoch() >= knowledge.state().changeEpoch()) {
            knowledge.pause(asked.changeEpoch());
        } else if (!asked.pauses() && knowledge.pausedChange() == asked.changeEpoch()) {
            knowledge.pause(SavedMembership.NOTHING_PAUSED);
        }
        turn.tell(new MembershipEffect.PauseKept(asked.token()));
    }

    private Optional<String> objection(MembershipEvent.CustodyAsked asked) {
        RingState state = knowledge.state();
        if (state.phase() == Phase.SETTLED || asked.changeEpoch() != state.changeEpoch()) {
            return Optional.of("the move belongs to the change of ring epoch " + asked.changeEpoch() + ", but "
                    + knowledge.stamp()
                    + (state.phase() == Phase.SETTLED
                            ? " is settled"
                            : " goes on with the change of " + state.changeEpoch()));
        }
        if (asked.n() < 1 || asked.n() > Fence.MAX_N || asked.move() < 0 || asked.move() > Fence.MAX_MOVE) {
            return Optional.of("there is no move " + asked.move() + " of N=" + asked.n());
        }
        boolean moved = knowledge.progress().moved(asked.n()).contains(asked.move());
        if (state.phase() == Phase.BACK && !moved) {
            return Optional.of("the change was cancelled before move " + asked.move() + " of N=" + asked.n()
                    + " was done: the old holder keeps the place");
        }
        if (state.phase() == Phase.FORWARD && asked.kind() == Custody.RETURNED) {
            return Optional.of("the change was not cancelled: nothing is taken back");
        }
        return Optional.empty();
    }
}
