package org.armature.node;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.replication.HintChanges;
import org.armature.replication.HintCopy;
import org.armature.replication.LocalCopy;
import org.armature.replication.RecordChange;
import org.armature.storage.Durability;

/**
 * What this shard keeps for owners that are away, in stores of its own beside the objects (hinted handoff, Dynamo §4.6).
 * Bounded by bytes; what would exceed the bound is refused, never at the cost of what is kept already.
 */
final class Hints {
    /** Told what was newly kept for whom. */
    interface Listener {
        void kept(Located at, NodeId owner);
    }

    private final HintSettings settings;
    private final View view;
    private final Outbox outbox;
    private final RecordTurns<HintCopy> turns;
    private Listener listener = (at, owner) -> {};
    private boolean ready;
    private long entries;
    private long bytes;

    /** Of what is under way and not counted yet. */
    private long reserved;

    private long lastGeneration;

    Hints(HintSettings settings, View view, StorageCalls storage, Outbox outbox) {
        this.settings = settings;
        this.view = view;
        this.outbox = outbox;
        this.turns = new RecordTurns<>(KeptFormat.HINT, outbox, storage, new Gate());
        turns.tell(new RecordTurns.Watcher<>() {
            @Override
            public void grew(long moreEntries, long moreBytes) {
                counted(Math.max(0, entries + moreEntries), Math.max(0, bytes + moreBytes));
            }
        });
    }

    void tell(Listener told) {
        listener = told;
    }

    /** What the stores have: from an earlier life, or after a failed write that may have happened. */
    void counted(long allEntries, long allBytes) {
        entries = allEntries;
        bytes = allBytes;
        ready = true;
        outbox.gauge(Counter.HINTS_PENDING, entries);
        outbox.gauge(Counter.HINT_BYTES, bytes);
    }

    /** A hint was read that may be delivered: later ones of its key must not be taken for it. */
    void met(long generation) {
        lastGeneration = Math.max(lastGeneration, generation);
    }

    private long freshGeneration() {
        return ++lastGeneration;
    }

    int underWay() {
        return turns.underWay();
    }

    /** Whether it is not known yet what there is of a partition. */
    boolean isBusy(int partition) {
        return !ready || turns.anyUnderWay(at -> at.partition() == partition);
    }

    /** Whether it is known that there are none, and none is about to be kept. */
    boolean areGone() {
        return ready && entries == 0 && turns.underWay() == 0;
    }

    boolean hasRoomFor(int moreBytes) {
        return ready && bytes + reserved + moreBytes <= settings.maxBytes();
    }

    /** Why no more is kept. */
    String fullness() {
        return !ready
                ? view.self() + " has not yet counted what it keeps for other nodes"
                : view.self() + " keeps " + bytes + " bytes for other nodes and takes no more than "
                        + settings.maxBytes() + " on each shard";
    }

    /** As durable as the table says; see the other. */
    void keep(
            Located at,
            NodeId owner,
            int size,
            RecordChange<LocalCopy> change,
            long reapEpoch,
            RecordTurns.Ending<LocalCopy> ending) {
        keep(at, owner, size, change, reapEpoch, at.table().durability(), oldest -> {}, ending);
    }

    /**
     * Carries out a change of this node's copy that stands in for an owner's.
     *
     * @param size in bytes by which it may grow; counted against the bound until it has ended
     * @param change mints a version, or merges one
     * @param reapEpoch of what the change brings
     * @param durability of the hint; at least what the table says
     * @param oldest told of which reap epoch all of the hint is at the earliest, before the ending is
     */
    void keep(
            Located at,
            NodeId owner,
            int size,
            RecordChange<LocalCopy> change,
            long reapEpoch,
            Durability durability,
            LongConsumer oldest,
            RecordTurns.Ending<LocalCopy> ending) {
        reserved += size;
        RecordChange<HintCopy> kept = HintChanges.keep(owner, change, this::freshGeneration, reapEpoch);
        turns.submit(at, kept, durability, new RecordTurns.Ending<>() {
            @Override
            public boolean isWanted() {
                boolean wanted = ending.isWanted();
                reserved -= wanted ? 0 : size;
                return wanted;
            }

            @Override
            public void done(Optional<HintCopy> hint, boolean changed) {
                reserved -= size;
                if (changed) {
                    outbox.count(Counter.HINTS_KEPT);
                }
                listener.kept(at, owner);
                hint.ifPresent(copy -> oldest.accept(copy.reapEpoch()));
                ending.done(hint.flatMap(HintCopy::copy), changed);
            }

            @Override
            public void refused(ErrorCode code, String message) {
                reserved -= size;
                ending.refused(code, message);
            }

            @Override
            public void failed(ErrorCode code, String message, boolean maybeWritten) {
                reserved -= size;
                if (maybeWritten) {
                    listener.kept(at, owner);
                }
                ending.failed(code, message, maybeWritten);
            }
        });
    }

    /** Keeps what is kept for one owner for another one too. */
    void add(Located at, NodeId owner, RecordChange<LocalCopy> change, long reapEpoch) {
        turns.submit(at, HintChanges.keep(owner, change, this::freshGeneration, reapEpoch), new Kept(at, owner));
    }

    /** What is kept is to survive what one replica's copy is to. */
    void makeDurable(Located at) {
        turns.submit(at, found -> new RecordChange.Keep<>(), at.durabilityOfOne(), new Quiet() {
            @Override
            public void done(Optional<HintCopy> hint, boolean changed) {}
        });
    }

    /** Remembers that an owner lacks what this node's own copy holds; that it could not is counted, and harms no put. */
    void refer(Located at, NodeId owner, long reapEpoch) {
        if (!hasRoomFor(at.storeKey().length())) {
            outbox.count(Counter.HINTS_REFUSED);
            return;
        }
        turns.submit(at, HintChanges.refer(owner, this::freshGeneration, reapEpoch), new Kept(at, owner));
    }

    /** The owner holds what the hint had at this generation. */
    void delivered(Located at, NodeId owner, long generation) {
        turns.submit(at, HintChanges.delivered(owner, generation), new Quiet() {
            @Override
            public void done(Optional<HintCopy> hint, boolean changed) {
                if (changed) {
                    outbox.count(Counter.HINTS_DELIVERED);
                }
            }
        });
    }

    /** What is kept is of long ago, and becomes writes of now. */
    void enterAnew(Located at, RecordChange<LocalCopy> change, long reapEpoch) {
        turns.submit(at, HintChanges.anew(change, reapEpoch), new Quiet() {
            @Override
            public void done(Optional<HintCopy> hint, boolean changed) {
                outbox.count(Counter.KEYS_ENTERED_ANEW);
                hint.ifPresent(left -> left.owners().forEach(owner -> listener.kept(at, owner)));
            }
        });
    }

    /** One of a hint's owners is none any more. */
    void reroute(Located at, NodeId former, Collection<NodeId> owners) {
        turns.submit(at, HintChanges.reroute(former, List.copyOf(owners)), new Quiet() {
            @Override
            public void done(Optional<HintCopy> hint, boolean changed) {
                if (changed) {
                    outbox.count(Counter.HINTS_REROUTED);
                }
                owners.forEach(owner -> listener.kept(at, owner));
            }
        });
    }

    /** This node's own copy is about to go: what refers to it keeps it from now on. */
    void keepItself(Located at, RecordChange<LocalCopy> change, long reapEpoch, RecordTurns.Ending<HintCopy> ending) {
        turns.submit(at, HintChanges.keepItself(change, reapEpoch), ending);
    }

    /** A hint that can't be read any more says nothing: it is taken away, unless it was replaced. */
    void removeDamaged(Located at) {
        turns.submit(
                at, found -> found.isEmpty() ? new RecordChange.Remove<>() : new RecordChange.Keep<>(), new Quiet() {
                    @Override
                    public void done(Optional<HintCopy> hint, boolean changed) {
                        outbox.count(Counter.HINTS_DAMAGED);
                    }
                });
    }

    /** See {@link RecordTurns#match}. */
    void match(Located at, boolean mends, StorageCalls.Waiter told) {
        turns.match(at, mends, told);
    }

    private final class Kept extends Quiet {
        private final Located at;
        private final NodeId owner;

        Kept(Located at, NodeId owner) {
            this.at = at;
            this.owner = owner;
        }

        @Override
        public void done(Optional<HintCopy> hint, boolean changed) {
            if (changed) {
                outbox.count(Counter.HINTS_KEPT);
            }
            listener.kept(at, owner);
        }

        @Override
        public void failed(ErrorCode code, String message, boolean maybeWritten) {
            super.failed(code, message, maybeWritten);
            listener.kept(at, owner);
        }
    }

    /** Where nobody waits for the result: a failure is counted, and the next scan meets the hint as it is. */
    private abstract class Quiet implements RecordTurns.Ending<HintCopy> {
        @Override
        public void refused(ErrorCode code, String message) {
            outbox.count(Counter.HINTS_REFUSED);
        }

        @Override
        public void failed(ErrorCode code, String message, boolean maybeWritten) {
            outbox.count(Counter.HINTS_REFUSED);
        }
    }
}
