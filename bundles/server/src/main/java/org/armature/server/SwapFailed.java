package org.armature.server;

/** A node goes on with the storage engine it had; the message says why, and if not even that is so. */
final class SwapFailed extends Exception {
    private static final long serialVersionUID = 1L;

    SwapFailed(String message) {
        super(message);
    }
}
