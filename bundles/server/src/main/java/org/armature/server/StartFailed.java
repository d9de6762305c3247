package org.armature.server;

import org.armature.model.ErrorCode;

/** The node can't start; the message is for the operator and says what happened to the data. */
final class StartFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StartFailed(ErrorCode code, String message) {
        super(code + " " + message);
    }
}
