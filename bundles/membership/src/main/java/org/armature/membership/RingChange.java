package org.armature.membership;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.armature.model.NodeId;
import org.armature.ring.Ring;

/** A change of the ring that an operator wants. */
public sealed interface RingChange {
    /** The epoch of the ring it was planned on. */
    long baseEpoch();

    /** Members whose copies are given up. */
    SortedSet<NodeId> dead();

    /**
     * Whether to decide it on this node alone, without asking anybody: what the others decide meanwhile is void. Unsafe
     * unless they are dead.
     */
    boolean forced();

    /** Places begin to move to another ring. Its epoch does not matter. */
    record Commit(long baseEpoch, Ring target, SortedSet<NodeId> dead, boolean forced) implements RingChange {
        public Commit {
            dead = Collections.unmodifiableSortedSet(new TreeSet<>(dead));
        }
    }

    /**
     * What has moved is moved back.
     *
     * @param dead more members that are dead
     */
    record Cancel(long baseEpoch, SortedSet<NodeId> dead, boolean forced) implements RingChange {
        public Cancel {
            dead = Collections.unmodifiableSortedSet(new TreeSet<>(dead));
        }
    }
}
