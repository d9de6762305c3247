package org.armature.server;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.armature.model.NodeId;
import org.armature.protocol.PlannedChange;
import org.armature.ring.Member;
import org.armature.ring.RingState;

/** What a transition changes, in the words of {@code armature plan}. */
final class RingDifference {
    private RingDifference() {}

    /** One part for each node and change, such as {@code join n4} and {@code weight n2 200}. */
    static List<String> of(RingState state) {
        SortedMap<NodeId, Member> before = state.settled().members();
        SortedMap<NodeId, Member> after = state.target().orElseThrow().members();
        SortedSet<NodeId> all = new TreeSet<>(before.keySet());
        all.addAll(after.keySet());
        List<String> parts = new ArrayList<>();
        for (NodeId node : all) {
            if (!before.containsKey(node)) {
                parts.add(new PlannedChange.Join(node).text());
            } else if (!after.containsKey(node)) {
                PlannedChange going = state.dead().contains(node)
                        ? new PlannedChange.RemoveDead(node)
                        : new PlannedChange.Leave(node);
                parts.add(going.text());
            } else {
                addChanges(before.get(node), after.get(node), parts);
            }
        }
        return parts;
    }

    private static void addChanges(Member before, Member after, List<String> parts) {
        if (before.weight() != after.weight()) {
            parts.add(new PlannedChange.Weight(after.node(), after.weight()).text());
        }
        if (!before.zone().equals(after.zone())) {
            parts.add(new PlannedChange.Zone(after.node(), after.zone()).text());
        }
    }
}
