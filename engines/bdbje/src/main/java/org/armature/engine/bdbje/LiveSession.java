package org.armature.engine.bdbje;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.armature.engine.common.Uninterrupted;
import org.armature.storage.OpenReport;
import org.armature.storage.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A JE session that is opened again when it breaks. JE gives an environment up on any I/O error; here the work that met
 * it, and all other work under way, is tried again on a new session, since all work is idempotent under one writer per
 * store. Damage is for good.
 *
 * <p>Thread-safe. Work must neither nest nor run the callers' code: opening again waits for all of it to leave.
 */
final class LiveSession {
    private static final Logger LOG = LoggerFactory.getLogger(LiveSession.class);

    /** More sessions than a few that break in a row are a disk that fails. */
    private static final int ATTEMPTS = 5;

    private static final Duration BETWEEN_FAILED_OPENS = Duration.ofSeconds(1);

    /** What is done on a session; throws JE's exceptions. */
    interface Work<T> {
        T on(JeSession session);
    }

    private final Path directory;
    private final BdbjeSettings settings;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    // all under the lock
    private JeSession session;
    private StorageException whyNoSession;
    private long openAgainAtNanos;
    private String damage;
    private boolean closed;

    private LiveSession(Path directory, BdbjeSettings settings, JeSession session) {
        this.directory = directory;
        this.settings = settings;
        this.session = session;
    }

    static LiveSession open(Path directory, BdbjeSettings settings) {
        return new LiveSession(directory, settings, openSession(directory, settings));
    }

    <T> T run(Work<T> work) {
        return Uninterrupted.call(() -> attempt(work));
    }

    private <T> T attempt(Work<T> work) {
        RuntimeException failure = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            JeSession tried;
            lock.readLock().lock();
            try {
                tried = usable();
                if (tried != null) {
                    return work.on(tried);
                }
            } catch (StorageException.Closed e) {
                throw attempt == 0 ? e : new StorageException.Unavailable(e.getMessage() + " after it had broken");
            } catch (StorageException e) {
                throw e;
            } catch (RuntimeException e) {
                tried = session;
                failure = e;
            } finally {
                lock.readLock().unlock();
            }
            if (tried != null && tried.isValid()) {
                throw Failures.of(failure, directory);
            }
            replace(tried, failure);
        }
        throw Failures.of(failure, directory);
    }

    void refuseIfClosed() {
        lock.readLock().lock();
        try {
            refuseIfGone();
        } finally {
            lock.readLock().unlock();
        }
    }

    /**
     * Waits for the work under way, does the last work and closes; idempotent.
     *
     * @return whether the log ends as it should, with everything written and a checkpoint
     */
    boolean close(Consumer<JeSession> lastWork) {
        lock.writeLock().lock();
        try {
            if (closed) {
                return false;
            }
            closed = true;
            if (session == null) {
                return false;
            }
            if (session.isValid()) {
                lastWork.accept(session);
                return session.close();
            }
            session.abandon();
            return false;
        } catch (RuntimeException e) {
            LOG.warn("close failed, the next open recovers directory={}", directory, e);
            return false;
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** The session, or null if there is none and it is time to open one. */
    private JeSession usable() {
        refuseIfGone();
        if (session == null && System.nanoTime() - openAgainAtNanos < 0) {
            throw anew(whyNoSession);
        }
        return session;
    }

    /** The same failure with the stack of whoever meets it now. */
    private static StorageException anew(StorageException failure) {
        return failure instanceof StorageException.DiskFull
                ? new StorageException.DiskFull(failure.getMessage())
                : new StorageException.Unavailable(failure.getMessage());
    }

    private void refuseIfGone() {
        if (closed) {
            throw new StorageException.Closed("the environment in " + directory + " was closed");
        }
        if (damage != null) {
            throw new StorageException.Corrupt(damage);
        }
    }

    private void replace(JeSession broken, RuntimeException failure) {
        lock.writeLock().lock();
        try {
            if (closed || damage != null || session != broken) {
                return;
            }
            if (broken != null) {
                session = null;
                broken.abandon();
                if (Failures.isDamage(failure)) {
                    damage = Failures.of(failure, directory).getMessage();
                    return;
                }
                LOG.warn("environment broke and is opened again directory={}", directory, failure);
            }
            openAgain();
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void openAgain() {
        long start = System.nanoTime();
        try {
            Optional<String> doubt = doubtBeforeOpening();
            if (doubt.isPresent()) {
                damage = "the log in " + directory + " lost something when it broke: " + doubt.get()
                        + ". Open it again to go on from what is left";
                return;
            }
            session = openSession(directory, settings);
            LOG.info(
                    "environment opened again directory={} took_ms={}",
                    directory,
                    Duration.ofNanos(System.nanoTime() - start).toMillis());
        } catch (StorageException.Corrupt e) {
            damage = e.getMessage();
        } catch (IOException e) {
            tryAgainLater(new StorageException.Unavailable(e.toString()));
        } catch (RuntimeException e) {
            tryAgainLater(Failures.of(e, directory));
        }
    }

    private void tryAgainLater(StorageException why) {
        String message = "the environment in " + directory + " broke and can't be opened again, which is tried every "
                + BETWEEN_FAILED_OPENS.toSeconds() + " s: " + why.getMessage();
        whyNoSession = why instanceof StorageException.DiskFull
                ? new StorageException.DiskFull(message)
                : new StorageException.Unavailable(message);
        openAgainAtNanos = System.nanoTime() + BETWEEN_FAILED_OPENS.toNanos();
    }

    private Optional<String> doubtBeforeOpening() throws IOException {
        OpenReport report = LogInspection.of(directory).report();
        if (report.state() != OpenReport.State.DOUBTFUL) {
            return Optional.empty();
        }
        new ShutdownMarks(directory).markDoubtful(report.detail());
        return Optional.of(report.detail());
    }

    private static JeSession openSession(Path directory, BdbjeSettings settings) {
        try {
            return JeSession.open(directory, settings);
        } catch (RuntimeException e) {
            throw Failures.of(e, directory);
        }
    }
}
