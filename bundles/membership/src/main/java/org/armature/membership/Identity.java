package org.armature.membership;

import org.armature.model.NodeId;
import org.armature.ring.Member;

/**
 * What this node is, and tells the others.
 *
 * @param member as the ring has it, or is going to have it; of a member the ring's weight, host and zone hold, and this
 *     address
 * @param incarnation a new one whenever its data is doubtful
 * @param minVersion lowest protocol version it speaks, from 1
 * @param maxVersion highest protocol version it speaks
 * @param software such as {@code armature/0.1.0}
 */
public record Identity(Member member, long incarnation, int minVersion, int maxVersion, String software) {
    /** @throws IllegalArgumentException if the versions are not in order */
    public Identity {
        if (minVersion < 1 || maxVersion < minVersion) {
            throw new IllegalArgumentException(
                    "protocol versions " + minVersion + " to " + maxVersion + ", must be in order, from 1");
        }
    }

    public NodeId node() {
        return member.node();
    }
}
