package org.armature.cli;

import org.armature.model.ErrorCode;

/** Something a verb cannot do, told in one line with its code, what it means for the data, and the next step. */
public final class CommandFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    /** @param message what happened, what it means for the data, what to do; further lines are indented */
    public CommandFailed(ErrorCode code, int exitCode, String message) {
        super(code + " " + message);
        this.exitCode = exitCode;
    }

    public CommandFailed(ErrorCode code, String message) {
        this(code, ExitCode.FAILED, message);
    }

    private CommandFailed(String message) {
        super(message);
        this.exitCode = ExitCode.FAILED;
    }

    /** What somebody else has told already, code and all. */
    public static CommandFailed toldBy(String message) {
        return new CommandFailed(message);
    }

    public int exitCode() {
        return exitCode;
    }
}
