package org.armature.engine.common;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.armature.storage.StorageException;

/**
 * The right to one directory, against other openers of this process, whichever copy of this class they have, and against
 * other processes. A lock of the engine's library may not do: JE's is shared by the openers of one process, and given up
 * while a broken environment is opened again. Thread-safe.
 */
public final class DirectoryClaim implements AutoCloseable {
    private static final String LOCK_FILE = "armature.lck";

    /** Asked first: closing a second channel of the lock file would give up this process's lock on it. */
    private static final Set<Path> CLAIMED = ConcurrentHashMap.newKeySet();

    private final Path realPath;
    private final FileChannel channel;

    private DirectoryClaim(Path realPath, FileChannel channel) {
        this.realPath = realPath;
        this.channel = channel;
    }

    /**
     * Takes the right, and makes the directory if it is not there.
     *
     * @throws StorageException.InUse if another has it
     * @throws IOException if the directory or the lock file in it can't be made
     */
    public static DirectoryClaim of(Path directory) throws IOException {
        Files.createDirectories(directory);
        Path realPath = directory.toRealPath();
        if (!CLAIMED.add(realPath)) {
            throw inUse(directory, "is open in this process already");
        }
        FileChannel channel = null;
        try {
            channel =
                    FileChannel.open(directory.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw inUse(directory, "is open in another process");
            }
            return new DirectoryClaim(realPath, channel);
        } catch (OverlappingFileLockException e) {
            giveUp(realPath, channel);
            throw inUse(directory, "is open in this process, by another version of this engine");
        } catch (IOException | RuntimeException e) {
            giveUp(realPath, channel);
            throw e;
        }
    }

    /** Gives the right up; to be called once, for afterwards it may be another's. */
    @Override
    public void close() throws IOException {
        giveUp(realPath, channel);
    }

    private static void giveUp(Path realPath, FileChannel channel) throws IOException {
        try {
            if (channel != null) {
                channel.close();
            }
        } finally {
            CLAIMED.remove(realPath);
        }
    }

    private static StorageException inUse(Path directory, String why) {
        return new StorageException.InUse(
                directory + " " + why + "; nothing was changed. Close it there, or configure another directory");
    }
}
