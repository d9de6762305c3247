package org.armature.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLockTest {
    @TempDir
    Path temp;

    private DirectoryLock held;

    @AfterEach
    void release() throws IOException {
        if (held != null) {
            held.close();
        }
    }

    @Test
    void theDirectoryIsMadeForItsOwnerAloneAndNamesTheProcess() throws Exception {
        Path data = temp.resolve("a").resolve("data");
        held = DirectoryLock.acquire(data);
        assertEquals(own(), Files.readString(data.resolve("lock")).strip());
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(data)));
    }

    @Test
    void aSecondHolderIsRefusedAndToldWhoHoldsIt() throws Exception {
        held = DirectoryLock.acquire(temp);
        StartFailure failure = assertThrows(StartFailure.class, () -> DirectoryLock.acquire(temp));
        assertEquals(StartupCode.DIRECTORY_LOCKED, failure.code());
        assertTrue(failure.getMessage().contains("is used by process " + own()), failure.getMessage());
    }

    @Test
    void aReleasedDirectoryCanBeLockedAgain() throws Exception {
        DirectoryLock.acquire(temp).close();
        held = DirectoryLock.acquire(temp);
        assertEquals(own(), Files.readString(temp.resolve("lock")).strip());
    }

    @Test
    void aDirectoryThatCannotBeMadeIsNamed() throws IOException {
        Path file = Files.createFile(temp.resolve("file"));
        StartFailure failure = assertThrows(StartFailure.class, () -> DirectoryLock.acquire(file.resolve("data")));
        assertEquals(StartupCode.DIRECTORY_UNREADABLE, failure.code());
        assertTrue(failure.getMessage().contains(file.resolve("data").toString()), failure.getMessage());
    }

    private static String own() {
        return Long.toString(ProcessHandle.current().pid());
    }
}
