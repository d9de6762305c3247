package org.armature.bench.steady;

import org.armature.bench.InvalidOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say how much load there is, and how long it goes on undisturbed. */
public final class PaceOptions {
    @Mixin
    private RateOptions rate;

    @Option(
            names = "--quiet-seconds",
            paramLabel = "S",
            description = "Load in each window in which nothing is done (default: ${DEFAULT-VALUE}).",
            defaultValue = "10")
    private int quietSeconds;

    @Option(
            names = "--rest-seconds",
            paramLabel = "S",
            description = "Load after what was done, in a window of its own (default: ${DEFAULT-VALUE}).",
            defaultValue = "2")
    private int restSeconds;

    /** @throws InvalidOptions naming every option that is out of its range */
    public Pace pace() {
        return rate.pace(quietSeconds, restSeconds);
    }
}
