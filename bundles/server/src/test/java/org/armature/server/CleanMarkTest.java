package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.armature.node.DataDoubt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CleanMarkTest {
    private static final Set<String> CLOSED = new TreeSet<>(Set.of("bdbje/shop", "memory/shop"));

    @TempDir
    Path directory;

    private Path file;
    private CleanMark mark;

    @BeforeEach
    void inThisDirectory() {
        file = directory.resolve("clean-shutdown");
        mark = new CleanMark(directory);
    }

    @Test
    void itNamesWhatWasClosed() throws IOException {
        mark.set(CLOSED, DataDoubt.NONE);
        assertEquals(Optional.of(CLOSED), mark.take().environments());
    }

    @Test
    void aShutdownWithNothingToCloseIsCleanToo() throws IOException {
        mark.set(Set.of(), DataDoubt.NONE);
        assertEquals(Optional.of(Set.of()), mark.take().environments());
    }

    @Test
    void itIsFoundOnce() throws IOException {
        mark.set(CLOSED, DataDoubt.NONE);
        mark.take();

        assertFalse(Files.exists(file));
        assertEquals(Optional.empty(), mark.take().environments());
    }

    @Test
    void ofACopiedDirectoryItDoesNotHoldAndIsTakenAway() throws IOException {
        mark.set(CLOSED, DataDoubt.NONE);
        Path copy = Files.createDirectory(directory.resolve("copy"));
        Files.copy(file, copy.resolve("clean-shutdown"));

        assertEquals(Optional.empty(), new CleanMark(copy).take().environments());
        assertFalse(Files.exists(copy.resolve("clean-shutdown")));
    }

    @Test
    void cutShortAnywhereItDoesNotHold() throws IOException {
        mark.set(CLOSED, DataDoubt.NONE);
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertEquals(
                    Optional.empty(),
                    mark.take().environments(),
                    "cut to " + length + " of " + whole.length + " bytes");
        }
    }

    @Test
    void filledWithZerosOrWithBytesThatAreNoTextItDoesNotHold() throws IOException {
        mark.set(CLOSED, DataDoubt.NONE);
        byte[] zeros = new byte[Files.readAllBytes(file).length];
        for (byte[] damaged : new byte[][] {zeros, {(byte) 0xc3, (byte) 0x28, '\n', '0', '\n'}}) {
            Files.write(file, damaged);
            assertEquals(
                    Optional.empty(), mark.take().environments(), new String(damaged, StandardCharsets.ISO_8859_1));
        }
    }
}
