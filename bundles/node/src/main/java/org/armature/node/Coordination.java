package org.armature.node;

import java.util.Optional;
import java.util.function.Consumer;
import org.armature.model.ActorId;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.model.Version;
import org.armature.model.VersionSet;
import org.armature.protocol.ContextSealer;
import org.armature.protocol.Message;
import org.armature.protocol.Message.Outcome;
import org.armature.protocol.Message.QuorumKind;
import org.armature.protocol.RecordCodec;
import org.armature.replication.ConditionalMint;
import org.armature.replication.GetOutcome;
import org.armature.replication.LocalCopy;
import org.armature.replication.MergeChange;
import org.armature.replication.MintChange;
import org.armature.replication.Minting;
import org.armature.replication.PutCondition;
import org.armature.replication.PutCoordinator;
import org.armature.replication.ReadGoal;
import org.armature.replication.RecordChange;
import org.armature.replication.WriteGoal;
import org.armature.storage.Durability;

/**
 * Puts this node coordinates: as an owner, or standing in for one while none will (Dynamo §4.5, §4.6). A deletion without
 * context and a conditional put first read what there is, and a confirmed write how late the last one was; then a dot is
 * minted in the key's turn, stored, and sent on.
 */
final class Coordination {
    /** The most entries a version vector has where nothing is wrong (the paper's threshold, §4.4). */
    private static final int USUAL_ENTRIES = 10;

    private final ShardSettings settings;
    private final View view;
    private final Calls calls;
    private final Reads reads;
    private final RecordTurns<LocalCopy> objects;
    private final Hints hints;
    private final KeyEpochs epochs;
    private final ReapEpochs reapEpochs;
    private final ContextSealer sealer;
    private final PutRefusals refusals;
    private final EventTime time;
    private final Outbox outbox;
    private boolean longVectorTold;

    Coordination(
            ShardSettings settings,
            View view,
            Calls calls,
            Reads reads,
            RecordTurns<LocalCopy> objects,
            Hints hints,
            KeyEpochs epochs,
            ReapEpochs reapEpochs,
            ContextSealer sealer,
            PutRefusals refusals,
            EventTime time,
            Outbox outbox) {
        this.settings = settings;
        this.refusals = refusals;
        this.view = view;
        this.calls = calls;
        this.reads = reads;
        this.objects = objects;
        this.hints = hints;
        this.epochs = epochs;
        this.reapEpochs = reapEpochs;
        this.sealer = sealer;
        this.time = time;
        this.outbox = outbox;
    }

    /**
     * @param instead what to do if this node's own store fails it; without, the client is told
     */
    void coordinate(Located at, PutRequest request, Optional<Consumer<Message.Failure>> instead) {
        outbox.count(Counter.PUTS);
        Message.WriteWish wish = request.put().wish();
        QuorumKind quorum = wish.confirmed() ? QuorumKind.STRICT : wish.quorum();
        ReadGoal goal = Goals.of(new Message.ReadWish(0, 0, quorum, false), at.table());
        long readAt = reapEpochs.settled(at.partition());
        if (wish.isConditional()) {
            readFirst(at, request, goal, set -> putIf(at, request, set, readAt, instead));
        } else if (request.put().context().isNone() && request.write().value().isEmpty()) {
            readFirst(at, request, goal, set -> delete(at, request, set, readAt, instead));
        } else if (wish.confirmed()) {
            readFirst(at, request, goal, set -> mint(at, request, set.latest(), instead));
        } else {
            mint(at, request, Optional.empty(), instead);
        }
    }

    private void readFirst(Located at, PutRequest request, ReadGoal goal, Consumer<VersionSet> then) {
        reads.read(at, goal, request.deadlineNanos(), new GetCall.Ending() {
            @Override
            public void found(GetOutcome.Found found) {
                then.accept(found.set());
            }

            @Override
            public void tooFew(GetOutcome.TooFew tooFew, Optional<Message.Failure> ownFailure) {
                refusals.tooFewToRead(at, request, goal, tooFew);
            }
        });
    }

    /**
     * A conditional put is judged by what was read, and once more in the key's turn; a fallback does not know enough to judge
     * it. What an earlier attempt of it has written already is driven on.
     */
    private void putIf(
            Located at, PutRequest request, VersionSet read, long readAt, Optional<Consumer<Message.Failure>> instead) {
        PutCondition condition = new PutCondition(
                request.put().wish().condition(),
                request.write().context(),
                at.table().lastWriteWins());
        boolean repeated = read.requests().knows(request.write().request());
        if (!view.owns(at)) {
            Message.Failure moved = refusals.notHeld(at, request);
            instead.ifPresentOrElse(another -> another.accept(moved), () -> outbox.reply(request.client(), moved));
        } else if (repeated && RecordCodec.fits(read)) {
            driveOn(at, request, read, readAt, instead);
        } else if (repeated) {
            mint(at, request, Optional.empty(), instead);
        } else if (condition.holds(read, time.wallMillis())) {
            mint(at, request, new ConditionalMint(condition, request.write(), read, minting(), at.table()), instead);
        } else {
            refusals.conditionFailed(at, request, condition.refusal(read, time.wallMillis()));
        }
    }

    /**
     * A deletion without context replaces exactly what was read; of a key nobody knows, nothing is written. What is deleted
     * already, by another or by an earlier attempt of this one, is driven on until as many hold it as were asked for, and
     * nothing written since is deleted. What has only expired gets its tombstone: once acknowledged, a deletion holds for
     * every reader, and a node whose clock is behind would show the value still.
     */
    private void delete(
            Located at, PutRequest request, VersionSet read, long readAt, Optional<Consumer<Message.Failure>> instead) {
        boolean repeated = read.requests().knows(request.write().request());
        boolean deletedAlready = repeated || read.versions().stream().allMatch(Version::isTombstone);
        if (read.isEmpty()) {
            outbox.reply(
                    request.client(),
                    new Message.PutReply(
                            sealer.seal(at.table().name(), at.key(), read.past(), Optional.empty()), 0, 0, 0));
        } else if (deletedAlready && RecordCodec.fits(read)) {
            driveOn(at, repeated ? request : request.writingNothing(), read, readAt, instead);
        } else {
            Optional<Version> latest = request.put().wish().confirmed() ? read.latest() : Optional.empty();
            mint(at, request.with(request.write().withContext(read.past())), latest, instead);
        }
    }

    private void driveOn(
            Located at, PutRequest request, VersionSet read, long readAt, Optional<Consumer<Message.Failure>> instead) {
        MergeChange known = new MergeChange(RecordCodec.encode(read), at.table().reconciliation(), time.wallMillis());
        begin(at, request, reapEpochs.guard(at.partition(), readAt, known), readAt, instead);
    }

    private void mint(
            Located at,
            PutRequest request,
            Optional<Version> latestElsewhere,
            Optional<Consumer<Message.Failure>> instead) {
        mint(at, request, new MintChange(request.write(), minting(), at.table(), latestElsewhere), instead);
    }

    private void mint(
            Located at,
            PutRequest request,
            RecordChange<LocalCopy> change,
            Optional<Consumer<Message.Failure>> instead) {
        if (epochs.left() <= objects.underWay() + hints.underWay()) {
            outbox.fail(
                    request.client(),
                    ErrorCode.OVERLOADED,
                    request.maybeDone() ? Outcome.UNKNOWN : Outcome.NOT_DONE,
                    "put " + at
                            + ": the key epochs in stock are used up and more are not on disk yet; nothing was written");
            return;
        }
        begin(at, request, change, reapEpochs.raised(at.partition()), instead);
    }

    private void begin(
            Located at,
            PutRequest request,
            RecordChange<LocalCopy> change,
            long reapEpoch,
            Optional<Consumer<Message.Failure>> instead) {
        WriteGoal goal = Goals.of(request.put().wish(), at.table());
        PutCoordinator coordinator = new PutCoordinator(
                view.self(),
                view.preferenceList(at),
                view.reachable(),
                goal,
                at.table().durableReplica().isPresent());
        PutCall call = new PutCall(
                at,
                request,
                goal,
                view,
                coordinator,
                sealer,
                objects,
                hints,
                calls,
                reapEpochs,
                reapEpoch,
                time,
                outbox);
        long number = calls.open(request.deadlineNanos(), call);
        if (call.start(number)) {
            Durability durability = coordinator.isDurableHere()
                    ? at.durabilityOfOne()
                    : at.table().durability();
            StoreEnding ending = new StoreEnding(at, request, call, number, instead);
            store(at, change, reapEpoch, coordinator.standsInFor(), durability, ending);
        }
        calls.forgetIfDone(number);
    }

    private Minting minting() {
        return new Minting(
                settings.incarnation(),
                () -> new ActorId(view.self(), settings.incarnation(), epochs.take()),
                time.wallMillis());
    }

    private void store(
            Located at,
            RecordChange<LocalCopy> change,
            long reapEpoch,
            Optional<NodeId> standsInFor,
            Durability durability,
            StoreEnding ending) {
        if (standsInFor.isEmpty()) {
            objects.submit(at, change, durability, ending);
            return;
        }
        outbox.count(Counter.PUTS_STOOD_IN);
        if (hints.hasRoomFor(ending.bytes())) {
            hints.keep(
                    at, standsInFor.get(), ending.bytes(), change, reapEpoch, durability, ending::carriesOlder, ending);
        } else {
            outbox.count(Counter.HINTS_REFUSED);
            ending.failed(ErrorCode.HINTS_FULL, hints.fullness(), false);
        }
    }

    private final class StoreEnding implements RecordTurns.Ending<LocalCopy> {
        private final Located at;
        private final PutRequest request;
        private final PutCall call;
        private final long number;
        private final Optional<Consumer<Message.Failure>> instead;

        StoreEnding(
                Located at,
                PutRequest request,
                PutCall call,
                long number,
                Optional<Consumer<Message.Failure>> instead) {
            this.at = at;
            this.request = request;
            this.call = call;
            this.number = number;
            this.instead = instead;
        }

        void carriesOlder(long reapEpoch) {
            call.carriesOlder(reapEpoch);
        }

        int bytes() {
            return request.write().value().map(Bytes::length).orElse(0);
        }

        @Override
        public void done(Optional<LocalCopy> copy, boolean changed) {
            if (!changed) {
                outbox.count(Counter.PUTS_REPEATED);
            }
            measure(at, copy.orElseThrow());
            call.storedLocally(copy.get());
            calls.forgetIfDone(number);
        }

        @Override
        public void refused(RecordChange.Refuse<LocalCopy> refusal) {
            if (refusal.code() != ErrorCode.CONDITION_FAILED) {
                refused(refusal.code(), refusal.message());
            } else if (end()) {
                refusals.conditionFailed(at, request, refusal);
            }
        }

        @Override
        public void refused(ErrorCode code, String message) {
            if (end()) {
                refusals.refused(at, request, code, message);
            }
        }

        /** An owner whose store failed is as good as away: another one coordinates. */
        @Override
        public void failed(ErrorCode code, String message, boolean maybeWritten) {
            if (!end()) {
                return;
            }
            Message.Failure failure = failure(code, message, maybeWritten || request.maybeDone());
            if (instead.isPresent() && failure.outcome() != Outcome.REJECTED) {
                instead.get().accept(failure);
            } else {
                outbox.reply(request.client(), failure);
            }
        }

        private Message.Failure failure(ErrorCode code, String message, boolean maybeWritten) {
            if (code == ErrorCode.VALUE_TOO_LARGE) {
                return new Message.Failure(code, Outcome.REJECTED, "put " + at + ": " + message);
            }
            return new Message.Failure(
                    code,
                    maybeWritten ? Outcome.UNKNOWN : Outcome.NOT_DONE,
                    "put " + at + ": " + message
                            + (maybeWritten ? "; it may have been written" : "; nothing was written"));
        }

        /** What nobody waits for any more is not written. */
        @Override
        public boolean isWanted() {
            return !call.isAnswered();
        }

        private boolean end() {
            boolean wasOpen = !call.isAnswered();
            call.abandon();
            calls.forgetIfDone(number);
            return wasOpen;
        }
    }

    /** Vectors grow only where nodes forget what they counted; a key that many nodes wrote in turn is told once. */
    private void measure(Located at, LocalCopy copy) {
        int entries = copy.set().seen().size();
        outbox.highest(Counter.VECTOR_ENTRIES_MAX, entries);
        if (entries > USUAL_ENTRIES) {
            outbox.count(Counter.VECTORS_LONG);
            if (!longVectorTold) {
                longVectorTold = true;
                outbox.add(new Effect.Notice(
                        ErrorCode.VECTOR_LONG,
                        "the version vector of " + at + " has " + entries + " entries, more than the " + USUAL_ENTRIES
                                + " that are usual: nodes forget what they counted, by lost data, unclean starts or"
                                + " puts that other nodes stood in for. This is told once; vectors_long counts them"));
            }
        }
    }
}
