package org.armature.client.observe;

import org.armature.model.NodeId;

/**
 * One request to one node is over.
 *
 * @param number from 1, within its operation
 * @param address of the node, as the client was given it
 * @param sentNanos by {@link System#nanoTime}
 * @param nanos from its sending to its answer, its loss, or the end of the read or write it was part of
 */
public record AttemptEnded(
        int number, AttemptRole role, NodeId node, String address, AttemptOutcome outcome, long sentNanos, long nanos) {
    public boolean isHedge() {
        return role == AttemptRole.HEDGE;
    }
}
