package org.armature.node;

import java.util.List;
import java.util.Optional;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.model.VersionSet;
import org.armature.protocol.ContextSealer;
import org.armature.protocol.Message;
import org.armature.protocol.Message.Outcome;
import org.armature.replication.GetCoordinator;
import org.armature.replication.GetOutcome;
import org.armature.replication.GetStep;
import org.armature.replication.ReplicaEvent;

/** A get this node coordinates, with its messages. */
final class GetCall implements Call {
    private final Located at;
    private final ReplyTo client;
    private final GetCoordinator coordinator;
    private final ContextSealer sealer;
    private final Outbox outbox;
    private Optional<Message.Failure> ownFailure = Optional.empty();

    GetCall(Located at, ReplyTo client, GetCoordinator coordinator, ContextSealer sealer, Outbox outbox) {
        this.at = at;
        this.client = client;
        this.coordinator = coordinator;
        this.sealer = sealer;
        this.outbox = outbox;
    }

    void found(NodeId from, Optional<Bytes> record) {
        carryOut(coordinator.on(new ReplicaEvent.Found(from, record)));
    }

    /** This node's own copy can't be read. */
    void failedHere(NodeId self, ErrorCode code, String message) {
        ownFailure = Optional.of(new Message.Failure(code, Outcome.NOT_DONE, "get " + at + ": " + message));
        lost(self, code + " " + message);
    }

    @Override
    public void answered(NodeId from, Message answer) {
        if (answer instanceof Message.ReplicaRecord replica) {
            found(from, replica.record());
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
        return coordinator.isDone();
    }

    void carryOut(List<GetStep> steps) {
        for (GetStep step : steps) {
            if (step instanceof GetStep.Answer answer) {
                answer(answer.outcome());
            } else if (step instanceof GetStep.Damaged damaged) {
                outbox.count(Counter.RECORDS_CORRUPT);
                outbox.add(new Effect.Notice(
                        ErrorCode.RECORD_CORRUPT, at + " on " + damaged.replica() + ": " + damaged.reason()));
            } else {
                throw new AssertionError(step);
            }
        }
    }

    private void answer(GetOutcome outcome) {
        if (outcome instanceof GetOutcome.Found found) {
            outbox.reply(client, reply(found.set()));
        } else if (outcome instanceof GetOutcome.TooFew tooFew) {
            outbox.count(Counter.READ_FAILED);
            if (at.table().n() == 1 && ownFailure.isPresent()) {
                outbox.reply(client, ownFailure.get());
                return;
            }
            outbox.fail(
                    client,
                    tooFew.late() ? ErrorCode.READ_TIMEOUT : ErrorCode.UNAVAILABLE,
                    Outcome.NOT_DONE,
                    "get " + at + ": needed R=" + tooFew.required() + " of N="
                            + at.table().n() + " replicas, "
                            + tooFew.answers() + (tooFew.late() ? " answered in time" : " could be reached")
                            + Answers.because(tooFew.detail()));
        } else {
            throw new AssertionError(outcome);
        }
    }

    private Message.GetReply reply(VersionSet set) {
        List<Message.Sibling> siblings = set.versions().stream()
                .map(version -> new Message.Sibling(
                        version.value(),
                        version.writtenMillis(),
                        version.dot().actor().node()))
                .toList();
        return new Message.GetReply(siblings, sealer.seal(at.table().name(), at.key(), set.seen()));
    }
}
