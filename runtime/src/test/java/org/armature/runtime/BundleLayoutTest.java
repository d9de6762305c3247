package org.armature.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleLayoutTest {
    @TempDir
    Path home;

    @Test
    void aFolderNameGivesTheStartLevel() throws Exception {
        file("bundles/50-server/server.jar");
        file("bundles/05-components/b.jar");
        file("bundles/05-components/a.jar");
        assertEquals(
                List.of("05-components/a.jar 5", "05-components/b.jar 5", "50-server/server.jar 50"),
                BundleLayout.of(home).stream()
                        .map(file -> file.shortName() + " " + file.startLevel())
                        .toList());
    }

    @Test
    void halfCopiedAndForeignFilesAreLeftAlone() throws Exception {
        file("bundles/50-server/server.jar");
        file("bundles/50-server/.server.jar");
        file("bundles/50-server/README");
        assertEquals(1, BundleLayout.of(home).size());
    }

    @Test
    void aFolderWithoutALevelIsNamed() throws IOException {
        file("bundles/server/server.jar");
        StartFailure failure = assertThrows(StartFailure.class, () -> BundleLayout.of(home));
        assertTrue(failure.getMessage().contains("bundles/server"), failure.getMessage());
    }

    @Test
    void aHomeWithoutBundlesIsIncomplete() throws IOException {
        assertThrows(StartFailure.class, () -> BundleLayout.of(home));
        Files.createDirectory(home.resolve("bundles"));
        StartFailure failure = assertThrows(StartFailure.class, () -> BundleLayout.of(home));
        assertTrue(failure.getMessage().contains("holds no bundle"), failure.getMessage());
    }

    private void file(String path) throws IOException {
        Path file = home.resolve(path);
        Files.createDirectories(file.getParent());
        Files.createFile(file);
    }
}
