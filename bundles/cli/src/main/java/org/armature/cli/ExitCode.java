package org.armature.cli;

/** How the command ends; scripts rely on these numbers. */
public final class ExitCode {
    public static final int OK = 0;
    /** It did not work; nothing was written. */
    public static final int FAILED = 1;
    /** The command line is wrong; nothing was done. */
    public static final int USAGE = 2;
    /** Too few nodes could be reached; nothing was written, and it may work later. */
    public static final int UNAVAILABLE = 3;
    /** A get found siblings, which the caller has to merge. */
    public static final int CONFLICT = 4;
    /** The write may have happened, or may yet. */
    public static final int UNKNOWN = 5;

    /** The condition of a put does not hold; nothing was written. */
    public static final int CONDITION = 6;

    private ExitCode() {}
}
