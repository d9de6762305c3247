package org.armature.node;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.model.VersionSet;
import org.armature.protocol.ContextSealer;
import org.armature.protocol.Message;
import org.armature.protocol.Message.Outcome;
import org.armature.protocol.ReapingMessage;
import org.armature.protocol.TransferMessage.Moved;
import org.armature.replication.LocalCopy;
import org.armature.replication.MergeChange;
import org.armature.replication.PutCoordinator;
import org.armature.replication.PutOutcome;
import org.armature.replication.PutStep;
import org.armature.replication.RecordChange;
import org.armature.replication.ReplicaEvent;
import org.armature.replication.WriteGoal;

/** A put this node coordinates, with its messages. */
final class PutCall implements Call {
    /** How long a fallback may take that was asked when the client's deadline had passed. */
    private static final long LINGER_MILLIS = 5_000;

    private final Located at;
    private final PutRequest request;
    private final WriteGoal goal;
    private final View view;
    private final PutCoordinator coordinator;
    private final ContextSealer sealer;
    private final RecordTurns<LocalCopy> objects;
    private final Hints hints;
    private final Calls calls;
    private final EventTime time;
    private final Outbox outbox;
    private final ReapEpochs epochs;

    /** What the copy carries is of this reap epoch at the earliest. */
    private long reapEpoch;

    /** Whom a node that was asked stands in for. */
    private final Map<NodeId, Optional<NodeId>> standIns = new LinkedHashMap<>();

    private final Set<NodeId> askedAnew = new LinkedHashSet<>();
    private long number;
    private LocalCopy copy;

    /** The other node asked for the durable copy; empty if none was. */
    private Optional<NodeId> durableAt = Optional.empty();

    private final Redirects redirects = new Redirects();
    private boolean lingering;
    private boolean ended;

    PutCall(
            Located at,
            PutRequest request,
            WriteGoal goal,
            View view,
            PutCoordinator coordinator,
            ContextSealer sealer,
            RecordTurns<LocalCopy> objects,
            Hints hints,
            Calls calls,
            ReapEpochs epochs,
            long reapEpoch,
            EventTime time,
            Outbox outbox) {
        this.epochs = epochs;
        this.reapEpoch = reapEpoch;
        this.at = at;
        this.request = request;
        this.goal = goal;
        this.view = view;
        this.coordinator = coordinator;
        this.sealer = sealer;
        this.objects = objects;
        this.hints = hints;
        this.calls = calls;
        this.time = time;
        this.outbox = outbox;
    }

    /** @return whether the version is to be stored here now; if not, the client has been told why */
    boolean start(long opened) {
        number = opened;
        List<PutStep> steps = coordinator.start();
        carryOut(steps);
        return steps.isEmpty();
    }

    /** This node's copy has something of an earlier reap epoch. */
    void carriesOlder(long epoch) {
        reapEpoch = Math.min(reapEpoch, epoch);
    }

    /** Whether it may still send something to the partition that is of an epoch before this one. */
    boolean isBefore(int partition, long epoch) {
        return at.partition() == partition && reapEpoch < epoch;
    }

    void storedLocally(LocalCopy stored) {
        copy = stored;
        carryOut(coordinator.on(new ReplicaEvent.Stored(view.self())));
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
            carryOut(coordinator.on(new ReplicaEvent.Stored(redirects.placeOf(from))));
        } else if (answer instanceof Moved moved && redirects.follow(from, moved.to(), view)) {
            view.learn(moved.move());
            sendRecord(moved.to(), Optional.empty(), durableAt.equals(Optional.of(from)));
        } else if (answer instanceof ReapingMessage.StaleEpoch stale
                && epochs.overtaken(stale)
                && askedAnew.add(from)) {
            reapEpoch = Math.max(reapEpoch, stale.settled());
            sendRecord(from, standIns.getOrDefault(from, Optional.empty()), durableAt.equals(Optional.of(from)));
        } else {
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
        if (!isDone() && !lingering) {
            lingering = true;
            calls.extend(number, time.in(LINGER_MILLIS));
        }
    }

    @Override
    public boolean isOfRequest() {
        return true;
    }

    @Override
    public boolean isDone() {
        return ended || coordinator.isDone();
    }

    @Override
    public boolean isAwaited() {
        return !isAnswered();
    }

    private void carryOut(List<PutStep> steps) {
        if (ended) {
            return;
        }
        for (PutStep step : steps) {
            if (step instanceof PutStep.SendTo send) {
                send(send);
            } else if (step instanceof PutStep.KeepReference reference) {
                keepReference(reference.owner());
            } else if (step instanceof PutStep.MakeDurable) {
                makeDurable();
            } else if (step instanceof PutStep.Answer answer) {
                answer(answer.outcome());
            } else {
                throw new AssertionError(step);
            }
        }
    }

    private void send(PutStep.SendTo step) {
        redirects.asked(step.to());
        standIns.put(step.to(), step.hintFor());
        sendRecord(step.to(), step.hintFor(), step.durable());
    }

    private void sendRecord(NodeId to, Optional<NodeId> hintFor, boolean durable) {
        if (durable) {
            durableAt = Optional.of(to);
        }
        Message.Lasting lasting = durable ? at.lastingOfOne() : Message.Lasting.AS_TABLE;
        calls.send(
                to,
                number,
                new Message.ReplicaPut(
                        at.table().name(), at.key(), copy.encoded(), hintFor, view.epoch(), reapEpoch, lasting));
    }

    /** Nobody waits for it; that it failed is counted, and told where the engine fails. */
    private void makeDurable() {
        if (view.owns(at)) {
            objects.submit(at, found -> new RecordChange.Keep<>(), at.durabilityOfOne(), new RecordTurns.Ending<>() {
                @Override
                public void done(Optional<LocalCopy> kept, boolean changed) {}

                @Override
                public void refused(ErrorCode code, String message) {}

                @Override
                public void failed(ErrorCode code, String message, boolean maybeWritten) {}
            });
        } else {
            hints.makeDurable(at);
        }
    }

    /** A node that stands in has no copy of its own to refer to: it keeps the version itself. */
    private void keepReference(NodeId owner) {
        if (view.owns(at)) {
            hints.refer(at, owner, reapEpoch);
        } else {
            MergeChange merge = new MergeChange(copy.encoded(), at.table().reconciliation(), time.wallMillis());
            hints.add(at, owner, merge, reapEpoch);
        }
    }

    private void answer(PutOutcome outcome) {
        if (outcome instanceof PutOutcome.Stored stored) {
            outbox.reply(request.client(), stored(stored));
        } else if (outcome instanceof PutOutcome.Unavailable too) {
            unavailable(too);
        } else if (outcome instanceof PutOutcome.Unknown unknown) {
            outbox.count(Counter.OUTCOME_UNKNOWN);
            outbox.fail(
                    request.client(),
                    ErrorCode.OUTCOME_UNKNOWN,
                    Outcome.UNKNOWN,
                    "put " + at + ": needed " + goal + ", and " + unknown.copies() + " acknowledged, "
                            + unknown.hinted() + " of them for an owner that is away"
                            + Answers.because(unknown.detail())
                            + "; some may hold it, and retrying with the same request id is safe");
        } else {
            throw new AssertionError(outcome);
        }
    }

    private Message stored(PutOutcome.Stored stored) {
        long nowMillis = time.wallMillis();
        VersionSet set = copy.set();
        int shown = (int) (at.table().lastWriteWins() ? set.latest().stream() : set.versions().stream())
                .filter(version -> !version.isDeadAt(nowMillis))
                .count();
        if (shown > 1) {
            outbox.count(Counter.PUTS_BESIDE_SIBLINGS);
        }
        return new Message.PutReply(
                sealer.seal(at.table().name(), at.key(), copy.set().past(), Optional.of(view.self())),
                shown,
                request.writesNothing() ? 0 : stored.copies(),
                request.writesNothing() ? 0 : stored.hinted());
    }

    private void unavailable(PutOutcome.Unavailable too) {
        outbox.count(request.maybeDone() ? Counter.OUTCOME_UNKNOWN : Counter.UNAVAILABLE);
        outbox.fail(
                request.client(),
                request.maybeDone() ? ErrorCode.OUTCOME_UNKNOWN : ErrorCode.UNAVAILABLE,
                request.maybeDone() ? Outcome.UNKNOWN : Outcome.NOT_DONE,
                "put " + at + ": needed " + goal + " of N=" + at.table().n() + " replicas, " + too.reachable()
                        + " could be reached, " + too.owners() + " of them "
                        + (too.owners() == 1 ? "an owner" : "owners")
                        + Answers.because(too.detail())
                        + (request.maybeDone()
                                ? "; an owner that was asked before may have written it, and retrying with the same"
                                        + " request id is safe"
                                : "; nothing was written"));
    }
}
