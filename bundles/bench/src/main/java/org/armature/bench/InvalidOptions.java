package org.armature.bench;

import java.util.List;

/** Everything that is wrong with what the user asked for, at once. */
public final class InvalidOptions extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public InvalidOptions(List<String> mistakes) {
        super(String.join("\n", mistakes));
    }
}
