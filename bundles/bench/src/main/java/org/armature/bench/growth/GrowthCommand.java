package org.armature.bench.growth;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.armature.bench.CommandEnd;
import org.armature.bench.FormatOption;
import org.armature.bench.NodeJvm;
import org.armature.bench.ThrowAwayCluster;
import org.armature.bench.WorkloadOptions;
import org.armature.bench.steady.Asked;
import org.armature.bench.steady.RateOptions;
import org.armature.bench.steady.ThreeNodes;
import org.armature.model.TableName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code armature bench growth}: three nodes of its own under load, which a fourth joins and leaves, over and over. Ends
 * with 0 if no request failed, nothing was lost and no key was found with fewer than N copies, whatever the latencies are.
 */
@Command(
        name = "growth",
        sortOptions = false,
        description = "Lets a fourth node join three under load and leave again, and tells what that cost.",
        footerHeading = "%n",
        footer = {
            "Starts nodes of its own: N=3, R=2, W=2, bdbje, durability process. Ends with 0 if no request failed, nothing",
            "was lost and no key was found with fewer than N copies; latencies are printed, and not judged.",
            "Each figure is explained in docs/benchmarks.md."
        })
public final class GrowthCommand implements Callable<Integer> {
    private static final TableName TABLE = new TableName("bench", "growth");

    @Spec
    private CommandSpec spec;

    @Mixin
    private WorkloadOptions load;

    @Mixin
    private RateOptions rate;

    @Option(
            names = "--pairs",
            paramLabel = "N",
            description = "Joins, and as many leaves (default: ${DEFAULT-VALUE}).",
            defaultValue = "5")
    private int pairs;

    @Option(
            names = "--quiet-seconds",
            paramLabel = "S",
            description = "Load before each change while nothing moves (default: ${DEFAULT-VALUE}).",
            defaultValue = "20")
    private int quietSeconds;

    @Option(
            names = "--rest-seconds",
            paramLabel = "S",
            description = "Load after each change and each start, in a part of its own (default: ${DEFAULT-VALUE}).",
            defaultValue = "5")
    private int restSeconds;

    @Option(
            names = "--samples",
            paramLabel = "N",
            description = "Keys in a second whose owners are asked whether they hold them (default: ${DEFAULT-VALUE}).",
            defaultValue = "20")
    private double samples;

    @Mixin
    private FormatOption format;

    @Override
    public Integer call() throws InterruptedException {
        return CommandEnd.of(
                spec,
                () -> run(Asked.of(
                        load, () -> new GrowthPlan(pairs, samples), () -> rate.pace(quietSeconds, restSeconds))));
    }

    private boolean run(Asked<GrowthPlan> asked)
            throws IOException, InterruptedException, TimeoutException, ExecutionException {
        PrintWriter err = spec.commandLine().getErr();
        try (ThrowAwayCluster cluster = ThrowAwayCluster.start(
                TABLE, asked.workload().valueBytes(), NodeJvm.heap(System.getenv()), err::println)) {
            GrowthReport report = new GrowthRun(
                            ThreeNodes.of(cluster, TABLE, asked.workload(), err::println), asked.plan(), asked.pace())
                    .run();
            format.print(report, spec.commandLine().getOut(), GrowthText::of, GrowthJson::of);
            return report.held();
        }
    }
}
