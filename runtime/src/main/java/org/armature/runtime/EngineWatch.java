package org.armature.runtime;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.armature.runtime.engine.FileStamp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at a directory again and again: a file counts once two looks in a row found it the same, so that one that is
 * being copied is not taken for whole.
 */
final class EngineWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EngineWatch.class);

    private final Supplier<SortedMap<Path, FileStamp>> look;
    private final Consumer<SortedMap<Path, FileStamp>> told;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread made = new Thread(work, "armature-engines-watch");
        made.setDaemon(true);
        return made;
    });
    private SortedMap<Path, FileStamp> seen = Collections.emptySortedMap();
    private SortedMap<Path, FileStamp> known = Collections.emptySortedMap();
    private boolean unreadableTold;

    EngineWatch(Supplier<SortedMap<Path, FileStamp>> look, Consumer<SortedMap<Path, FileStamp>> told) {
        this.look = look;
        this.told = told;
    }

    static EngineWatch start(
            Supplier<SortedMap<Path, FileStamp>> look, Duration every, Consumer<SortedMap<Path, FileStamp>> told) {
        EngineWatch watch = new EngineWatch(look, told);
        watch.thread.scheduleWithFixedDelay(watch::lookOnce, 0, every.toMillis(), TimeUnit.MILLISECONDS);
        return watch;
    }

    /** To be called by one thread at a time. */
    void lookOnce() {
        try {
            SortedMap<Path, FileStamp> now = look.get();
            SortedMap<Path, FileStamp> stable = new TreeMap<>();
            now.forEach((file, stamp) -> {
                if (stamp.equals(seen.get(file))) {
                    stable.put(file, stamp);
                }
            });
            seen = now;
            if (!stable.equals(known)) {
                known = stable;
                told.accept(Collections.unmodifiableSortedMap(stable));
            }
            unreadableTold = false;
        } catch (RuntimeException e) {
            if (!unreadableTold) {
                unreadableTold = true;
                LOG.warn("a directory of bundles can't be looked at, jars dropped there are not seen", e);
            }
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
