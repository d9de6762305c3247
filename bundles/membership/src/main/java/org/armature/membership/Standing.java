package org.armature.membership;

import org.armature.model.NodeId;
import org.armature.ring.RingState;

/** What a node is to the cluster. */
public enum Standing {
    MEMBER,
    /** Of the ring to come, not of the one that stands. */
    JOINING,
    /** Of the ring that stands, not of the one to come; or it was to come, and the change was cancelled. */
    LEAVING,
    /** Given up: its copies are made anew elsewhere. */
    DEAD,
    /** No member, but let in by an operator. */
    CANDIDATE,
    /** Was a member, and is none any more. */
    REMOVED,
    /** Nothing. */
    STRANGER;

    /** What a node of this standing may ask of members. */
    public Access access() {
        return switch (this) {
            case MEMBER, JOINING, LEAVING, CANDIDATE -> Access.ALL;
            case DEAD, REMOVED -> Access.RING;
            case STRANGER -> Access.NONE;
        };
    }

    /** Of a node in a ring; {@link #STRANGER} for any other. */
    static Standing in(RingState state, NodeId node) {
        boolean stands = state.settled().members().containsKey(node);
        boolean ahead =
                state.target().filter(ring -> ring.members().containsKey(node)).isPresent();
        boolean back = state.phase() == RingState.Phase.BACK;
        if (state.dead().contains(node)) {
            return DEAD;
        }
        if (stands) {
            return ahead || back || state.target().isEmpty() ? MEMBER : LEAVING;
        }
        if (ahead) {
            return back ? LEAVING : JOINING;
        }
        return STRANGER;
    }
}
