package org.armature.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.armature.node.Event;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The node-wide counter of key epochs. Blocks are forced to disk before they are given out, so a crash skips epochs and
 * never repeats one. Thread-safe; blocks are reserved on a thread of its own.
 */
final class KeyEpochFile implements AutoCloseable {
    static final long BLOCK = 1L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(KeyEpochFile.class);
    private static final long RETRY_SECONDS = 1;

    private final Path file;
    private final ScheduledExecutorService thread =
            new ScheduledThreadPoolExecutor(1, KeyEpochFile::daemon, new ThreadPoolExecutor.DiscardPolicy());
    private volatile long next;

    /** @param next the first epoch that was never reserved */
    KeyEpochFile(Path file, long next) {
        this.file = file;
        this.next = next;
    }

    private static Thread daemon(Runnable work) {
        Thread made = new Thread(work, "armature-epochs");
        made.setDaemon(true);
        return made;
    }

    /** Grants a block that no one was ever granted, as soon as that is on disk; tries until it is, or this is closed. */
    void reserve(Consumer<Event> grant) {
        thread.execute(() -> tryToReserve(grant));
    }

    private void tryToReserve(Consumer<Event> grant) {
        long from = next;
        try {
            DurableFile.write(file, (from + BLOCK) + "\n");
        } catch (IOException e) {
            if (thread.isShutdown()) {
                return;
            }
            LOG.error(
                    "key epochs not reserved file={} reason=\"{}\" retry_s={} effect=\"puts are refused once the epochs"
                            + " in stock are used up\"",
                    file,
                    e.toString(),
                    RETRY_SECONDS);
            thread.schedule(() -> tryToReserve(grant), RETRY_SECONDS, TimeUnit.SECONDS);
            return;
        }
        next = from + BLOCK;
        grant.accept(new Event.EpochsGranted(from, from + BLOCK));
    }

    /** The first epoch that is not reserved, nor was ever before. */
    long next() {
        return next;
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("key epochs still being reserved at stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
