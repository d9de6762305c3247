package org.armature.membership;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.armature.model.NodeId;
import org.armature.protocol.MemberInfo.Load;

/**
 * Why a transition has not ended.
 *
 * @param unheard members that have told nothing since this node started
 * @param unacknowledged members that were heard, and do not work by the present ring yet, as far as they have told
 * @param movesLeft by N of the tables there are, how many moves are not done; an N that is complete is not there
 * @param draining leaving members that have hints or transfers left, or may still get some
 */
public record Waiting(
        SortedSet<NodeId> unheard,
        SortedSet<NodeId> unacknowledged,
        SortedMap<Integer, Integer> movesLeft,
        SortedMap<NodeId, Load> draining) {
    public Waiting {
        unheard = Collections.unmodifiableSortedSet(new TreeSet<>(unheard));
        unacknowledged = Collections.unmodifiableSortedSet(new TreeSet<>(unacknowledged));
        movesLeft = Collections.unmodifiableSortedMap(new TreeMap<>(movesLeft));
        draining = Collections.unmodifiableSortedMap(new TreeMap<>(draining));
    }

    /** Nothing stands in the way but the vote. */
    public boolean isOver() {
        return unheard.isEmpty() && unacknowledged.isEmpty() && movesLeft.isEmpty() && draining.isEmpty();
    }
}
