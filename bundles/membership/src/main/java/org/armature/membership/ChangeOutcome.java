package org.armature.membership;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.armature.model.NodeId;
import org.armature.ring.RingState;

/** What became of a {@link RingChange}. */
public sealed interface ChangeOutcome {
    /** It was decided. */
    record Won(RingState decided) implements ChangeOutcome {}

    /** It was decided before, and its places move: there was nothing to do. */
    record UnderWay(RingState decided) implements ChangeOutcome {}

    /** Another change was decided for its epoch; this one did not happen and will not. */
    record Lost(RingState decided) implements ChangeOutcome {}

    /** It was planned on another ring than stands now; nobody was asked. */
    record Stale(RingState current) implements ChangeOutcome {}

    /**
     * Too few votes in time.
     *
     * @param voted who voted for it, or could have
     * @param missing who did not, and why
     * @param mayYetHappen whether some have accepted it: then they will finish it, or lose it to a later change
     */
    record NoMajority(SortedSet<NodeId> voted, SortedMap<NodeId, String> missing, boolean mayYetHappen)
            implements ChangeOutcome {
        public NoMajority {
            voted = Collections.unmodifiableSortedSet(new TreeSet<>(voted));
            missing = Collections.unmodifiableSortedMap(new TreeMap<>(missing));
        }
    }

    /** It can't be; nobody was asked. */
    record Refused(String why) implements ChangeOutcome {}
}
