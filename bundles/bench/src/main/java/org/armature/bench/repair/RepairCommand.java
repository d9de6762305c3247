package org.armature.bench.repair;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.armature.bench.CommandEnd;
import org.armature.bench.FormatOption;
import org.armature.bench.NodeJvm;
import org.armature.model.TableName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code armature bench repair}: nodes of its own that lose what they stored, or lack a few keys among many, or nothing. Ends
 * with 0 if all that was lost is there again without any read and nothing else was written, however long it took.
 */
@Command(
        name = "repair",
        sortOptions = false,
        description = "Lets replicas differ, and tells how they become alike and what that costs.",
        footerHeading = "%n",
        footer = {
            "Starts nodes of its own: N=3, R=2, W=2, bdbje, durability process. Without a part it does --wipe. Ends with 0 if every",
            "copy is there in the end, no client read anything for it, and equal replicas were not written to; times and bytes are",
            "printed, and not judged. Each figure is explained in docs/benchmarks.md."
        })
public final class RepairCommand implements Callable<Integer> {
    private static final TableName TABLE = new TableName("bench", "repaired");
    private static final int FEW = 10;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--wipe",
            description = "Deletes everything that one of three nodes has stored, and waits until it has it again.")
    private boolean wipe;

    @Option(
            names = "--differing",
            paramLabel = "D",
            arity = "0..1",
            fallbackValue = "10",
            description =
                    "Lets a node lack the writes of that many keys (10 if no number is given), and orders a repair.")
    private Optional<Integer> differing = Optional.empty();

    @Option(names = "--quiet", description = "Orders two repairs of replicas that are equal.")
    private boolean quiet;

    @Option(names = "--restart", description = "Stops a node cleanly and starts it again.")
    private boolean restart;

    @Option(
            names = "--keys",
            paramLabel = "N",
            description = "Filling (default: 100000 for --wipe, 1000000 for the other parts).")
    private Optional<Integer> keys = Optional.empty();

    @Option(
            names = "--value-size",
            paramLabel = "BYTES",
            description = "Size of each value (default: 1024 for --wipe, 64 for the other parts).")
    private Optional<Integer> valueBytes = Optional.empty();

    @Option(
            names = {"--threads", "--clients"},
            paramLabel = "N",
            description = "Callers that write the objects (default: ${DEFAULT-VALUE}).",
            defaultValue = "32")
    private int threads;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Of values (default: ${DEFAULT-VALUE}).",
            defaultValue = "1")
    private long seed;

    @Mixin
    private FormatOption format;

    @Override
    public Integer call() throws InterruptedException {
        return CommandEnd.of(
                spec,
                () -> run(RepairPlan.of(
                        parts(), number(keys), number(valueBytes), threads, seed, differing.orElse(FEW))));
    }

    private Set<Part> parts() {
        Set<Part> parts = EnumSet.noneOf(Part.class);
        add(parts, Part.QUIET, quiet);
        add(parts, Part.RESTART, restart);
        add(parts, Part.DIFFERING, differing.isPresent());
        add(parts, Part.WIPE, wipe || parts.isEmpty());
        return parts;
    }

    private static void add(Set<Part> parts, Part part, boolean isWanted) {
        if (isWanted) {
            parts.add(part);
        }
    }

    private static OptionalInt number(Optional<Integer> given) {
        return given.map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    private boolean run(RepairPlan plan)
            throws IOException, InterruptedException, TimeoutException, ExecutionException {
        PrintWriter err = spec.commandLine().getErr();
        String heap = NodeJvm.heap(System.getenv());
        double loadAverage = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        Optional<Wiped> wiped = plan.has(Part.WIPE)
                ? Optional.of(new WipeRun(TABLE, plan.wiped(), heap, err::println).run())
                : Optional.empty();
        Optional<RepairReport.Compared> compared = plan.comparesByOrder()
                ? Optional.of(new CompareRun(TABLE, plan, heap, err::println).run())
                : Optional.empty();
        RepairReport report = new RepairReport(loadAverage, wiped, compared);
        format.print(report, spec.commandLine().getOut(), RepairText::of, RepairJson::of);
        return report.held();
    }
}
