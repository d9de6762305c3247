package org.armature.runtime;

/**
 * How the process ends.
 *
 * @param status the exit status
 * @param message for standard error; empty if there is nothing to say
 */
record Ending(int status, String message) {
    static final Ending STOPPED = new Ending(0, "");

    static Ending failed(String message) {
        return new Ending(1, message);
    }
}
