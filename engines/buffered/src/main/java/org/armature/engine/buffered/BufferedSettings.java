package org.armature.engine.buffered;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.armature.storage.Durability;
import org.armature.storage.EngineOption;
import org.armature.storage.EngineOption.Kind;
import org.armature.storage.EngineProfile;
import org.armature.storage.EnvironmentSettings;
import org.armature.storage.OptionReader;
import org.armature.storage.StorageEngine;

/**
 * The engine's options as read.
 *
 * @param over name of the engine below
 * @param maxObjects how many may be held that the engine below does not have yet
 * @param maxBytes as many bytes of keys and values of these
 * @param linger how long the first write of a batch waits for others
 * @param maxWait how long a write waits for room, and a close tries what the engine below refuses
 * @param flush how durable the writer thread's batches are to be below
 */
record BufferedSettings(
        String over, long maxObjects, long maxBytes, Duration linger, Duration maxWait, Durability flush) {
    static final String OVER = "over";
    static final String DEFAULT_OVER = "bdbje";

    static final List<EngineOption> OPTIONS = List.of(
            new EngineOption(OVER, Kind.TEXT, DEFAULT_OVER, "name of the engine that keeps the objects"),
            new EngineOption(
                    "max-objects",
                    Kind.NUMBER,
                    "1000",
                    "objects of one instance that are in memory only, at most: what a crash of the node may lose;"
                            + " when there are as many, writes wait"),
            new EngineOption(
                    "max-bytes",
                    Kind.SIZE,
                    String.valueOf(16 << 20),
                    "bytes of the keys and values of these objects, at most"),
            new EngineOption(
                    "linger",
                    Kind.DURATION,
                    "5",
                    "milliseconds the first write of a batch waits for others, which makes batches larger and lets"
                            + " overwrites of a key coalesce"),
            new EngineOption(
                    "max-wait",
                    Kind.DURATION,
                    "1000",
                    "milliseconds a write waits for room before it fails, and a close tries what the engine below"
                            + " refuses before it is given up"),
            new EngineOption(
                    "flush",
                    Kind.TEXT,
                    "disk",
                    "durability of the writer thread's batches in the engine below: disk, so that a power loss costs"
                            + " no more than a crash, or process; the strongest it has, if it has neither"));

    static BufferedSettings read(StorageEngine engine, EnvironmentSettings settings) {
        OptionReader reader = new OptionReader(engine, settings);
        BufferedSettings read = new BufferedSettings(
                reader.text(OVER),
                reader.number("max-objects", 1, 1_000_000),
                reader.number("max-bytes", 64 << 10, 1L << 40),
                Duration.ofMillis(reader.number("linger", 0, 10_000)),
                Duration.ofMillis(reader.number("max-wait", 1, 60_000)),
                Durability.valueOf(
                        reader.oneOf("flush", List.of("disk", "process")).toUpperCase(Locale.ROOT)));
        reader.refuseIfWrong();
        return read;
    }

    /** The least that the engine below promises of what is at least {@link #flush}, else the most it promises. */
    Durability flushTo(EngineProfile below) {
        return below.durabilities().stream()
                .filter(promised -> promised.compareTo(flush) >= 0)
                .min(Durability::compareTo)
                .orElseGet(() ->
                        below.durabilities().stream().max(Durability::compareTo).orElseThrow());
    }
}
