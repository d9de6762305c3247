package org.armature.runtime;

import java.util.List;

/** The node does not start. The message is for the operator: what happened, why, the state of the data, what to do. */
public final class StartFailure extends Exception {
    private final StartupCode code;

    StartFailure(StartupCode code, String message) {
        this(code, message, null);
    }

    StartFailure(StartupCode code, String message, Throwable cause) {
        super(code + " " + message, cause);
        this.code = code;
    }

    /** @param messages of the bundles, each with its code */
    static StartFailure unresolved(List<String> messages) {
        return new StartFailure(
                StartupCode.BUNDLE_UNRESOLVED,
                "cannot start: " + messages.size() + " of the distribution's own bundles cannot be used.\n"
                        + String.join("\n", messages));
    }

    public StartupCode code() {
        return code;
    }
}
