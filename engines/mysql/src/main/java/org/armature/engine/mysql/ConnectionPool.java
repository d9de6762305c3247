package org.armature.engine.mysql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.armature.storage.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lends connections to work, one for each piece. Bounded in every wait: for a turn by {@code socket-timeout}, for a
 * connection by {@code connect-timeout}; while the server can't be reached only one call in half a second waits for it,
 * all others fail at once.
 *
 * <p>A connection that gave no answer may leave a statement at work in the server. Before the next change that session
 * is ended, see {@link Sessions}, so that no write of before can follow a later one.
 */
final class ConnectionPool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionPool.class);
    private static final Duration BETWEEN_FAILED_TRIES = Duration.ofMillis(500);

    /** What is done with a connection, which is in autocommit mode and must not be closed. */
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private final MysqlSettings settings;
    private final Sessions sessions;
    private final HikariDataSource pool;
    private final Semaphore turns;
    private final Set<Long> unsettled = ConcurrentHashMap.newKeySet();

    private volatile SQLException outage;
    private volatile long tryAgainAtNanos;

    ConnectionPool(MysqlSettings settings, ServerAccess access, Sessions sessions, String name) {
        this.settings = settings;
        this.sessions = sessions;
        this.turns = new Semaphore(settings.poolSize(), true);
        HikariConfig config = new HikariConfig();
        config.setDataSource(access);
        config.setPoolName(name);
        config.setMaximumPoolSize(settings.poolSize());
        config.setMinimumIdle(settings.poolSize());
        config.setConnectionTimeout(settings.connectMillis());
        config.setValidationTimeout(settings.connectMillis());
        config.setInitializationFailTimeout(-1);
        config.setMaxLifetime(TimeUnit.MINUTES.toMillis(30));
        this.pool = new HikariDataSource(config);
    }

    <T> T read(Work<T> work) throws SQLException {
        return lend(work, false);
    }

    /** For work that changes something: waits for unanswered changes of before to be over. */
    <T> T change(Work<T> work) throws SQLException {
        return lend(work, true);
    }

    @Override
    public void close() {
        pool.close();
    }

    /** How many connections are lent now. */
    int lent() {
        return settings.poolSize() - turns.availablePermits();
    }

    private <T> T lend(Work<T> work, boolean changes) throws SQLException {
        takeTurn();
        try (Connection connection = connect()) {
            if (changes) {
                settle(connection);
            }
            long number = ServerAccess.number(connection);
            try {
                return work.on(connection);
            } catch (SQLException e) {
                giveUp(connection, number, e, changes);
                throw e;
            } catch (RuntimeException | Error e) {
                giveUp(connection, number, e, changes);
                throw e;
            }
        } finally {
            turns.release();
        }
    }

    private void takeTurn() {
        try {
            if (turns.tryAcquire(settings.socketMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            throw new AssertionError("only threads that can't be interrupted come here", e);
        }
        throw new StorageException.Unavailable("all " + settings.poolSize() + " connections to " + settings.place()
                + " were in use for " + settings.socketMillis()
                + " ms; nothing was written. The server is too slow for this load, or pool-size too small");
    }

    private Connection connect() throws SQLException {
        SQLException known = outage;
        if (known != null && System.nanoTime() - tryAgainAtNanos < 0) {
            throw known;
        }
        if (known != null) {
            tryAgainAtNanos = System.nanoTime() + BETWEEN_FAILED_TRIES.toNanos();
        }
        try {
            Connection connection = pool.getConnection();
            outage = null;
            return connection;
        } catch (SQLException e) {
            tryAgainAtNanos = System.nanoTime() + BETWEEN_FAILED_TRIES.toNanos();
            outage = e;
            throw e;
        }
    }

    private void settle(Connection connection) throws SQLException {
        for (Long session : Set.copyOf(unsettled)) {
            sessions.end(connection, session);
            unsettled.remove(session);
        }
    }

    private void giveUp(Connection connection, long number, Throwable failure, boolean changes) {
        boolean lost = failure instanceof SQLException sql && Failures.isConnectionLost(sql);
        boolean undone = false;
        if (!lost) {
            try {
                Transactions.undo(connection);
                undone = true;
            } catch (SQLException e) {
                LOG.debug("the transaction could not be undone, its session will be ended", e);
            }
        }
        if (!undone) {
            if (changes) {
                unsettled.add(number);
            }
            pool.evictConnection(connection);
        }
        if (lost && !Failures.isTimeout(failure)) {
            // what cut this one has mostly cut all of them
            pool.getHikariPoolMXBean().softEvictConnections();
        }
    }
}
