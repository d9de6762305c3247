package org.armature.bench.swap;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.armature.bench.CommandEnd;
import org.armature.bench.FormatOption;
import org.armature.bench.Mistakes;
import org.armature.bench.NodeJvm;
import org.armature.bench.ThrowAwayCluster;
import org.armature.bench.Workload;
import org.armature.bench.WorkloadOptions;
import org.armature.bench.steady.Pace;
import org.armature.bench.steady.PaceOptions;
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

    /** What was asked for, found valid. */
    private record Options(Workload workload, SwapPlan plan, Pace pace) {}

    @Override
    public Integer call() throws InterruptedException {
        return CommandEnd.of(spec, () -> run(options()));
    }

    private Options options() {
        Mistakes mistakes = new Mistakes();
        Optional<Workload> workload = mistakes.check(load::workload);
        Optional<SwapPlan> plan = mistakes.check(() -> new SwapPlan(swaps, node));
        Optional<Pace> steady = mistakes.check(pace::pace);
        mistakes.throwIfAny();
        return new Options(workload.orElseThrow(), plan.orElseThrow(), steady.orElseThrow());
    }

    private boolean run(Options options)
            throws IOException, InterruptedException, TimeoutException, ExecutionException {
        Loaders loaders = Loaders.of(SwapRun.ENGINE_CLASS);
        PrintWriter err = spec.commandLine().getErr();
        try (ThrowAwayCluster cluster = ThrowAwayCluster.start(
                TABLE, options.workload().valueBytes(), NodeJvm.heap(System.getenv()), err::println)) {
            SwapReport report = new SwapRun(
                            cluster, TABLE, options.workload(), options.plan(), options.pace(), err::println)
                    .run(loaders);
            format.print(report, spec.commandLine().getOut(), SwapText::of, SwapJson::of);
            return report.held();
        }
    }
}
