package org.armature.demo.process;

import java.io.IOException;

/** A node's process ended or stayed silent instead of becoming ready. The message carries what it said. */
public final class NodeFailed extends IOException {
    private static final long serialVersionUID = 1L;

    public NodeFailed(String message) {
        super(message);
    }
}
