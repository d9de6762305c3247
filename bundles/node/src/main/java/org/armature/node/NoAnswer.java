package org.armature.node;

import java.util.Optional;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;

/**
 * Why a node has not answered with what it was asked for.
 *
 * @param code of its refusal; empty if it said nothing, or something else
 * @param why for people
 * @param refused whether the node itself said that it has not done what it was asked for
 */
record NoAnswer(NodeId node, Optional<ErrorCode> code, String why, boolean refused) {
    static NoAnswer silent(NodeId node, String why) {
        return new NoAnswer(node, Optional.empty(), why, false);
    }

    @Override
    public String toString() {
        return node + " " + code.map(known -> known + " ").orElse("") + why;
    }
}
