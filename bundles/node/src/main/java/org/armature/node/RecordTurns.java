package org.armature.node;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.protocol.ProtocolException;
import org.armature.replication.KeyQueues;
import org.armature.replication.RecordChange;
import org.armature.storage.Durability;

/**
 * Carries out changes of what this node keeps, each key's one after the other: read, decide, write. What one change has
 * written the next one of the key need not read again.
 *
 * @param <C> what is kept of a key
 */
final class RecordTurns<C> {
    /** Told that a change was done, refused or failed: one of the three, once, unless it is not wanted any more. */
    interface Ending<C> {
        /** Asked when the change's turn comes; one that is not wanted is passed over, and nothing is told. */
        default boolean isWanted() {
            return true;
        }

        /** Whether a request, here or at another node, waits for it: only so many are let in. */
        default boolean isOfRequest() {
            return true;
        }

        /**
         * @param copy what is kept now
         * @param changed whether anything was written
         */
        void done(Optional<C> copy, boolean changed);

        void refused(ErrorCode code, String message);

        /** The same with what it was judged by, for whoever asked for a condition. */
        default void refused(RecordChange.Refuse<C> refusal) {
            refused(refusal.code(), refusal.message());
        }

        /** @param maybeWritten whether it may have happened all the same */
        void failed(ErrorCode code, String message, boolean maybeWritten);
    }

    /** Told what becomes of the store. */
    interface Watcher<C> {
        /** What is stored of the key is about to be another. */
        default void writeBegins(Located at) {}

        /** What is stored of the key has become another; a copy that was damaged is told as none. */
        default void wrote(Located at, Optional<C> before, Optional<C> after) {}

        /** The write has failed, and may have happened all the same. */
        default void writeFailed(Located at) {}

        /** What is stored of the key can't be read any more, and is no copy. */
        default void damaged(Located at) {}

        /** By how many bytes a key's value has grown, negative if it shrank, and by how many entries the store has. */
        default void grew(long entries, long bytes) {}

        /** What is kept of the key may be another now. */
        default void changed(Located at) {}

        /** A change has ended. */
        default void ended() {}
    }

    /** Failures of a write that say for certain that nothing was written. */
    private static final Set<ErrorCode> WROTE_NOTHING = EnumSet.of(
            ErrorCode.DISK_FULL,
            ErrorCode.VALUE_TOO_LARGE,
            ErrorCode.ENGINE_MISSING,
            ErrorCode.ENGINE_SWAPPING,
            ErrorCode.ENGINE_LOCKED);

    /** Beyond so many, every key is one of them. */
    private static final int MAX_UNSURE = 100_000;

    private sealed interface Turn<C> {
        Located at();
    }

    private record Change<C>(
            Located at, RecordChange<C> change, Durability durability, Ending<C> ending, long awaitedNanos)
            implements Turn<C> {
        boolean asksForMore() {
            return durability.compareTo(at.table().durability()) > 0;
        }
    }

    private record Match<C>(Located at, boolean mends, StorageCalls.Waiter told) implements Turn<C> {}

    /** @param bytes of the key and what is stored under it, 0 if nothing is */
    private record Found<C>(Optional<C> copy, long bytes) {}

    private final KeptFormat<C> format;
    private final Outbox outbox;
    private final StorageCalls storage;
    private final Gate gate;
    private final List<Watcher<C>> watchers = new ArrayList<>();
    private final KeyQueues<Located.RecordName, Turn<C>> queues = new KeyQueues<>();

    /** Keys whose last write failed and may be there all the same, yet less durable than was asked. */
    private final Set<Located.RecordName> unsure = new LinkedHashSet<>();

    private boolean unsureOfAll;
    private int underWay;
    private int requestsUnderWay;

    RecordTurns(KeptFormat<C> format, Outbox outbox, StorageCalls storage, Gate gate) {
        this.format = format;
        this.outbox = outbox;
        this.storage = storage;
        this.gate = gate;
    }

    void tell(Watcher<C> told) {
        watchers.add(told);
    }

    /** A copy of a key can't be read any more. */
    void damaged(Located at, Bytes stored, ProtocolException why) {
        outbox.damaged(at, format.kind(), stored, why);
        watchers.forEach(watcher -> watcher.damaged(at));
    }

    /** Whether a change is under way of a key that this is true of. */
    boolean anyUnderWay(Predicate<Located> of) {
        return queues.anyFirst(turn -> of.test(turn.at()));
    }

    /** Changes that have not ended. */
    int underWay() {
        return underWay;
    }

    /** Of these, those that a request waits for. */
    int requestsUnderWay() {
        return requestsUnderWay;
    }

    /** As durable as the table says. */
    void submit(Located at, RecordChange<C> change, Ending<C> ending) {
        submit(at, change, at.table().durability(), ending);
    }

    /** @param durability of what is kept then, whether or not anything of it changes; at least what the table says */
    void submit(Located at, RecordChange<C> change, Durability durability, Ending<C> ending) {
        if (gate.isShut(at)) {
            gate.await(at, verdict -> go(verdict, at, change, durability, ending));
            return;
        }
        enter(new Change<>(at, change, durability, ending, storage.turnAwaited()));
    }

    /**
     * Has two engines of the key's table matched in its turn. What is kept of the key stays as it is, so that this waits
     * for no gate.
     *
     * @param told by {@code matched} or {@code failed}
     */
    void match(Located at, boolean mends, StorageCalls.Waiter told) {
        enter(new Match<>(at, mends, told));
    }

    private void enter(Turn<C> turn) {
        underWay++;
        requestsUnderWay += isOfRequest(turn) ? 1 : 0;
        if (queues.enter(turn.at().name(), turn)) {
            turnCame(turn);
            begin(turn);
        }
    }

    private boolean isOfRequest(Turn<C> turn) {
        return turn instanceof Change<C> change && change.ending().isOfRequest();
    }

    private void turnCame(Turn<C> turn) {
        if (turn instanceof Change<C> change && change.ending().isOfRequest()) {
            storage.turnCame(change.awaitedNanos());
        }
    }

    private void begin(Turn<C> turn) {
        if (turn instanceof Change<C> change) {
            read(change);
        } else if (turn instanceof Match<C> match) {
            carryOut(match);
        } else {
            throw new AssertionError(turn);
        }
    }

    private void carryOut(Match<C> match) {
        storage.match(match.at(), format.kind(), match.mends(), new StorageCalls.Waiter() {
            @Override
            public void matched(boolean differed, long bytes) {
                match.told().matched(differed, bytes);
                next(match);
            }

            @Override
            public void failed(ErrorCode code, String message) {
                match.told().failed(code, message);
                next(match);
            }
        });
    }

    /** What waited at the gate. */
    private void go(Gate.Verdict verdict, Located at, RecordChange<C> change, Durability durability, Ending<C> ending) {
        if (verdict == Gate.Verdict.HELD) {
            submit(at, change, durability, ending);
        } else if (ending.isWanted()) {
            ending.failed(ErrorCode.MOVED, Gate.words(verdict, at), false);
        }
    }

    private void read(Change<C> turn) {
        storage.read(turn.at(), format.kind(), new StorageCalls.Waiter() {
            @Override
            public void read(Optional<Bytes> stored) {
                decide(turn, found(turn.at(), stored));
            }

            @Override
            public void failed(ErrorCode code, String message) {
                turn.ending().failed(code, message, false);
                next(turn);
            }
        });
    }

    /** Turn after turn, as long as nothing has to be written. */
    private void decide(Turn<C> first, Found<C> found) {
        for (Optional<Turn<C>> turn = Optional.of(first); turn.isPresent(); turn = finished(first)) {
            if (!(turn.get() instanceof Change<C> change)) {
                begin(turn.get());
                return;
            }
            if (!change.ending().isWanted()) {
                continue;
            }
            RecordChange.Decision<C> decision = change.change().decide(found.copy());
            if (decision instanceof RecordChange.Store<C> store) {
                write(change, found, Optional.of(store.copy()));
                return;
            }
            if (decision instanceof RecordChange.Remove<C>) {
                write(change, found, Optional.empty());
                return;
            }
            if (decision instanceof RecordChange.Keep<C>) {
                if (found.copy().isPresent() && (isUnsure(change.at()) || change.asksForMore())) {
                    write(change, found, found.copy());
                    return;
                }
                change.ending().done(found.copy(), false);
            } else if (decision instanceof RecordChange.Refuse<C> refuse) {
                change.ending().refused(refuse);
            } else {
                throw new AssertionError(decision);
            }
        }
    }

    private void write(Change<C> turn, Found<C> before, Optional<C> copy) {
        Optional<Bytes> value = copy.map(kept -> Bytes.wrap(format.encode(kept)));
        long bytes = bytes(turn.at(), value);
        watchers.forEach(watcher -> watcher.writeBegins(turn.at()));
        storage.write(turn.at(), format.kind(), value, turn.durability(), new StorageCalls.Waiter() {
            @Override
            public void written() {
                unsure.remove(turn.at().name());
                count(turn.at(), copy, value);
                for (Watcher<C> watcher : watchers) {
                    watcher.grew((bytes > 0 ? 1 : 0) - (before.bytes() > 0 ? 1 : 0), bytes - before.bytes());
                    watcher.wrote(turn.at(), before.copy(), copy);
                    watcher.changed(turn.at());
                }
                turn.ending().done(copy, true);
                finished(turn).ifPresent(next -> decide(next, new Found<>(copy, bytes)));
            }

            @Override
            public void failed(ErrorCode code, String message) {
                boolean maybeWritten = !WROTE_NOTHING.contains(code);
                watchers.forEach(watcher -> watcher.writeFailed(turn.at()));
                if (maybeWritten || code == ErrorCode.DISK_FULL) {
                    beUnsure(turn);
                    watchers.forEach(watcher -> watcher.changed(turn.at()));
                }
                turn.ending().failed(code, message, maybeWritten);
                next(turn);
            }
        });
    }

    private void count(Located at, Optional<C> copy, Optional<Bytes> value) {
        if (copy.isPresent() && format.holdsValue(copy.get())) {
            storage.loads()
                    .put(at.table().name(), format.kind(), value.orElseThrow().length());
        } else {
            storage.loads().deleted(at.table().name(), format.kind());
        }
    }

    /**
     * What a failed write has left can be read, and be gone after a power loss: whoever is content with it must write it
     * again first.
     */
    private void beUnsure(Turn<C> turn) {
        if (unsure.size() == MAX_UNSURE) {
            unsureOfAll = true;
            unsure.clear();
        }
        unsure.add(turn.at().name());
    }

    /** Whether what can be read of the key may be less durable than its table asks. */
    boolean isUnsure(Located at) {
        return unsureOfAll || unsure.contains(at.name());
    }

    /** The key's next change. */
    private Optional<Turn<C>> finished(Turn<C> turn) {
        underWay--;
        requestsUnderWay -= isOfRequest(turn) ? 1 : 0;
        Optional<Turn<C>> next = queues.finished(turn.at().name());
        next.ifPresent(this::turnCame);
        watchers.forEach(Watcher::ended);
        return next;
    }

    /** The following change reads for itself: what is stored now is not known. */
    private void next(Turn<C> turn) {
        finished(turn).ifPresent(this::begin);
    }

    /** A damaged copy counts as none: what this node had counted in it is forgotten with it. */
    private Found<C> found(Located at, Optional<Bytes> stored) {
        try {
            Optional<C> copy = stored.isEmpty()
                    ? Optional.empty()
                    : Optional.of(format.decode(stored.get().shared()));
            return new Found<>(copy, bytes(at, stored));
        } catch (ProtocolException damaged) {
            damaged(at, stored.orElseThrow(), damaged);
            return new Found<>(Optional.empty(), bytes(at, stored));
        }
    }

    private static long bytes(Located at, Optional<Bytes> value) {
        return value.map(bytes -> (long) at.storeKey().length() + bytes.length())
                .orElse(0L);
    }
}
