package org.armature.ring;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.armature.model.NodeId;

/**
 * What was decided about the ring at one epoch: it stands, or its places are on the way to another ring, or back from it
 * (Dynamo §4.8, §4.9; each epoch is decided once). Immutable.
 *
 * @param generation rises only where an operator forced a change without a majority, and outweighs every epoch
 * @param epoch from 1
 * @param changeEpoch the epoch at which the transition under way was committed; its own if none is
 * @param settled the ring that stands, or stood before the transition
 * @param target the ring the transition leads to; of one that goes back, the ring it has left again
 * @param dead members whose copies are given up: they vote no more, hand over nothing and are waited for by nobody
 */
public record RingState(
        int generation,
        long epoch,
        long changeEpoch,
        Phase phase,
        Ring settled,
        Optional<Ring> target,
        SortedSet<NodeId> dead) {

    public enum Phase {
        SETTLED,
        /** Places move from the settled ring to the target. */
        FORWARD,
        /** The change was cancelled: places that had moved are moved back. */
        BACK
    }

    private static final int FORCED_STEP = 1_000;

    private static final Comparator<RingState> ORDER =
            Comparator.comparingInt(RingState::generation).thenComparingLong(RingState::epoch);

    /** @throws IllegalArgumentException if the phase and the rings do not go together */
    public RingState {
        dead = Collections.unmodifiableSortedSet(new TreeSet<>(dead));
        if ((phase == Phase.SETTLED) == target.isPresent()) {
            throw new IllegalArgumentException(
                    "a ring that is " + phase + " has " + (target.isPresent() ? "a target" : "no target"));
        }
        if (changeEpoch < 1 || changeEpoch > epoch || generation < 0) {
            throw new IllegalArgumentException("epoch " + epoch + " of generation " + generation
                    + " can't belong to a change of epoch " + changeEpoch);
        }
    }

    /** The first ring of a cluster. */
    public static RingState founding(Ring ring) {
        return settled(0, ring.epoch(), ring);
    }

    private static RingState settled(int generation, long epoch, Ring ring) {
        return new RingState(
                generation, epoch, epoch, Phase.SETTLED, ring, Optional.empty(), Collections.emptySortedSet());
    }

    /**
     * The next epoch: places begin to move.
     *
     * @param givenUp members that are dead
     */
    public RingState towards(Ring next, Collection<NodeId> givenUp) {
        require(Phase.SETTLED);
        return new RingState(
                generation,
                epoch + 1,
                epoch + 1,
                Phase.FORWARD,
                settled,
                Optional.of(next.withEpoch(epoch + 1)),
                new TreeSet<>(givenUp));
    }

    /** The next epoch: the transition is cancelled, or goes on going back without more members that have died. */
    public RingState back(Collection<NodeId> givenUp) {
        if (phase == Phase.SETTLED) {
            throw new IllegalStateException("ring epoch " + epoch + " is settled: there is nothing to cancel");
        }
        SortedSet<NodeId> all = new TreeSet<>(dead);
        all.addAll(givenUp);
        return new RingState(generation, epoch + 1, changeEpoch, Phase.BACK, settled, target, all);
    }

    /** The next epoch: the transition has ended. */
    public RingState ended() {
        if (phase == Phase.SETTLED) {
            throw new IllegalStateException("ring epoch " + epoch + " is settled already");
        }
        Ring stands = phase == Phase.FORWARD ? target.orElseThrow() : settled;
        return settled(generation, epoch + 1, stands.withEpoch(epoch + 1));
    }

    /**
     * The same, as an operator forces it without a majority: it outweighs whatever others decide, and no change of theirs
     * has its epoch.
     */
    public RingState forced() {
        long later = epoch + FORCED_STEP;
        return new RingState(
                generation + 1, later, changeEpoch == epoch ? later : changeEpoch, phase, settled, target, dead);
    }

    /** Whether the change made on the ring of this epoch, towards this one, is under way; be it that it was forced. */
    public boolean isTowards(long baseEpoch, Ring next, SortedSet<NodeId> givenUp) {
        return phase == Phase.FORWARD
                && settled.epoch() == baseEpoch
                && target.orElseThrow().withEpoch(next.epoch()).equals(next)
                && dead.equals(givenUp);
    }

    private void require(Phase expected) {
        if (phase != expected) {
            throw new IllegalStateException("ring epoch " + epoch + " is " + phase + ", not " + expected);
        }
    }

    public boolean isNewerThan(RingState other) {
        return ORDER.compare(this, other) > 0;
    }

    /** Who decides the next epoch. */
    public SortedSet<NodeId> voters() {
        SortedSet<NodeId> voters = new TreeSet<>(settled.members().keySet());
        voters.removeAll(dead);
        return voters;
    }

    /** Of the ring that stands and of the one it moves to, the dead too. */
    public SortedMap<NodeId, Member> members() {
        SortedMap<NodeId, Member> all = new TreeMap<>(settled.members());
        target.ifPresent(ring -> all.putAll(ring.members()));
        return all;
    }

    /** Who must know of this epoch before the transition may end. */
    public SortedSet<NodeId> concerned() {
        SortedSet<NodeId> all = new TreeSet<>(members().keySet());
        all.removeAll(dead);
        return all;
    }

    /** The ring by which keys are placed once nothing moves any more. */
    public Ring destination() {
        return phase == Phase.FORWARD ? target.orElseThrow() : settled;
    }
}
