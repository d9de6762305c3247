package org.armature.membership;

/** What this node thinks of another one. */
public enum PeerState {
    UP,
    /** Answers, and takes many times as long as the others: to be asked last. */
    SLOW,
    /** Not connected, or connected and silent. */
    DOWN
}
