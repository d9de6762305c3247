package org.armature.config.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SourceTextTest {
    private static final Path FILE = Path.of("etc", "node.conf");

    @Test
    void aFileThatMayNotBeReadIsToldWithTheRemedy() {
        assertEquals(
                "etc/node.conf: may not be read by the user this process runs as; give that user the right to read it",
                problem(file -> {
                    throw new AccessDeniedException(file.toString());
                }));
    }

    @Test
    void aFailingDiskIsToldInItsOwnWords() {
        assertEquals("etc/node.conf: can't be read: Input/output error", problem(file -> new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("Input/output error");
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return read();
            }
        }));
    }

    private static String problem(SourceText.Opener opener) {
        Mistakes mistakes = new Mistakes();
        assertEquals(Optional.empty(), SourceText.read(FILE, opener, mistakes));
        assertEquals(1, mistakes.soFar().size());
        return mistakes.soFar().get(0).toString();
    }
}
