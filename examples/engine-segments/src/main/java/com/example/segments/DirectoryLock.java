package com.example.segments;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.armature.storage.StorageException;

/** The right to one directory, against other openers of this process and against other processes. */
final class DirectoryLock {
    /** Asked first: closing a second descriptor of the lock file would give up this process's lock on it. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path realPath;
    private final RandomAccessFile file;

    private DirectoryLock(Path realPath, RandomAccessFile file) {
        this.realPath = realPath;
        this.file = file;
    }

    /** @throws StorageException.InUse if another has it */
    static DirectoryLock of(Path directory) throws IOException {
        Files.createDirectories(directory);
        Path realPath = directory.toRealPath();
        if (!HELD.add(realPath)) {
            throw inUse(directory, "in this process");
        }
        RandomAccessFile file = null;
        try {
            file = new RandomAccessFile(directory.resolve("lock").toFile(), "rw");
            FileLock lock = file.getChannel().tryLock();
            if (lock == null) {
                throw inUse(directory, "in another process");
            }
            return new DirectoryLock(realPath, file);
        } catch (OverlappingFileLockException e) {
            release(realPath, file);
            throw inUse(directory, "in this process, by another version of this engine");
        } catch (IOException | RuntimeException e) {
            release(realPath, file);
            throw e;
        }
    }

    void release() throws IOException {
        release(realPath, file);
    }

    private static void release(Path realPath, RandomAccessFile file) throws IOException {
        try {
            if (file != null) {
                file.close();
            }
        } finally {
            HELD.remove(realPath);
        }
    }

    private static StorageException inUse(Path directory, String where) {
        return new StorageException.InUse(directory + " is open " + where + "; nothing was changed");
    }
}
