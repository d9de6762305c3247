package org.armature.server;

/** No engine serves the table on this node, or its environment is not open; the message says why. */
final class EngineMissing extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EngineMissing(String message) {
        super(message);
    }
}
