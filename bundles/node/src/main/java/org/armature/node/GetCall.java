package org.armature.node;

import java.util.List;
import java.util.Optional;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.protocol.Message;
import org.armature.protocol.Message.Outcome;
import org.armature.protocol.ReapingMessage;
import org.armature.protocol.TransferMessage.Moved;
import org.armature.replication.GetCoordinator;
import org.armature.replication.GetOutcome;
import org.armature.replication.GetStep;
import org.armature.replication.ReplicaEvent;

/** A read this node coordinates, with its messages. */
final class GetCall implements Call {
    /** Told how the read ended; exactly one of the two is called, once. */
    interface Ending {
        void found(GetOutcome.Found found);

        /** @param ownFailure why this node's own copy could not be read, if that was the reason */
        void tooFew(GetOutcome.TooFew tooFew, Optional<Message.Failure> ownFailure);
    }

    /** What this node itself does for the read. */
    interface OwnReplica {
        void read();

        /** @param awaited whether to tell the call when it is done */
        void repair(Bytes record, Optional<NodeId> hintFor, boolean awaited);
    }

    /** Records of more bytes than this are compared by their digests; below it a digest saves next to nothing. */
    static final int DIGEST_ABOVE = 1_024;

    private final Located at;
    private final View view;
    private final GetCoordinator coordinator;
    private final Ending ending;
    private final Calls calls;
    private final Outbox outbox;
    private final Redirects redirects = new Redirects();
    private final ReapEpochs epochs;

    /** What others answer is of this reap epoch at the earliest. */
    private long reapEpoch;

    private long number;
    private OwnReplica own;
    private Optional<Message.Failure> ownFailure = Optional.empty();
    private boolean answered;

    GetCall(
            Located at,
            View view,
            GetCoordinator coordinator,
            Ending ending,
            Calls calls,
            ReapEpochs epochs,
            Outbox outbox) {
        this.epochs = epochs;
        this.reapEpoch = epochs.settled(at.partition());
        this.at = at;
        this.view = view;
        this.coordinator = coordinator;
        this.ending = ending;
        this.calls = calls;
        this.outbox = outbox;
    }

    /** What it repairs others with is of this reap epoch at the earliest. */
    long reapEpoch() {
        return reapEpoch;
    }

    void start(long opened, OwnReplica ownReplica) {
        number = opened;
        own = ownReplica;
        NodeId self = view.self();
        boolean holdsIt = view.reachable().contains(self)
                && view.preferenceList(at).owners().contains(self)
                && !view.isAvoided(self, at);
        carryOut(coordinator.start(holdsIt ? self::equals : node -> view.isFast(node, at)));
    }

    /** @param doubtful whether this node may lack what it had acknowledged */
    void found(Optional<Bytes> record, boolean doubtful) {
        doubt(view.self(), doubtful);
        carryOut(coordinator.on(new ReplicaEvent.Found(view.self(), record)));
    }

    private void doubt(NodeId replica, boolean doubtful) {
        if (doubtful) {
            reapEpoch = 0; // what it holds may be of a copy made before something was removed
            carryOut(coordinator.on(new ReplicaEvent.Doubted(replica)));
        }
    }

    void stored() {
        carryOut(coordinator.on(new ReplicaEvent.Stored(view.self())));
    }

    /** This node's own copy can't be read or repaired. */
    void failedHere(ErrorCode code, String message) {
        ownFailure = Optional.of(new Message.Failure(code, Outcome.NOT_DONE, "get " + at + ": " + message));
        failed(view.self(), code, message);
    }

    /** This node's place of the key was handed over while the read waited for it. */
    void movedFromHere(Moved moved) {
        if (redirects.follow(view.self(), moved.to(), view)) {
            askAgain(moved.to());
        } else {
            failedHere(ErrorCode.MOVED, moved.to() + " holds the place of " + at + " now");
        }
    }

    private void askAgain(NodeId taker) {
        calls.send(
                taker, number, new Message.ReplicaGet(at.table().name(), at.key(), 0, Optional.empty(), view.epoch()));
    }

    private void failed(NodeId node, ErrorCode code, String message) {
        NodeId replica = redirects.placeOf(node);
        carryOut(coordinator.on(
                code == ErrorCode.RECORD_CORRUPT
                        ? new ReplicaEvent.Damaged(replica, code + " " + message)
                        : new ReplicaEvent.Failed(replica, code + " " + message)));
    }

    @Override
    public void answered(NodeId from, Message answer) {
        NodeId place = redirects.placeOf(from);
        if (answer instanceof Message.ReplicaRecord replica) {
            doubt(place, replica.doubtful());
            carryOut(coordinator.on(new ReplicaEvent.Found(place, replica.record())));
        } else if (answer instanceof Message.ReplicaDigest replica) {
            doubt(place, replica.doubtful());
            carryOut(coordinator.on(new ReplicaEvent.Digested(place, replica.digest())));
        } else if (answer instanceof Message.ReplicaStored) {
            carryOut(coordinator.on(new ReplicaEvent.Stored(place)));
        } else if (answer instanceof Moved moved && redirects.follow(from, moved.to(), view)) {
            view.learn(moved.move());
            askAgain(moved.to());
        } else if (answer instanceof Message.Failure failure) {
            failed(from, failure.code(), failure.message());
        } else {
            if (answer instanceof ReapingMessage.StaleEpoch stale) {
                epochs.overtaken(stale);
            }
            lost(from, Answers.refusal(answer));
        }
    }

    @Override
    public void lost(NodeId peer, String reason) {
        carryOut(coordinator.on(new ReplicaEvent.Failed(redirects.placeOf(peer), reason)));
    }

    @Override
    public void deadlinePassed() {
        carryOut(coordinator.on(new ReplicaEvent.DeadlinePassed()));
    }

    @Override
    public boolean isOfRequest() {
        return true;
    }

    @Override
    public boolean isDone() {
        return coordinator.isDone();
    }

    @Override
    public boolean isAwaited() {
        return !answered;
    }

    private void carryOut(List<GetStep> steps) {
        boolean repaired = false;
        for (GetStep step : steps) {
            if (step instanceof GetStep.Ask ask) {
                ask(ask);
            } else if (step instanceof GetStep.Repair repair) {
                repaired |= !repair.awaited();
                repair(repair);
            } else if (step instanceof GetStep.Answer answer) {
                answer(answer.outcome());
            } else if (step instanceof GetStep.Damaged damaged) {
                outbox.count(Counter.RECORDS_CORRUPT);
                String where = at + " on " + damaged.replica();
                outbox.noticeOnce(where, ErrorCode.RECORD_CORRUPT, where + ": " + damaged.reason());
            } else {
                throw new AssertionError(step);
            }
        }
        if (repaired) {
            outbox.count(Counter.READ_REPAIRS);
        }
    }

    private void ask(GetStep.Ask ask) {
        redirects.asked(ask.replica());
        if (ask.replica().equals(view.self())) {
            own.read();
        } else {
            int digestAbove = ask.digestDoes() ? DIGEST_ABOVE : 0;
            calls.send(
                    ask.replica(),
                    number,
                    new Message.ReplicaGet(at.table().name(), at.key(), digestAbove, ask.standsInFor(), view.epoch()));
        }
    }

    private void repair(GetStep.Repair repair) {
        if (repair.replica().equals(view.self())) {
            own.repair(repair.record(), repair.hintFor(), repair.awaited());
        } else {
            calls.send(
                    repair.replica(),
                    number,
                    new Message.ReplicaPut(
                            at.table().name(), at.key(), repair.record(), repair.hintFor(), view.epoch(), reapEpoch));
        }
    }

    private void answer(GetOutcome outcome) {
        answered = true;
        if (outcome instanceof GetOutcome.Found found) {
            ending.found(found);
        } else if (outcome instanceof GetOutcome.TooFew tooFew) {
            ending.tooFew(tooFew, ownFailure);
        } else {
            throw new AssertionError(outcome);
        }
    }
}
