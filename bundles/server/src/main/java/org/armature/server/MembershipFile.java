package org.armature.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.armature.model.ErrorCode;
import org.armature.protocol.ProtocolException;
import org.armature.protocol.SavedMembership;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a node remembers of the cluster over restarts: one file, replaced as a whole and forced. */
final class MembershipFile {
    private static final Logger LOG = LoggerFactory.getLogger(MembershipFile.class);
    private static final long RETRY_NANOS = 500_000_000L;

    private final Path file;
    private volatile boolean closed;

    MembershipFile(Path file) {
        this.file = file;
    }

    /**
     * Empty if there is none: the node has never been a member.
     *
     * @throws StartFailed if it can't be read; it is left as it is
     */
    Optional<SavedMembership> read() {
        try {
            return Optional.of(SavedMembership.decode(Files.readAllBytes(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new StartFailed(ErrorCode.DIRECTORY_UNREADABLE, file + ": " + e + ". Nothing was changed");
        } catch (ProtocolException e) {
            throw new StartFailed(
                    e.code(),
                    file + ": " + e.getMessage()
                            + ". Restore the file; or have the node removed as dead and let it join again with an empty"
                            + " directory. Nothing was changed");
        }
    }

    /** Until it is there, nothing that depends on it may be said, so this tries until it has succeeded, or is closed. */
    void write(SavedMembership image) {
        boolean told = false;
        while (!closed) {
            try {
                DurableFile.write(file, image.encode());
                return;
            } catch (IOException e) {
                if (!told) {
                    LOG.error(
                            "membership not saved file={} reason=\"{}\" effect=\"the node takes no part in changes of the"
                                    + " ring until it can be\"",
                            file,
                            e.toString());
                    told = true;
                }
                LockSupport.parkNanos(this, RETRY_NANOS);
            }
        }
    }

    /** Gives up a write that does not succeed. */
    void close() {
        closed = true;
    }
}
