package org.armature.microbench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.armature.bench.Latency;
import org.armature.bench.Spread;
import org.armature.bench.Workload;
import org.armature.engine.bdbje.BdbjeEngine;
import org.armature.engine.buffered.BufferedEngine;
import org.armature.storage.Durability;
import org.armature.storage.Environment;
import org.armature.storage.EnvironmentSettings;
import org.armature.storage.StorageEngine;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Writes acknowledged from a buffer over JE, against writes that JE forces to the disk, at one rate near what the latter
 * bear, in turns (Dynamo §6.1, figure 5). Each side has an environment and a directory of its own.
 */
@Command(name = "buffered-writes", sortOptions = false, mixinStandardHelpOptions = true)
public final class BufferedWrites implements Callable<Integer> {
    @Option(names = "--value-size", description = "Bytes of a value (default: ${DEFAULT-VALUE}).")
    int valueBytes = 1_024;

    @Option(names = "--keys", description = "Objects on each side (default: ${DEFAULT-VALUE}).")
    int keys = 20_000;

    @Option(names = "--reads", description = "Gets among 100 operations (default: ${DEFAULT-VALUE}).")
    int reads = 50;

    @Option(names = "--threads", description = "Callers, one operation each at a time (default: ${DEFAULT-VALUE}).")
    int threads = 32;

    @Option(names = "--alternations", description = "How often both take turns (default: ${DEFAULT-VALUE}).")
    int alternations = 9;

    @Option(names = "--seconds", description = "Of each turn (default: ${DEFAULT-VALUE}).")
    int seconds = 6;

    @Option(
            names = "--percent",
            description = "Of what forced writes reach in a closed loop, as the rate (default: ${DEFAULT-VALUE}).")
    int percent = 80;

    @Option(names = "--max-objects", description = "Of the buffer (default: ${DEFAULT-VALUE}).")
    int maxObjects = 1_000;

    @Option(
            names = "--flush",
            description = "Durability of the buffer's batches, disk or process (default: ${DEFAULT-VALUE}).")
    String flush = "disk";

    @Option(names = "--directory", description = "Where both directories are made, and removed in the end.")
    Path parent = Path.of(System.getProperty("java.io.tmpdir"));

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new BufferedWrites()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        Workload workload = new Workload(keys, valueBytes, reads, threads, 1);
        Path directory = Files.createTempDirectory(parent, "armature-buffered-writes");
        StorageEngine je = new BdbjeEngine();
        TreeMap<String, String> options = new TreeMap<>();
        options.put("max-objects", String.valueOf(maxObjects));
        options.put("flush", flush);
        try (Environment forced = je.open(settings(directory.resolve("forced"), new TreeMap<>()));
                Environment below = je.open(settings(directory.resolve("below"), new TreeMap<>()));
                Environment buffered = new BufferedEngine()
                        .open(settings(directory.resolve("buffered"), options), below, je.profile())) {
            compare(
                    new EngineLoad("buffered", buffered, Durability.MEMORY, workload),
                    new EngineLoad("forced", forced, Durability.DISK, workload));
        } finally {
            Folders.delete(directory);
        }
        return 0;
    }

    private static EnvironmentSettings settings(Path directory, TreeMap<String, String> options) {
        return new EnvironmentSettings("bench", directory, options);
    }

    private void compare(EngineLoad buffered, EngineLoad forced) {
        buffered.fill();
        forced.fill();
        double capacity = forced.closedLoop(seconds);
        double rate = capacity * percent / 100;
        print(
                "forced writes reach %,.0f operations/s in a closed loop of %d threads; rate %,.0f/s (%d %%)%n",
                capacity, threads, rate, percent);
        buffered.openLoop(rate, seconds);
        forced.openLoop(rate, seconds);
        print(
                "%-4s %-9s %12s %12s %12s %12s %9s%n",
                "turn", "puts", "p50 us", "p99 us", "p99.9 us", "max us", "failed");
        List<Double> ratios99 = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int turn = 1; turn <= alternations; turn++) {
            Latency one = told(turn, buffered, rate);
            Latency other = told(turn, forced, rate);
            ratios99.add(other.p99() / one.p99());
            ratios.add(other.p999() / one.p999());
        }
        tell("p99", Spread.of(ratios99));
        tell("p99.9", Spread.of(ratios));
    }

    private Latency told(int turn, EngineLoad load, double rate) {
        EngineLoad.Turn result = load.openLoop(rate, seconds);
        Latency puts = result.puts();
        print(
                "%-4d %-9s %,12.0f %,12.0f %,12.0f %,12.0f %,9d%n",
                turn, load.name(), puts.p50(), puts.p99(), puts.p999(), puts.max(), result.failed());
        return puts;
    }

    private void tell(String figure, Spread ratio) {
        print(
                "%s forced / buffered: median %.2f, from %.2f to %.2f of %d alternations%n",
                figure, ratio.median(), ratio.least(), ratio.most(), alternations);
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }
}
