package org.armature.bench.swap;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.armature.bench.CommandEnd;
import org.armature.bench.FormatOption;
import org.armature.bench.NodeJvm;
import org.armature.bench.ThrowAwayCluster;
import org.armature.bench.WorkloadOptions;
import org.armature.bench.steady.Asked;
import org.armature.bench.steady.PaceOptions;
import org.armature.bench.steady.ThreeNodes;
import org.armature.model.TableName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code armature bench swap}: three nodes of its own under load, whose storage engine is exchanged for newer versions, over
 * and over. Ends with 0 if no request failed, nothing was lost and no class loader is left, whatever the latencies are.
 */
@Command(
        name = "swap",
        sortOptions = false,
        description = "Exchanges the storage engine of nodes under load, and tells what that cost.",
        footerHeading = "%n",
        footer = {
            "Starts nodes of its own: N=3, R=2, W=2, bdbje, durability process. The newer versions are the shipped jar with a",
            "higher version. Ends with 0 if no request failed, nothing was lost and no class loader of a version before is left;",
            "latencies are printed, and not judged. Needs a JDK. Each figure is explained in docs/benchmarks.md."
        })
public final class SwapCommand implements Callable<Integer> {
    private static final TableName TABLE = new TableName("bench", "swap");

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--swaps",
            paramLabel = "N",
            description = "Exchanges (default: ${DEFAULT-VALUE}).",
            defaultValue = "10")
    private int swaps;

    @Option(
            names = "--node",
            paramLabel = "NODE",
            description = "Exchanges the engine of that one only, n1 to n3. Default: of all in turn.")
    private Optional<String> node = Optional.empty();

    @Mixin
    private WorkloadOptions load;

    @Mixin
    private PaceOptions pace;

    @Mixin
    private FormatOption format;

    @Override
    public Integer call() throws InterruptedException {
        return CommandEnd.of(spec, () -> run(Asked.of(load, () -> new SwapPlan(swaps, node), pace::pace)));
    }

    private boolean run(Asked<SwapPlan> asked)
            throws IOException, InterruptedException, TimeoutException, ExecutionException {
        Loaders loaders = Loaders.of(SwapRun.ENGINE_CLASS);
        PrintWriter err = spec.commandLine().getErr();
        try (ThrowAwayCluster cluster = ThrowAwayCluster.start(
                TABLE, asked.workload().valueBytes(), NodeJvm.heap(System.getenv()), err::println)) {
            SwapReport report = new SwapRun(
                            ThreeNodes.of(cluster, TABLE, asked.workload(), err::println), asked.plan(), asked.pace())
                    .run(loaders);
            format.print(report, spec.commandLine().getOut(), SwapText::of, SwapJson::of);
            return report.held();
        }
    }
}
