package org.armature.server;

/** A step of a table's move to another engine is not possible now; the message says why. Nothing was changed. */
final class MoveWaits extends Exception {
    private static final long serialVersionUID = 1L;

    MoveWaits(String message) {
        super(message);
    }
}
