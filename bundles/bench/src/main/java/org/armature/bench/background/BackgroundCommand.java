package org.armature.bench.background;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.armature.bench.CommandEnd;
import org.armature.bench.FormatOption;
import org.armature.bench.NodeJvm;
import org.armature.bench.WorkloadOptions;
import org.armature.bench.steady.Asked;
import org.armature.bench.steady.RateOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code armature bench background}: nodes of its own under load, with and without background work. Ends with 0 if no request
 * failed, nothing was lost and all kinds of background work went on when they should, whatever the latencies are.
 */
@Command(
        name = "background",
        sortOptions = false,
        description = "Lets hints, comparisons and a move of partitions go on under load, and tells what that costs.",
        footerHeading = "%n",
        footer = {
            "Starts nodes of its own: N=3, R=2, W=2, bdbje, durability process; a fourth joins and leaves in each pair. Ends with 0",
            "if no request failed, nothing was lost, and all background work really went on; latencies are printed, and not",
            "judged. Each figure is explained in docs/benchmarks.md."
        })
public final class BackgroundCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private WorkloadOptions load;

    @Mixin
    private RateOptions rate;

    @Option(
            names = "--pairs",
            paramLabel = "N",
            description = "Of intervals with the controller on, and as many with it off (default: ${DEFAULT-VALUE}).",
            defaultValue = "5")
    private int pairs;

    @Option(
            names = {"--quiet-seconds", "--seconds"},
            paramLabel = "S",
            description = "Load in each interval, quiet or busy (default: ${DEFAULT-VALUE}).",
            defaultValue = "20")
    private int seconds;

    @Option(
            names = "--rest-seconds",
            paramLabel = "S",
            description =
                    "Load before each busy interval; before a quiet one it is --warmup (default: ${DEFAULT-VALUE}).",
            defaultValue = "5")
    private int restSeconds;

    @Option(
            names = "--behind",
            paramLabel = "N",
            description =
                    "Further objects, which nobody asks for, written anew before each busy interval while a node is away"
                            + " (default: ${DEFAULT-VALUE}).",
            defaultValue = "50000")
    private int behind;

    @Mixin
    private FormatOption format;

    @Override
    public Integer call() throws InterruptedException {
        return CommandEnd.of(
                spec,
                () -> run(Asked.of(
                        load, () -> new BackgroundPlan(pairs, behind), () -> rate.pace(seconds, restSeconds))));
    }

    private boolean run(Asked<BackgroundPlan> asked)
            throws IOException, InterruptedException, TimeoutException, ExecutionException {
        PrintWriter err = spec.commandLine().getErr();
        BackgroundReport report = new BackgroundRun(asked, NodeJvm.heap(System.getenv()), err::println).run();
        format.print(report, spec.commandLine().getOut(), BackgroundText::of, BackgroundJson::of);
        return report.held();
    }
}
