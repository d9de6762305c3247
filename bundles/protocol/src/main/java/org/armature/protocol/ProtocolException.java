package org.armature.protocol;

import org.armature.model.ErrorCode;

/** Bytes that are no message: truncated, damaged, of an unknown type, or out of a field's range. */
public final class ProtocolException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public ProtocolException(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }
}
