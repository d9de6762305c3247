package org.armature.node;

import java.util.List;
import java.util.Optional;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.protocol.ContextSealer;
import org.armature.protocol.Message;
import org.armature.protocol.Message.Outcome;
import org.armature.replication.LocalCopy;
import org.armature.replication.PutCoordinator;
import org.armature.replication.PutOutcome;
import org.armature.replication.PutStep;
import org.armature.replication.ReplicaEvent;

/** A put this node coordinates, with its messages. */
final class PutCall implements Call {
    private final long number;
    private final Located at;
    private final ReplyTo client;
    private final NodeId self;
    private final long ringEpoch;
    private final PutCoordinator coordinator;
    private final ContextSealer sealer;
    private final Calls calls;
    private final Outbox outbox;
    private LocalCopy copy;
    private boolean ended;

    PutCall(
            long number,
            Located at,
            ReplyTo client,
            View view,
            PutCoordinator coordinator,
            ContextSealer sealer,
            Calls calls,
            Outbox outbox) {
        this.number = number;
        this.at = at;
        this.client = client;
        this.self = view.self();
        this.ringEpoch = view.ring().epoch();
        this.coordinator = coordinator;
        this.sealer = sealer;
        this.calls = calls;
        this.outbox = outbox;
    }

    void storedLocally(LocalCopy stored) {
        copy = stored;
        carryOut(coordinator.on(new ReplicaEvent.Stored(self)));
    }

    /** The put ends without a coordinator's answer: it was refused, or goes to another owner. */
    void abandon() {
        ended = true;
    }

    /** Whether the client has been told, or nobody waits any more. */
    boolean isAnswered() {
        return ended || coordinator.isAnswered();
    }

    @Override
    public void answered(NodeId from, Message answer) {
        if (answer instanceof Message.ReplicaStored) {
            carryOut(coordinator.on(new ReplicaEvent.Stored(from)));
        } else {
            lost(from, Answers.refusal(answer));
        }
    }

    @Override
    public void lost(NodeId peer, String reason) {
        carryOut(coordinator.on(new ReplicaEvent.Failed(peer, reason)));
    }

    @Override
    public void deadlinePassed() {
        carryOut(coordinator.on(new ReplicaEvent.DeadlinePassed()));
    }

    @Override
    public boolean isDone() {
        return ended || coordinator.isDone();
    }

    void carryOut(List<PutStep> steps) {
        if (ended) {
            return;
        }
        for (PutStep step : steps) {
            if (step instanceof PutStep.SendTo send) {
                calls.send(send.owner(), number, replicaPut(copy.encoded()));
            } else if (step instanceof PutStep.Answer answer) {
                answer(answer.outcome());
            } else {
                throw new AssertionError(step);
            }
        }
    }

    private Message replicaPut(Bytes record) {
        return new Message.ReplicaPut(at.table().name(), at.key(), record, Optional.empty(), ringEpoch, 0);
    }

    private void answer(PutOutcome outcome) {
        if (outcome instanceof PutOutcome.Stored stored) {
            int values = (int) copy.set().versions().stream()
                    .filter(version -> !version.isTombstone())
                    .count();
            if (values > 1) {
                outbox.count(Counter.PUTS_BESIDE_SIBLINGS);
            }
            outbox.reply(
                    client,
                    new Message.PutReply(
                            sealer.seal(at.table().name(), at.key(), copy.set().seen()), values, stored.copies(), 0));
        } else if (outcome instanceof PutOutcome.Unavailable too) {
            outbox.count(Counter.UNAVAILABLE);
            outbox.fail(
                    client,
                    ErrorCode.UNAVAILABLE,
                    Outcome.NOT_DONE,
                    "put " + at + ": needed W=" + too.required() + " of N="
                            + at.table().n() + " replicas, "
                            + too.reachable() + " could be reached" + Answers.because(too.detail())
                            + "; nothing was written");
        } else if (outcome instanceof PutOutcome.Unknown unknown) {
            outbox.count(Counter.OUTCOME_UNKNOWN);
            outbox.fail(
                    client,
                    ErrorCode.OUTCOME_UNKNOWN,
                    Outcome.UNKNOWN,
                    "put " + at + ": needed W=" + unknown.required() + " replicas, " + unknown.copies()
                            + " acknowledged" + Answers.because(unknown.detail())
                            + "; some may hold it, and retrying with the same request id is safe");
        } else {
            throw new AssertionError(outcome);
        }
    }
}
