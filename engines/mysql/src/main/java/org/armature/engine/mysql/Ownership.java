package org.armature.engine.mysql;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.armature.storage.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to one environment of the database, against openers of copied directories: a lock of the server, held by a
 * connection of its own, and the opener's number in the environment's row. Looked after by those who write: whenever
 * {@link #BETWEEN_BEATS} have passed or a connection was lost, the next writer sees that both are still there and counts
 * the mark up, in the database first and then in the directory. A database put back from a backup is behind the
 * directory's mark then.
 *
 * <p>Thread-safe.
 */
final class Ownership implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ownership.class);
    private static final Duration BETWEEN_BEATS = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration BETWEEN_FAILED_TRIES = Duration.ofMillis(500);

    private final MysqlSettings settings;
    private final ServerAccess access;
    private final SessionLocks locks;
    private final Path directory;
    private final long environment;

    private volatile ServerFacts facts;
    private volatile long beatAtNanos;
    private volatile boolean lost;

    // under the monitor
    private Connection guard;
    private long guardNumber;
    private DirectoryMark mark;
    private SQLException outage;
    private long tryAgainAtNanos;

    /** Takes over a guard that holds the owner's lock, and the mark as it stands in database and directory. */
    Ownership(
            MysqlSettings settings,
            ServerAccess access,
            SessionLocks locks,
            Path directory,
            long environment,
            Connection guard,
            DirectoryMark mark,
            ServerFacts facts)
            throws SQLException {
        this.settings = settings;
        this.access = access;
        this.locks = locks;
        this.directory = directory;
        this.environment = environment;
        this.guard = guard;
        this.guardNumber = ServerAccess.number(guard);
        this.mark = mark;
        this.facts = facts;
        this.beatAtNanos = System.nanoTime();
    }

    /** Waits for the owner's lock, with a connection that will hold it. */
    static boolean lock(Connection guard, SessionLocks locks) throws SQLException {
        try (PreparedStatement statement = guard.prepareStatement("SELECT GET_LOCK(?, ?)")) {
            statement.setString(1, locks.ofOwner());
            statement.setLong(2, PATIENCE.toSeconds());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1) == 1;
            }
        }
    }

    /** What the server promises, some seconds old at most. */
    ServerFacts facts() {
        return facts;
    }

    /** The next writer makes sure. */
    void doubt() {
        lost = true;
    }

    /** @throws StorageException.InUse if another opener has the environment now */
    void confirm() throws SQLException {
        if (lost || System.nanoTime() - beatAtNanos > BETWEEN_BEATS.toNanos()) {
            confirmNow();
        }
    }

    private synchronized void confirmNow() throws SQLException {
        if (!lost && System.nanoTime() - beatAtNanos <= BETWEEN_BEATS.toNanos()) {
            return;
        }
        // writers that queued behind one that waited for the server in vain don't each wait again
        if (outage != null && System.nanoTime() - tryAgainAtNanos < 0) {
            throw outage;
        }
        try {
            beatOnSomeGuard();
            outage = null;
        } catch (SQLException e) {
            outage = e;
            tryAgainAtNanos = System.nanoTime() + BETWEEN_FAILED_TRIES.toNanos();
            throw e;
        }
    }

    private void beatOnSomeGuard() throws SQLException {
        if (guard != null) {
            try {
                beat();
                return;
            } catch (SQLException e) {
                LOG.info("the guarding connection was lost environment={} cause=\"{}\"", environment, e.getMessage());
                dropGuard();
            }
        }
        takeLockAgain();
        beat();
    }

    /** Marks the close as clean, in the database first. */
    synchronized void markClean() throws SQLException, IOException {
        if (lost || guard == null) {
            takeLockAgain();
        }
        DirectoryMark closed = mark.closed();
        refuseUnlessOwner(EnvironmentRow.mark(guard, environment, closed.opener(), closed.mark(), true));
        closed.write(directory);
        mark = closed;
    }

    @Override
    public synchronized void close() {
        dropGuard();
    }

    private void beat() throws SQLException {
        DirectoryMark next = mark.next();
        refuseUnlessOwner(EnvironmentRow.mark(guard, environment, next.opener(), next.mark(), false));
        if (Sessions.holds(guard, locks.ofOwner()) != guardNumber) {
            throw new SQLException("the guarding connection no longer holds the owner's lock");
        }
        facts = ServerFacts.read(guard);
        try {
            next.write(directory);
            mark = next;
        } catch (IOException e) {
            // the same number again next time: the database may be one ahead
            LOG.warn("the directory's mark could not be written directory={}", directory, e);
        }
        lost = false;
        beatAtNanos = System.nanoTime();
    }

    private void takeLockAgain() throws SQLException {
        dropGuard();
        Connection connection = access.getConnection();
        try {
            long holder = Sessions.holds(connection, locks.ofOwner());
            if (holder != 0 && holder == guardNumber) {
                Sessions.kill(connection, holder);
            }
            if (!lock(connection, locks)) {
                throw taken();
            }
            guardNumber = ServerAccess.number(connection);
            guard = connection;
        } catch (SQLException | RuntimeException e) {
            Quietly.close(connection);
            throw e;
        }
    }

    private void dropGuard() {
        if (guard != null) {
            Quietly.close(guard);
            guard = null;
        }
    }

    private void refuseUnlessOwner(boolean owner) {
        if (!owner) {
            dropGuard();
            throw taken();
        }
    }

    private StorageException taken() {
        return new StorageException.InUse("another process has opened the tables of " + directory + " in "
                + settings.place() + ", from a copy of the directory; nothing was written here, nor will be. Close it"
                + " there, and open this one again");
    }
}
