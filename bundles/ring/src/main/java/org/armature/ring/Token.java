package org.armature.ring;

import java.util.Objects;
import org.armature.model.NodeId;

/** A position at which a node takes its place on the ring (Dynamo §4.2). */
public record Token(Position position, NodeId node) {
    public Token {
        Objects.requireNonNull(position);
        Objects.requireNonNull(node);
    }
}
