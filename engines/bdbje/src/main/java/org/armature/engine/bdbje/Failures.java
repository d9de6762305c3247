package org.armature.engine.bdbje;

import com.sleepycat.je.DiskLimitException;
import com.sleepycat.je.EnvironmentFailureException;
import com.sleepycat.je.EnvironmentLockedException;
import com.sleepycat.je.LockConflictException;
import com.sleepycat.je.dbi.EnvironmentFailureReason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.armature.storage.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says what JE throws in the words of the SPI. The originals are logged and never kept: they would pin the bundle's
 * class loader.
 */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private static final Set<EnvironmentFailureReason> DAMAGE = EnumSet.of(
            EnvironmentFailureReason.LOG_CHECKSUM,
            EnvironmentFailureReason.BTREE_CORRUPTION,
            EnvironmentFailureReason.FOUND_COMMITTED_TXN,
            EnvironmentFailureReason.LOG_FILE_NOT_FOUND,
            EnvironmentFailureReason.LOG_INCOMPLETE,
            EnvironmentFailureReason.LOG_INTEGRITY);

    /** How JE names a place in its log: number of the file and offset, both hexadecimal. */
    private static final Pattern PLACE = Pattern.compile("0x([0-9a-f]+)/0x([0-9a-f]+)");

    private Failures() {}

    static StorageException of(Throwable failure, Path directory) {
        if (failure instanceof StorageException said) {
            return said;
        }
        if (failure instanceof EnvironmentLockedException) {
            return new StorageException.InUse(directory + " is open in another process; nothing was changed");
        }
        if (failure instanceof DiskLimitException || isOutOfSpace(failure)) {
            LOG.debug("disk full directory={}", directory, failure);
            return new StorageException.DiskFull("no room for writes in " + directory
                    + ": less is free than the option free-disk keeps. Reads go on; writes do so within seconds of"
                    + " there being room. " + failure.getMessage());
        }
        LOG.warn("storage failed directory={}", directory, failure);
        if (isDamage(failure)) {
            return new StorageException.Corrupt("the log in " + directory + " is damaged"
                    + place(failure, directory).map(" at "::concat).orElse("") + "; it is closed and nothing more is"
                    + " read or written. " + LogInspection.ADVICE + ". " + failure.getMessage());
        }
        if (failure instanceof LockConflictException) {
            return new StorageException.Locked("an entry in " + directory
                    + " stayed locked for longer than lock-timeout; nothing was changed. " + failure.getMessage());
        }
        return new StorageException.Unavailable("the environment in " + directory + " failed: " + failure);
    }

    /** Whether stored bytes are wrong, so that opening again would not help. */
    static boolean isDamage(Throwable failure) {
        return failure instanceof EnvironmentFailureException broken
                && DAMAGE.contains(broken.getReason())
                && !isOutOfSpace(failure)
                && !comesFromIo(failure, "Too many open files");
    }

    private static boolean isOutOfSpace(Throwable failure) {
        return comesFromIo(failure, "No space left on device");
    }

    /** JE gives the same reason for a file it can't open for want of something and for one with wrong contents. */
    private static boolean comesFromIo(Throwable failure, String message) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException
                    && String.valueOf(cause.getMessage()).contains(message)) {
                return true;
            }
        }
        return false;
    }

    private static Optional<String> place(Throwable failure, Path directory) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Matcher matcher = PLACE.matcher(String.valueOf(cause.getMessage()));
            if (matcher.find()) {
                String file = String.format(Locale.ROOT, "%08x.jdb", Long.parseLong(matcher.group(1), 16));
                return Optional.of(directory.resolve(file) + ", byte " + Long.parseLong(matcher.group(2), 16));
            }
        }
        return Optional.empty();
    }
}
