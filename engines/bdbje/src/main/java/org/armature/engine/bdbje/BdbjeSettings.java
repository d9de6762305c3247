package org.armature.engine.bdbje;

import com.sleepycat.je.CacheMode;
import com.sleepycat.je.Durability;
import com.sleepycat.je.EnvironmentConfig;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.armature.storage.EngineOption;
import org.armature.storage.EngineOption.Kind;
import org.armature.storage.EnvironmentSettings;
import org.armature.storage.OptionReader;
import org.armature.storage.StorageEngine;

/**
 * The engine's options as read.
 *
 * @param flushMillis longest time until a write of durability PROCESS is forced to the disk
 */
record BdbjeSettings(
        long cacheBytes,
        CacheMode cacheMode,
        long freeDiskBytes,
        long logFileBytes,
        long checkpointBytes,
        long cleanerThreads,
        long flushMillis,
        long lockMillis) {

    private static final long MIB = 1 << 20;
    private static final long PIB = 1L << 50;
    private static final String KEEP_VALUES = "keep-values";
    private static final String EVICT_VALUES = "evict-values";

    static final List<EngineOption> OPTIONS = List.of(
            new EngineOption(
                    "cache-size",
                    Kind.SIZE,
                    String.valueOf(64 * MIB),
                    "bytes of heap for the keys and the index of one instance, about 200 bytes a key, and for values"
                            + " if cache-mode keeps them"),
            new EngineOption(
                    "cache-mode",
                    Kind.TEXT,
                    EVICT_VALUES,
                    "evict-values: the cache has keys and index, values are left to the system's page cache;"
                            + " keep-values: recently used values are in the cache too, for a heap with room for them"),
            new EngineOption(
                    "free-disk",
                    Kind.SIZE,
                    String.valueOf(128 * MIB),
                    "bytes to leave free on the file system; writes are refused below that"),
            new EngineOption(
                    "log-file-size",
                    Kind.SIZE,
                    String.valueOf(16 * MIB),
                    "bytes after which a new log file is begun; damage in the newest file concerns at most one file"),
            new EngineOption(
                    "checkpoint-size",
                    Kind.SIZE,
                    String.valueOf(32 * MIB),
                    "bytes of log between checkpoints; recovery after a crash reads about that much"),
            new EngineOption(
                    "cleaner-threads", Kind.NUMBER, "1", "threads that copy what is still live out of old log files"),
            new EngineOption(
                    "flush-interval",
                    Kind.DURATION,
                    "1000",
                    "milliseconds until a write of durability process is forced to the disk, at most"),
            new EngineOption(
                    "lock-timeout",
                    Kind.DURATION,
                    "10000",
                    "milliseconds a read waits for a write of the same key to be committed"));

    static BdbjeSettings read(StorageEngine engine, EnvironmentSettings settings) {
        OptionReader reader = new OptionReader(engine, settings);
        long mostCache = Math.max(64 * MIB, Runtime.getRuntime().maxMemory() / 10 * 8);
        BdbjeSettings read = new BdbjeSettings(
                reader.number("cache-size", 8 * MIB, mostCache),
                reader.oneOf("cache-mode", List.of(KEEP_VALUES, EVICT_VALUES)).equals(EVICT_VALUES)
                        ? CacheMode.EVICT_LN
                        : CacheMode.DEFAULT,
                reader.number("free-disk", MIB, PIB),
                reader.number("log-file-size", MIB, 32 * MIB),
                reader.number("checkpoint-size", MIB, 1024 * MIB),
                reader.number("cleaner-threads", 1, 16),
                reader.number("flush-interval", 10, 60_000),
                reader.number("lock-timeout", 100, 600_000));
        reader.refuseIfWrong();
        return read;
    }

    EnvironmentConfig toEnvironmentConfig() {
        EnvironmentConfig config = new EnvironmentConfig();
        config.setAllowCreate(true);
        config.setTransactional(true);
        config.setDurability(Durability.COMMIT_WRITE_NO_SYNC);
        config.setLockTimeout(lockMillis, TimeUnit.MILLISECONDS);
        config.setCacheSize(cacheBytes);
        config.setCacheMode(cacheMode);
        config.setConfigParam(EnvironmentConfig.LOG_FILE_MAX, String.valueOf(logFileBytes));
        config.setConfigParam(EnvironmentConfig.CHECKPOINTER_BYTES_INTERVAL, String.valueOf(checkpointBytes));
        config.setConfigParam(EnvironmentConfig.CLEANER_THREADS, String.valueOf(cleanerThreads));
        config.setConfigParam(EnvironmentConfig.LOG_FLUSH_SYNC_INTERVAL, flushMillis + " ms");
        leaveRoomOnTheDisk(config);
        noticeDamage(config);
        keepQuiet(config);
        return config;
    }

    /** JE's default reserve of 5 GB refuses all writes on small disks; a reserve of 0 makes a full disk fatal. */
    private void leaveRoomOnTheDisk(EnvironmentConfig config) {
        config.setConfigParam(EnvironmentConfig.FREE_DISK, String.valueOf(freeDiskBytes));
        // While there is no room, JE looks for some whenever its cleaner wakes.
        config.setConfigParam(EnvironmentConfig.CLEANER_WAKEUP_INTERVAL, "2 s");
    }

    private static void noticeDamage(EnvironmentConfig config) {
        // Otherwise a damaged entry of the newest file counts as the log's end, and commits behind it are cut off.
        config.setConfigParam(EnvironmentConfig.HALT_ON_COMMIT_AFTER_CHECKSUMEXCEPTION, "true");
        config.setConfigParam(EnvironmentConfig.LOG_ITERATOR_READ_SIZE, String.valueOf(2 * MIB));
        // With the queue, a commit can be acknowledged while it still waits in memory for another's fsync.
        config.setConfigParam(EnvironmentConfig.LOG_USE_WRITE_QUEUE, "false");
    }

    /** No files beside the log, and no nightly verification, which would read everything on all nodes at once. */
    private static void keepQuiet(EnvironmentConfig config) {
        config.setLoggingHandler(new JeLog());
        config.setConfigParam(EnvironmentConfig.CONSOLE_LOGGING_LEVEL, "OFF");
        config.setConfigParam(EnvironmentConfig.FILE_LOGGING_LEVEL, "OFF");
        config.setConfigParam(EnvironmentConfig.STATS_COLLECT, "false");
        config.setConfigParam(EnvironmentConfig.ENV_RUN_VERIFIER, "false");
    }
}
