package org.armature.bench.growth;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.armature.bench.CommandEnd;
import org.armature.bench.FormatOption;
import org.armature.bench.InvalidOptions;
import org.armature.bench.Mistakes;
import org.armature.bench.NodeJvm;
import org.armature.bench.ThrowAwayCluster;
import org.armature.bench.Workload;
import org.armature.bench.WorkloadOptions;
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
    private static final String AUTO = "auto";

    @Spec
    private CommandSpec spec;

    @Mixin
    private WorkloadOptions load;

    @Option(
            names = "--rate",
            paramLabel = "OPS|auto",
            description =
                    "Operations due in a second, whatever becomes of earlier ones; auto: the part of what three nodes"
                            + " bear that --percent says (default: ${DEFAULT-VALUE}).",
            defaultValue = AUTO)
    private String rate;

    @Option(
            names = "--percent",
            paramLabel = "PERCENT",
            description = "Of what three nodes bear, with --rate auto (default: ${DEFAULT-VALUE}).",
            defaultValue = "40")
    private int percent;

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
            names = "--warmup",
            paramLabel = "S",
            description = "Closed loop before anything is measured (default: ${DEFAULT-VALUE}).",
            defaultValue = "20")
    private int warmup;

    @Option(
            names = "--capacity-seconds",
            paramLabel = "S",
            description = "Closed loop in which it is measured what three nodes bear (default: ${DEFAULT-VALUE}).",
            defaultValue = "15")
    private int capacitySeconds;

    @Option(
            names = "--samples",
            paramLabel = "N",
            description = "Keys in a second whose owners are asked whether they hold them (default: ${DEFAULT-VALUE}).",
            defaultValue = "20")
    private double samples;

    @Mixin
    private FormatOption format;

    /** What was asked for, found valid. */
    private record Options(Workload workload, GrowthPlan plan) {}

    @Override
    public Integer call() throws InterruptedException {
        return CommandEnd.of(spec, () -> run(options()));
    }

    private Options options() {
        Mistakes mistakes = new Mistakes();
        Optional<Workload> workload = mistakes.check(load::workload);
        Optional<GrowthPlan> plan = mistakes.check(() ->
                new GrowthPlan(pairs, rate(), percent, warmup, capacitySeconds, quietSeconds, restSeconds, samples));
        mistakes.throwIfAny();
        return new Options(workload.orElseThrow(), plan.orElseThrow());
    }

    private OptionalDouble rate() {
        if (rate.equals(AUTO)) {
            return OptionalDouble.empty();
        }
        try {
            return OptionalDouble.of(Double.parseDouble(rate));
        } catch (NumberFormatException e) {
            throw new InvalidOptions(List.of("--rate " + rate + " is neither a number nor " + AUTO));
        }
    }

    private boolean run(Options options)
            throws IOException, InterruptedException, TimeoutException, ExecutionException {
        PrintWriter err = spec.commandLine().getErr();
        try (ThrowAwayCluster cluster = ThrowAwayCluster.start(
                TABLE, options.workload().valueBytes(), NodeJvm.heap(System.getenv()), err::println)) {
            GrowthReport report = new GrowthRun(cluster, TABLE, options.workload(), options.plan(), err::println).run();
            format.print(report, spec.commandLine().getOut(), GrowthText::of, GrowthJson::of);
            return report.held();
        }
    }
}
