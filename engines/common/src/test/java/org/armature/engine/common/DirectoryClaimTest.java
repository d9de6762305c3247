package org.armature.engine.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.armature.storage.StorageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryClaimTest {
    @TempDir
    Path temp;

    private void assertRefused(Path directory) {
        StorageException refused = assertThrows(StorageException.InUse.class, () -> DirectoryClaim.of(directory));
        assertTrue(refused.getMessage().contains("is open in this process already"), refused.getMessage());
    }

    @Test
    void aDirectoryIsClaimedOnceUnderAnyOfItsNamesUntilItIsGivenUp() throws IOException {
        Path directory = temp.resolve("new/directory");
        DirectoryClaim first = DirectoryClaim.of(directory);
        try (first) {
            assertRefused(directory);
            assertRefused(Files.createSymbolicLink(temp.resolve("link"), directory));
        }
        DirectoryClaim.of(directory).close();
    }

    @Test
    void aRefusedClaimTakesNothingFromTheOneThatHolds() throws IOException {
        DirectoryClaim first = DirectoryClaim.of(temp);
        try (first) {
            assertRefused(temp);
            assertRefused(temp);
        }
        DirectoryClaim.of(temp).close();
    }

    /** As two versions of an engine's bundle have. */
    @Test
    void anotherCopyOfTheClassInThisProcessIsRefusedToo() throws Exception {
        URL classes = DirectoryClaim.class.getProtectionDomain().getCodeSource().getLocation();
        DirectoryClaim first = DirectoryClaim.of(temp);
        try (first;
                URLClassLoader loader = new OwnCopy(classes)) {
            Method of = loader.loadClass(DirectoryClaim.class.getName()).getMethod("of", Path.class);
            InvocationTargetException refused =
                    assertThrows(InvocationTargetException.class, () -> of.invoke(null, temp));
            assertEquals(StorageException.InUse.class, refused.getCause().getClass());
            assertTrue(
                    refused.getCause().getMessage().contains("by another version of this engine"),
                    refused.getCause().getMessage());
        }
    }

    /** Loads the package under test anew, and leaves the rest to the loader of the test. */
    private static final class OwnCopy extends URLClassLoader {
        OwnCopy(URL classes) {
            super(new URL[] {classes}, DirectoryClaimTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded != null) {
                    return loaded;
                }
                return name.equals(DirectoryClaim.class.getName()) ? findClass(name) : super.loadClass(name, resolve);
            }
        }
    }
}
