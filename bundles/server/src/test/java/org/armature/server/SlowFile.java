package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;

/** A pipe in place of a file: whoever writes to it waits until the test reads. */
final class SlowFile {
    private SlowFile() {}

    static Path make(Path file) throws IOException, InterruptedException {
        int status = new ProcessBuilder("mkfifo", file.toString())
                .inheritIO()
                .start()
                .waitFor();
        assertEquals(0, status, "mkfifo " + file);
        return file;
    }
}
