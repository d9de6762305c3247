package org.armature.node;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.protocol.ProtocolException;
import org.armature.replication.KeyQueues;
import org.armature.replication.LocalCopy;
import org.armature.replication.RecordChange;

/**
 * Carries out changes of this node's records, each key's one after the other: read, decide, write. What one change has
 * written the next one of the key need not read again.
 */
final class RecordTurns {
    /** Told how a change ended; exactly one of the three is called, once, unless it is not wanted any more. */
    interface Ending {
        /** Asked when the change's turn comes; one that is not wanted is passed over, and nothing is told. */
        default boolean isWanted() {
            return true;
        }

        /** @param changed whether anything was written */
        void done(LocalCopy copy, boolean changed);

        void refused(ErrorCode code, String message);

        /** @param maybeWritten whether it may have happened all the same */
        void failed(ErrorCode code, String message, boolean maybeWritten);
    }

    /** Failures of a write that say for certain that nothing was written. */
    private static final Set<ErrorCode> WROTE_NOTHING =
            EnumSet.of(ErrorCode.DISK_FULL, ErrorCode.VALUE_TOO_LARGE, ErrorCode.ENGINE_MISSING);

    private record Turn(Located at, RecordChange change, Ending ending) {}

    private final Outbox outbox;
    private final StorageCalls storage;
    private final KeyQueues<Located.RecordName, Turn> queues = new KeyQueues<>();
    private int underWay;

    RecordTurns(Outbox outbox, StorageCalls storage) {
        this.outbox = outbox;
        this.storage = storage;
    }

    /** Changes that have not ended. */
    int underWay() {
        return underWay;
    }

    void submit(Located at, RecordChange change, Ending ending) {
        underWay++;
        Turn turn = new Turn(at, change, ending);
        if (queues.enter(at.name(), turn)) {
            read(turn);
        }
    }

    private void read(Turn turn) {
        storage.read(turn.at(), new StorageCalls.Waiter() {
            @Override
            public void read(Optional<Bytes> stored) {
                decide(turn, stored.flatMap(bytes -> decode(turn.at(), bytes)));
            }

            @Override
            public void failed(ErrorCode code, String message) {
                turn.ending().failed(code, message, false);
                next(turn);
            }
        });
    }

    /** Turn after turn, as long as nothing has to be written. */
    private void decide(Turn first, Optional<LocalCopy> stored) {
        Optional<LocalCopy> found = stored;
        for (Optional<Turn> turn = Optional.of(first); turn.isPresent(); turn = finished(first)) {
            if (!turn.get().ending().isWanted()) {
                continue;
            }
            RecordChange.Decision decision = turn.get().change().decide(found);
            if (decision instanceof RecordChange.Store store) {
                write(turn.get(), store.copy());
                return;
            }
            if (decision instanceof RecordChange.Keep keep) {
                found = Optional.of(keep.copy());
                turn.get().ending().done(keep.copy(), false);
            } else if (decision instanceof RecordChange.Refuse refuse) {
                turn.get().ending().refused(refuse.code(), refuse.message());
            } else {
                throw new AssertionError(decision);
            }
        }
    }

    private void write(Turn turn, LocalCopy copy) {
        storage.write(turn.at(), Bytes.wrap(copy.encode()), new StorageCalls.Waiter() {
            @Override
            public void written() {
                turn.ending().done(copy, true);
                finished(turn).ifPresent(next -> decide(next, Optional.of(copy)));
            }

            @Override
            public void failed(ErrorCode code, String message) {
                turn.ending().failed(code, message, !WROTE_NOTHING.contains(code));
                next(turn);
            }
        });
    }

    /** The key's next change. */
    private Optional<Turn> finished(Turn turn) {
        underWay--;
        return queues.finished(turn.at().name());
    }

    /** The following change reads for itself: what is stored now is not known. */
    private void next(Turn turn) {
        finished(turn).ifPresent(this::read);
    }

    /** A damaged copy counts as none: what this node had counted in it is forgotten with it. */
    private Optional<LocalCopy> decode(Located at, Bytes stored) {
        try {
            return Optional.of(LocalCopy.decode(stored.shared()));
        } catch (ProtocolException damaged) {
            outbox.count(Counter.RECORDS_CORRUPT);
            outbox.add(new Effect.Notice(damaged.code(), at + ": " + damaged.getMessage()));
            return Optional.empty();
        }
    }
}
