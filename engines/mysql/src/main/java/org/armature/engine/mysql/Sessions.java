package org.armature.engine.mysql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends sessions of the server that this environment had and got no answer from. A session holds its lock until its
 * statement has ended and its transaction is committed or undone; a user may always end sessions of their own.
 */
final class Sessions {
    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);
    private static final int NO_SUCH_THREAD = 1094;

    private final SessionLocks locks;
    private final Duration patience;

    /** @param patience longest wait for a session to end */
    Sessions(SessionLocks locks, Duration patience) {
        this.locks = locks;
        this.patience = patience;
    }

    /** Returns when the session is over, ended here if need be. */
    void end(Connection connection, long session) throws SQLException {
        long end = System.nanoTime() + patience.toNanos();
        boolean killed = false;
        while (holds(connection, locks.ofSession(session)) == session) {
            if (!killed) {
                LOG.info("ending a session that gave no answer session={}", session);
                kill(connection, session);
                killed = true;
            }
            if (System.nanoTime() - end > 0) {
                throw new SQLTransientConnectionException("session " + session
                        + " of the server is still at work on an earlier write, " + patience.toMillis()
                        + " ms after it was told to end; nothing was written");
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    /** Ends all sessions of this environment but those of {@code connection} itself. */
    void endOthers(Connection connection) throws SQLException {
        long own = ServerAccess.number(connection);
        List<Long> others = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("SELECT id FROM information_schema.processlist"
                + " WHERE id <> ? AND IS_USED_LOCK(CONCAT(?, id)) = id")) {
            statement.setLong(1, own);
            statement.setString(2, locks.prefix() + ".");
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    others.add(rows.getLong(1));
                }
            }
        }
        for (long session : others) {
            end(connection, session);
        }
    }

    /** The session that holds the lock, 0 if none does. */
    static long holds(Connection connection, String lock) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT IS_USED_LOCK(?)")) {
            statement.setString(1, lock);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** A session that is gone already is no error. */
    static void kill(Connection connection, long session) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("KILL " + session);
        } catch (SQLException e) {
            if (e.getErrorCode() != NO_SUCH_THREAD) {
                throw e;
            }
        }
    }
}
