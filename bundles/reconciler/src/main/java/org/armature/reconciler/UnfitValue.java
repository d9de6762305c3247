package org.armature.reconciler;

/** Some bytes are no value that the reconciler understands; the message says what is wrong with them. */
public final class UnfitValue extends Exception {
    private static final long serialVersionUID = 1L;

    public UnfitValue(String message) {
        super(message);
    }

    public UnfitValue(String message, Throwable cause) {
        super(message, cause);
    }
}
