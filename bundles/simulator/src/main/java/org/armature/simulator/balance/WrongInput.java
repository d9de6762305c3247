package org.armature.simulator.balance;

/** A file or a number the laboratory can't work with; the message says where and what would be right. */
public final class WrongInput extends Exception {
    private static final long serialVersionUID = 1;

    public WrongInput(String message) {
        super(message);
    }

    public WrongInput(String message, Exception cause) {
        super(message, cause);
    }
}
