package org.armature.runtime;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The right to use a data directory, held for the life of the process: two processes on one directory would destroy
 * each other's files. The operating system drops the lock with the process, so a crash leaves nothing to clean up. The
 * file names the process that holds it. Keep the reference: a lock that is no longer referred to goes with the next
 * garbage collection. Nothing else in the process may open the file, since closing it would drop the lock.
 */
final class DirectoryLock implements AutoCloseable {
    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Makes the directory if it is not there (readable by its owner only) and locks it.
     *
     * @throws StartFailure if another process holds it, or it cannot be written
     */
    static DirectoryLock acquire(Path data) throws StartFailure {
        try {
            if (!Files.isDirectory(data)) {
                createPrivately(data);
            }
            Path file = data.resolve("lock");
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw usedByAnother(
                        data, Files.readString(file, StandardCharsets.US_ASCII).strip());
            }
            channel.truncate(0);
            byte[] pid = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
            channel.write(ByteBuffer.wrap(pid));
            return new DirectoryLock(channel);
        } catch (IOException failed) {
            throw new StartFailure(
                    StartupCode.DIRECTORY_UNREADABLE,
                    "cannot start: the data directory " + data + " cannot be used: " + failed + ".\n"
                            + "  Nothing was changed. Make it writable for this user, or give another with --data.",
                    failed);
        }
    }

    private static void createPrivately(Path data) throws IOException {
        Path parent = data.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (data.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectory(
                    data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectory(data);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException heldInThisProcess) {
            return false;
        }
    }

    private static StartFailure usedByAnother(Path data, String pid) {
        String process = pid.isEmpty() ? "another process" : "process " + pid;
        String stop = pid.isEmpty() ? "Stop that process" : "Stop it (kill " + pid + ")";
        return new StartFailure(
                StartupCode.DIRECTORY_LOCKED,
                "cannot start: the data directory " + data + " is used by " + process + ".\n"
                        + "  Its data was not touched. " + stop
                        + ", or start this node on a directory of its own with --data.");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
