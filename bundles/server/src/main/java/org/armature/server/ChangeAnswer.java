package org.armature.server;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.armature.membership.ChangeOutcome;
import org.armature.membership.MembershipEffect;
import org.armature.membership.RingChange;
import org.armature.model.ErrorCode;
import org.armature.protocol.Message;
import org.armature.protocol.Message.Failure;
import org.armature.protocol.Message.Outcome;
import org.armature.protocol.OperatorMessage;
import org.armature.ring.RingState;

/** What an operator is told of a change of the ring that was asked for. */
final class ChangeAnswer {
    private ChangeAnswer() {}

    /**
     * @param what was asked for, as half a sentence
     * @param limit how long it is waited for; what comes later may be decided all the same
     */
    static Message of(RingChange change, String what, CompletableFuture<MembershipEffect.Reply> asked, Duration limit) {
        return Patience.within(limit, asked)
                .map(answer -> of(change, what, ((MembershipEffect.ChangeEnded) answer).outcome()))
                .orElseGet(() -> new Failure(
                        ErrorCode.NO_MAJORITY,
                        Outcome.UNKNOWN,
                        what + " was not decided within " + limit.toSeconds()
                                + " s. Members are still being asked, so it may yet be decided: look at `armature ring`"
                                + " before you ask again"));
    }

    private static Message of(RingChange change, String what, ChangeOutcome outcome) {
        if (outcome instanceof ChangeOutcome.Won won) {
            return new OperatorMessage.CommitReply(
                    won.decided().epoch(),
                    what + " is ring epoch " + won.decided().epoch() + " now; `armature tasks` shows how far it is");
        }
        if (outcome instanceof ChangeOutcome.UnderWay before) {
            return underWay(what, before.decided());
        }
        if (outcome instanceof ChangeOutcome.Lost lost) {
            return new Failure(
                    ErrorCode.CHANGE_LOST,
                    Outcome.REJECTED,
                    what + " was not carried out: the members decided ring epoch "
                            + lost.decided().epoch() + " otherwise, with members "
                            + lost.decided().members().keySet() + "; plan again");
        }
        if (outcome instanceof ChangeOutcome.Stale stale) {
            return new Failure(
                    ErrorCode.PLAN_STALE,
                    Outcome.REJECTED,
                    what + " was made on ring epoch " + change.baseEpoch() + ", and the ring is at epoch "
                            + stale.current().epoch() + "; plan again");
        }
        if (outcome instanceof ChangeOutcome.NoMajority none) {
            return new Failure(
                    ErrorCode.NO_MAJORITY,
                    none.mayYetHappen() ? Outcome.UNKNOWN : Outcome.NOT_DONE,
                    what + " found no majority: " + none.voted() + " voted, not " + none.missing()
                            + (none.mayYetHappen()
                                    ? ". Some have accepted it, so it may yet be decided: look at `armature ring`"
                                    : "; bring members back, or force it if they are lost for good"));
        }
        if (outcome instanceof ChangeOutcome.Refused refused) {
            return new Failure(ErrorCode.CHANGE_REFUSED, Outcome.REJECTED, what + ": " + refused.why());
        }
        throw new AssertionError(outcome);
    }

    static OperatorMessage.CommitReply underWay(String what, RingState decided) {
        return new OperatorMessage.CommitReply(
                decided.epoch(),
                what + " is under way already, as task " + RingTasks.id(decided.changeEpoch())
                        + "; nothing was done again");
    }
}
