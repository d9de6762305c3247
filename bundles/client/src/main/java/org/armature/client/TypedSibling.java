package org.armature.client;

import java.time.Instant;
import java.util.Optional;
import org.armature.model.NodeId;

/**
 * One of the versions of a key that no later write has replaced.
 *
 * @param value empty for a deletion, and for what has expired
 * @param written by the clock of the node that took it in; says nothing for sure about which came first
 * @param writtenBy that node
 * @param expires from when on it reads as deleted; empty if it lives until it is replaced
 */
public record TypedSibling<V>(Optional<V> value, Instant written, NodeId writtenBy, Optional<Instant> expires) {
    /** Whether somebody deleted the key. */
    public boolean isDeletion() {
        return value.isEmpty() && expires.isEmpty();
    }

    /** Whether its time is over. */
    public boolean isExpired() {
        return value.isEmpty() && expires.isPresent();
    }
}
