package org.armature.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.armature.client.StoreException;
import org.armature.config.problem.InvalidConfig;

/** What an exception means for the person who called: the text, and how the command ends. */
final class Failures {
    private Failures() {}

    static int exitCode(Exception failure) {
        if (failure instanceof CommandFailed failed) {
            return failed.exitCode();
        }
        if (failure instanceof StoreException.OutcomeUnknown) {
            return ExitCode.UNKNOWN;
        }
        if (failure instanceof StoreException.Unavailable || failure instanceof StoreException.ReadFailed) {
            return ExitCode.UNAVAILABLE;
        }
        return failure instanceof StoreException.ConditionFailed ? ExitCode.CONDITION : ExitCode.FAILED;
    }

    static String text(Exception failure) {
        if (failure instanceof StoreException.Rejected) {
            return failure.getMessage() + "\n  Nothing was changed.";
        }
        if (failure instanceof StoreException.OutcomeUnknown) {
            return failure.getMessage()
                    + "\n  Read the object before you write it again: `armature get` shows what it holds.";
        }
        if (failure instanceof StoreException.ReadFailed) {
            return failure.getMessage() + "\n  A read changes nothing. Try again, or ask fewer replicas with --r 1.";
        }
        if (failure instanceof StoreException || failure instanceof CommandFailed || failure instanceof InvalidConfig) {
            return failure.getMessage();
        }
        if (failure instanceof IOException || failure instanceof UncheckedIOException) {
            return "armature: " + failure.getMessage();
        }
        return "armature: this should not happen: " + failure
                + "\n  Run it again with --debug and report what it prints.";
    }
}
