package org.armature.engine.mysql;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.armature.engine.common.Uninterrupted;
import org.armature.storage.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database while the environment is open. Work that met a lost connection is tried once more on another one, since
 * all work is idempotent under one writer per store; so one connection that breaks is not noticed, and a server that is
 * gone is, within the timeouts.
 *
 * <p>Thread-safe. Work must neither nest nor run the callers' code: closing waits for all of it to leave.
 */
final class LiveDatabase {
    private static final Logger LOG = LoggerFactory.getLogger(LiveDatabase.class);
    private static final int ATTEMPTS_AMONG_OTHERS = 5;

    private final MysqlSettings settings;
    private final ConnectionPool pool;
    private final Ownership ownership;
    private final ReadWriteLock gate = new ReentrantReadWriteLock();
    private boolean closed;

    LiveDatabase(MysqlSettings settings, ConnectionPool pool, Ownership ownership) {
        this.settings = settings;
        this.pool = pool;
        this.ownership = ownership;
    }

    <T> T read(ConnectionPool.Work<T> work) {
        return Uninterrupted.call(() -> attempt(work, false));
    }

    /** For work that changes something. */
    <T> T change(ConnectionPool.Work<T> work) {
        return Uninterrupted.call(() -> attempt(work, true));
    }

    MysqlSettings settings() {
        return settings;
    }

    ServerFacts facts() {
        return ownership.facts();
    }

    void refuseIfClosed() {
        gate.readLock().lock();
        try {
            refuseIfGone();
        } finally {
            gate.readLock().unlock();
        }
    }

    /**
     * Waits for the work under way, does the last work and closes; idempotent.
     *
     * @return whether the close is marked as clean
     */
    boolean close(ConnectionPool.Work<Void> lastWork) {
        gate.writeLock().lock();
        try (ownership;
                pool) {
            if (closed) {
                return false;
            }
            closed = true;
            ownership.confirm();
            pool.change(lastWork);
            ownership.markClean();
            return true;
        } catch (SQLException | IOException | StorageException e) {
            LOG.warn("not closed cleanly, the next open recovers place=\"{}\"", settings.place(), e);
            return false;
        } finally {
            gate.writeLock().unlock();
        }
    }

    private <T> T attempt(ConnectionPool.Work<T> work, boolean changes) {
        long start = System.nanoTime();
        boolean lostBefore = false;
        for (int attempt = 1; ; attempt++) {
            gate.readLock().lock();
            try {
                refuseIfGone();
                if (changes) {
                    ownership.confirm();
                }
                return changes ? pool.change(work) : pool.read(work);
            } catch (SQLException e) {
                boolean lost = Failures.isConnectionLost(e);
                if (lost) {
                    ownership.doubt();
                }
                boolean again = lost
                        ? !lostBefore
                                && System.nanoTime() - start
                                        < Duration.ofMillis(settings.connectMillis())
                                                .toNanos()
                        : Failures.isInTheWay(e) && attempt < ATTEMPTS_AMONG_OTHERS;
                if (!again) {
                    throw told(e, lostBefore && changes);
                }
                lostBefore |= lost;
            } finally {
                gate.readLock().unlock();
            }
        }
    }

    private StorageException told(SQLException failure, boolean unknownBefore) {
        StorageException told = Failures.of(failure, settings);
        return unknownBefore && !Failures.isConnectionLost(failure)
                ? new StorageException.Unavailable(
                        "a write that gave no answer was tried again and failed, so it may have happened once. "
                                + told.getMessage())
                : told;
    }

    private void refuseIfGone() {
        if (closed) {
            throw new StorageException.Closed("the environment in " + settings.place() + " was closed");
        }
    }
}
