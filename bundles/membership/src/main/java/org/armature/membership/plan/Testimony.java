package org.armature.membership.plan;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.armature.model.NodeId;

/**
 * What other members say of nodes that this one does not hear: they may only be cut off from it.
 *
 * @param told who has answered
 * @param silent who was asked, or could not be, and has not answered
 * @param hearing of the nodes in question those that others hear, and who does
 */
public record Testimony(
        SortedSet<NodeId> told, SortedSet<NodeId> silent, SortedMap<NodeId, SortedSet<NodeId>> hearing) {
    public static final Testimony NONE =
            new Testimony(Collections.emptySortedSet(), Collections.emptySortedSet(), Collections.emptySortedMap());

    public Testimony {
        told = Collections.unmodifiableSortedSet(new TreeSet<>(told));
        silent = Collections.unmodifiableSortedSet(new TreeSet<>(silent));
        hearing = Collections.unmodifiableSortedMap(new TreeMap<>(hearing));
    }

    public boolean isHeard(NodeId node) {
        return hearing.containsKey(node);
    }

    /** By whom a node is heard that this one does not hear, as half a sentence. */
    public String heard(NodeId node) {
        return node + " answers " + hearing.get(node) + ", though not this node";
    }

    /** That nobody else hears it either, as far as others have told; as half a sentence. */
    String unheard() {
        String told = this.told.isEmpty() ? "" : this.told + " do not hear it either";
        String silent = this.silent.isEmpty() ? "" : this.silent + " did not tell";
        if (told.isEmpty() && silent.isEmpty()) {
            return "there is no other member to ask";
        }
        return told + (told.isEmpty() || silent.isEmpty() ? "" : ", ") + silent;
    }
}
