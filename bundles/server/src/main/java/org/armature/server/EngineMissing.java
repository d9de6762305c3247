package org.armature.server;

import org.armature.model.ErrorCode;

/** No engine serves the table on this node, or its environment is not open; the message says why. */
final class EngineMissing extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    EngineMissing(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    ErrorCode code() {
        return code;
    }
}
