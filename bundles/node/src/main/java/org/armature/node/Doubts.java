package org.armature.node;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.armature.model.NodeId;

/**
 * Which of this shard's places may lack what the node had acknowledged, since it was not stopped cleanly or all it had is gone:
 * each until it was compared with every other owner. Fewer would not do, since a write may have been stored by this node and any
 * one of them.
 */
final class Doubts {
    private final SortedMap<TreeName, Set<NodeId>> compared = new TreeMap<>();
    private Set<TreeName> owned = new LinkedHashSet<>();
    private boolean begun;
    private boolean looked;

    /** All places that the shard does not receive in this life. */
    void begin() {
        begun = true;
    }

    /**
     * @param places that this node owns, or is about to
     * @param held whether it holds a place already: seen for the first time, an earlier life received it
     */
    void look(Set<TreeName> places, Predicate<TreeName> held) {
        if (begun) {
            places.stream()
                    .filter(place -> !owned.contains(place) && held.test(place))
                    .forEach(place -> compared.put(place, new LinkedHashSet<>()));
        }
        compared.keySet().retainAll(places);
        owned = new LinkedHashSet<>(places);
        looked = true;
    }

    boolean contains(TreeName place) {
        return compared.containsKey(place);
    }

    /** Of a key that this node does not own it has hints at most, which are in doubt as long as any place is. */
    boolean contains(Located at) {
        if (compared.isEmpty()) {
            return false;
        }
        TreeName place = new TreeName(at.table().name(), at.partition());
        return contains(place) || !owned.contains(place);
    }

    boolean containAnyOf(int partition) {
        return compared.keySet().stream().anyMatch(place -> place.partition() == partition);
    }

    /** @param others all other owners of the place */
    void compared(TreeName place, NodeId with, Set<NodeId> others) {
        Set<NodeId> so = compared.get(place);
        if (so != null) {
            so.add(with);
            if (so.containsAll(others)) {
                compared.remove(place);
            }
        }
    }

    /** Nobody else could tell what it lacks. */
    void ownedAlone(TreeName place) {
        compared.remove(place);
    }

    /** Whether all of them were compared, or there was no doubt from the beginning. */
    boolean areGone() {
        return !begun || (looked && compared.isEmpty());
    }

    int places() {
        return compared.size();
    }
}
