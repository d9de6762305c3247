package org.armature.bench;

/** An operation without success; counted by its code. */
final class OperationFailed extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;

    OperationFailed(String code, String message) {
        super(message);
        this.code = code;
    }

    OperationFailed(String code, Throwable cause) {
        super(cause.getMessage(), cause);
        this.code = code;
    }

    String code() {
        return code;
    }
}
