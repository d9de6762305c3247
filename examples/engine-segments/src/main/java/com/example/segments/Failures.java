package com.example.segments;

import java.io.IOException;
import org.armature.storage.StorageException;

/** Says in the contract's words what went wrong. The cause stays behind: the message has what it knew. */
final class Failures {
    private static final String NO_ROOM = "No space left on device";

    private Failures() {}

    static StorageException of(String what, IOException e) {
        String message = what + ": " + e;
        return String.valueOf(e.getMessage()).contains(NO_ROOM)
                ? new StorageException.DiskFull(message)
                : new StorageException.Unavailable(message);
    }
}
