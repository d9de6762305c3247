package org.armature.bench;

import picocli.CommandLine.Option;

/** The options that say what load is put on the nodes. */
public final class WorkloadOptions {
    @Option(
            names = "--keys",
            paramLabel = "N",
            description = "Objects (default: ${DEFAULT-VALUE}).",
            defaultValue = "100000")
    private int keys;

    @Option(
            names = "--value-size",
            paramLabel = "BYTES",
            description = "Size of each value (default: ${DEFAULT-VALUE}).",
            defaultValue = "1024")
    private int valueBytes;

    @Option(
            names = "--reads",
            paramLabel = "PERCENT",
            description = "Gets among 100 operations; the others are puts (default: ${DEFAULT-VALUE}).",
            defaultValue = "50")
    private int reads;

    @Option(
            names = {"--threads", "--clients"},
            paramLabel = "N",
            description = "Callers, each with one operation in flight (default: ${DEFAULT-VALUE}).",
            defaultValue = "32")
    private int threads;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Of values and the order of operations (default: ${DEFAULT-VALUE}).",
            defaultValue = "1")
    private long seed;

    /** @throws InvalidOptions naming every option that is out of its range */
    public Workload workload() {
        return new Workload(keys, valueBytes, reads, threads, seed);
    }
}
