package org.armature.runtime.engine;

/** A jar that was not taken; the message says what is wrong with it and what would be right. Nothing was changed. */
public final class UnfitJar extends Exception {
    private static final long serialVersionUID = 1L;

    public UnfitJar(String message) {
        super(message);
    }
}
