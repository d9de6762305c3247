package org.armature.replication;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.armature.model.NodeId;

/**
 * The changes of a hint (hinted handoff, Dynamo §4.6). A delivery takes away only what it delivered: a hint that is new
 * begins with a generation that no hint of the key had before, since a delivery of an earlier one may still be under way.
 * A hint is of the earliest reap epoch of all that it has kept.
 */
public final class HintChanges {
    private HintChanges() {}

    /**
     * Keeps a version for an owner: one minted here, or one that another coordinator sent.
     *
     * @param reapEpoch of what it brings, at the earliest
     */
    public static RecordChange<HintCopy> keep(
            NodeId owner, RecordChange<LocalCopy> change, LongSupplier freshGeneration, long reapEpoch) {
        return found -> {
            RecordChange.Decision<LocalCopy> decision = change.decide(found.flatMap(HintCopy::copy));
            if (decision instanceof RecordChange.Refuse<LocalCopy> refuse) {
                return new RecordChange.Refuse<>(refuse.code(), refuse.message());
            }
            if (decision instanceof RecordChange.Store<LocalCopy> store) {
                return new RecordChange.Store<>(keeping(found, owner, store.copy(), freshGeneration, reapEpoch));
            }
            if (decision instanceof RecordChange.Keep<LocalCopy>) {
                return found.isPresent() && has(found.get(), owner, reapEpoch)
                        ? new RecordChange.Keep<>()
                        : new RecordChange.Store<>(
                                found.orElseThrow().next(owner, found.flatMap(HintCopy::copy), reapEpoch));
            }
            throw new AssertionError(decision);
        };
    }

    private static boolean has(HintCopy hint, NodeId owner, long reapEpoch) {
        return hint.owners().contains(owner) && hint.reapEpoch() <= reapEpoch;
    }

    /** Remembers that an owner lacks what this node's own copy holds now. */
    public static RecordChange<HintCopy> refer(NodeId owner, LongSupplier freshGeneration, long reapEpoch) {
        return found -> new RecordChange.Store<>(found.map(hint -> hint.referring(owner, reapEpoch))
                .orElseGet(() ->
                        new HintCopy(only(owner), freshGeneration.getAsLong(), Optional.empty(), true, reapEpoch)));
    }

    /** The owner has stored what the hint held at this generation. */
    public static RecordChange<HintCopy> delivered(NodeId owner, long generation) {
        return found -> {
            if (found.isEmpty() || found.get().generation() != generation) {
                return new RecordChange.Keep<>();
            }
            SortedSet<NodeId> left = new TreeSet<>(found.get().owners());
            return left.remove(owner) ? storeFor(found.get(), left) : new RecordChange.Keep<>();
        };
    }

    /**
     * What a hint may refer to is about to go: the hint keeps it itself from now on.
     *
     * @param change merges this node's own copy
     * @param reapEpoch of that copy, at the earliest
     */
    public static RecordChange<HintCopy> keepItself(RecordChange<LocalCopy> change, long reapEpoch) {
        return found ->
                found.isPresent() && change.decide(found.get().copy()) instanceof RecordChange.Store<LocalCopy> store
                        ? new RecordChange.Store<>(found.get().keeping(store.copy(), reapEpoch))
                        : new RecordChange.Keep<>();
    }

    /**
     * What a hint of long ago holds becomes writes of now; what it refers to it goes on referring to.
     *
     * @param change makes them
     * @param reapEpoch of which all of it is then
     */
    public static RecordChange<HintCopy> anew(RecordChange<LocalCopy> change, long reapEpoch) {
        return found -> {
            if (found.isEmpty() || found.get().reapEpoch() >= reapEpoch) {
                return new RecordChange.Keep<>();
            }
            Optional<LocalCopy> copy = found.get().copy();
            RecordChange.Decision<LocalCopy> decision = change.decide(copy);
            if (decision instanceof RecordChange.Store<LocalCopy> store) {
                copy = Optional.of(store.copy());
            } else if (decision instanceof RecordChange.Remove<LocalCopy>) {
                copy = Optional.empty();
            }
            return copy.isPresent() || found.get().refers()
                    ? new RecordChange.Store<>(found.get().ofEpoch(copy, reapEpoch))
                    : new RecordChange.Remove<>();
        };
    }

    /** One that was to have it owns the key no more: those who do shall have it. */
    public static RecordChange<HintCopy> reroute(NodeId former, Collection<NodeId> owners) {
        return found -> {
            if (found.isEmpty() || !found.get().owners().contains(former)) {
                return new RecordChange.Keep<>();
            }
            SortedSet<NodeId> others = new TreeSet<>(found.get().owners());
            others.remove(former);
            others.addAll(owners);
            return storeFor(found.get(), others);
        };
    }

    private static HintCopy keeping(
            Optional<HintCopy> found, NodeId owner, LocalCopy copy, LongSupplier freshGeneration, long reapEpoch) {
        return found.map(hint -> hint.next(owner, Optional.of(copy), reapEpoch))
                .orElseGet(() ->
                        new HintCopy(only(owner), freshGeneration.getAsLong(), Optional.of(copy), false, reapEpoch));
    }

    private static SortedSet<NodeId> only(NodeId owner) {
        return new TreeSet<>(List.of(owner));
    }

    private static RecordChange.Decision<HintCopy> storeFor(HintCopy hint, SortedSet<NodeId> owners) {
        Optional<HintCopy> left = hint.withOwners(owners);
        return left.isPresent() ? new RecordChange.Store<>(left.get()) : new RecordChange.Remove<>();
    }
}
