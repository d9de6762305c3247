package org.armature.membership.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.armature.model.NodeId;
import org.armature.ring.Move;
import org.armature.ring.Ownership;
import org.armature.ring.RingState.Phase;

/**
 * What it means that members are given up while places move: a place that has come to a node is its own, and what was
 * written there since lies nowhere else but with the other holders. Pure.
 */
public final class Surrender {
    private Surrender() {}

    /**
     * @param ns of the tables there are
     * @return sentences: what would be lost; empty if every piece of the ring keeps a holder that lives
     */
    public static List<String> losses(Ownership now, SortedSet<NodeId> givenUp, SortedSet<Integer> ns) {
        List<String> losses = new ArrayList<>();
        now.transition().ifPresent(transition -> {
            for (int n : ns) {
                long lost = transition.pieces().stream()
                        .filter(piece -> now.preferenceList(piece.from(), n).owners().stream()
                                .allMatch(holder -> givenUp.contains(holder)
                                        || now.state().dead().contains(holder)))
                        .count();
                if (lost > 0) {
                    losses.add("all holders of " + lost + " of "
                            + transition.pieces().size() + " pieces of the ring, for tables of N=" + n
                            + ", would be given up: what only they hold would be lost");
                }
            }
        });
        return losses;
    }

    /** Of a change that goes back, how many places each node has yet to give back. */
    public static SortedMap<NodeId, Integer> owed(Ownership now, SortedSet<Integer> ns) {
        SortedMap<NodeId, Integer> owed = new TreeMap<>();
        if (now.state().phase() == Phase.BACK) {
            for (int n : ns) {
                now.transition().orElseThrow().moves(n).stream()
                        .filter(move -> now.isOpen(n, move))
                        .map(Move::to)
                        .forEach(node -> owed.merge(node, 1, Integer::sum));
            }
        }
        return owed;
    }
}
