package org.armature.bench;

/** An operation without success; counted by its code. */
public final class OperationFailed extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;

    public OperationFailed(String code, String message) {
        super(message);
        this.code = code;
    }

    OperationFailed(String code, Throwable cause) {
        super(cause.getMessage(), cause);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
