package org.armature.runtime;

/**
 * The error codes a launch can end with. They are those of {@code org.armature.model.ErrorCode}, repeated because the
 * launcher runs before any bundle is there; a test of the distribution compares the two.
 */
public enum StartupCode {
    CONFIG_INVALID(101, "a configuration file is wrong"),
    DIRECTORY_LOCKED(103, "the data directory is used by another process"),
    BUNDLE_UNRESOLVED(108, "a bundle could not be resolved"),
    DIRECTORY_UNREADABLE(109, "a file of the data directory can't be read");

    private final int number;
    private final String summary;

    StartupCode(int number, String summary) {
        this.number = number;
        this.summary = summary;
    }

    public int number() {
        return number;
    }

    /** Half a sentence, without numbers or names. */
    public String summary() {
        return summary;
    }

    /** As printed: {@code ARM-103}. */
    @Override
    public String toString() {
        return "ARM-" + number;
    }
}
