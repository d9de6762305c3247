package org.armature.distribution;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/** Runs of {@code armature bench} on nodes of its own. */
abstract class BenchUnderTest extends UnpackedOnce {
    static final Duration LIMIT = Duration.ofMinutes(5);

    /** What keeps a run short, and small enough for a slow machine. */
    private static final String[] SHORT = {
        "--keys",
        "600",
        "--value-size",
        "128",
        "--rate",
        "40",
        "--warmup",
        "1",
        "--capacity-seconds",
        "1",
        "--quiet-seconds",
        "2",
        "--rest-seconds",
        "1"
    };

    static Command bench(String... options) throws IOException {
        String[] arguments =
                Stream.concat(Stream.of("bench"), Stream.of(options)).toArray(String[]::new);
        return Command.start(home.resolve("bin/armature"), Map.of(), arguments);
    }

    static Command shortBench(String... options) throws IOException {
        return bench(Stream.concat(Stream.of(options), Stream.of(SHORT)).toArray(String[]::new));
    }
}
