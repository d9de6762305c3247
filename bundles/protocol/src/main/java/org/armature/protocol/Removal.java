package org.armature.protocol;

import org.armature.model.NodeId;

/**
 * A node was a member and is none any more. Of two of one node the later holds.
 *
 * @param epoch at which it was none any more
 */
public record Removal(NodeId node, long epoch) {
    public Removal merge(Removal other) {
        return epoch >= other.epoch ? this : other;
    }
}
