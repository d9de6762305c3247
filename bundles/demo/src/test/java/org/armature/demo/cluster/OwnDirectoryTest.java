package org.armature.demo.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnDirectoryTest {
    @TempDir
    Path parent;

    @Test
    void aDirectoryThatWasNotThereGoesAsAWhole() throws IOException {
        Path path = parent.resolve("new/demo");
        OwnDirectory directory = OwnDirectory.take(Optional.of(path));
        Files.createDirectories(path.resolve("n1/data"));
        Files.writeString(path.resolve("n1/data/file"), "x");
        directory.delete();
        assertFalse(Files.exists(path));
        directory.delete(); // again, as a hook might
    }

    @Test
    void anEmptyDirectoryThatWasThereStays() throws IOException {
        Path path = Files.createDirectory(parent.resolve("mine"));
        OwnDirectory directory = OwnDirectory.take(Optional.of(path));
        Files.writeString(path.resolve("file"), "x");
        directory.delete();
        assertTrue(Files.isDirectory(path));
        assertEquals(0, path.toFile().list().length);
    }

    @Test
    void aDirectoryWithSomethingInItIsRefusedAndLeft() throws IOException {
        Path file = Files.writeString(parent.resolve("precious"), "x");
        IOException failure = assertThrows(IOException.class, () -> OwnDirectory.take(Optional.of(parent)));
        assertTrue(failure.getMessage().contains("is not empty"), failure.getMessage());
        assertTrue(Files.exists(file));
    }

    @Test
    void whatALinkPointsToIsNotDeleted() throws IOException {
        Path elsewhere = Files.createDirectory(parent.resolve("elsewhere"));
        Path file = Files.writeString(elsewhere.resolve("precious"), "x");
        OwnDirectory directory = OwnDirectory.take(Optional.of(parent.resolve("demo")));
        Files.createSymbolicLink(directory.path().resolve("link"), elsewhere);
        directory.delete();
        assertFalse(Files.exists(directory.path()));
        assertTrue(Files.exists(file));
    }

    @Test
    void withoutAWishItIsAmongTheTemporaryFiles() throws IOException {
        OwnDirectory directory = OwnDirectory.take(Optional.empty());
        assertTrue(Files.isDirectory(directory.path()));
        directory.delete();
        assertFalse(Files.exists(directory.path()));
    }
}
