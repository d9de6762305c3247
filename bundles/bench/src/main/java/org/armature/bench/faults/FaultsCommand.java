package org.armature.bench.faults;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.armature.bench.CommandEnd;
import org.armature.bench.NodeJvm;
import org.armature.bench.ThrowAwayCluster;
import org.armature.bench.ThrowAwayCluster.Shape;
import org.armature.model.TableName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code armature faults}: three nodes of its own under load, of which one is killed, one stopped, and all are killed at
 * once. Ends with 0 only if everything held that is promised of such times.
 */
@Command(
        name = "faults",
        sortOptions = false,
        description = "Kills and stops nodes under load, and tells whether what is promised of such times held.",
        footerHeading = "%n",
        footer = {
            "Starts three nodes of its own: N=3, R=2, W=2, bdbje, durability process. Ends with 0 only if every aim was reached.",
            "Each figure is explained in docs/failures.md."
        })
public final class FaultsCommand implements Callable<Integer> {
    /** So that deleted data is removed for good while acts go on. */
    private static final Shape SHAPE = Shape.THREE.withNodeLines("reaping { interval = 5 s, look-through = 10 s }\n");

    private static final TableName TABLE = new TableName("bench", "faults");
    private static final int MAX_VALUE_BYTES = 1_024;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "Load over all acts (default: ${DEFAULT-VALUE}).",
            defaultValue = "120")
    private int seconds;

    @Option(
            names = "--warmup",
            paramLabel = "S",
            description = "Load before each act whose latencies do not count (default: ${DEFAULT-VALUE}).",
            defaultValue = "10")
    private int warmup;

    @Option(
            names = "--rate",
            paramLabel = "OPS",
            description = "Reads, and as many writes, due in a second, whatever becomes of earlier ones"
                    + " (default: ${DEFAULT-VALUE}).",
            defaultValue = "200")
    private double rate;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Callers, each with one operation in flight (default: ${DEFAULT-VALUE}).",
            defaultValue = "32")
    private int threads;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Of what is written where (default: ${DEFAULT-VALUE}).",
            defaultValue = "1")
    private long seed;

    @Option(
            names = "--histories",
            paramLabel = "DIR",
            description =
                    "Where the clients' histories go, for armature check-history. Without it: deleted at the end.")
    private Optional<Path> histories = Optional.empty();

    @Override
    public Integer call() throws InterruptedException {
        return CommandEnd.of(spec, () -> run(new FaultsPlan(warmup, seconds, rate, threads, seed)));
    }

    private boolean run(FaultsPlan plan)
            throws IOException, InterruptedException, TimeoutException, ExecutionException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        List<ActReport> reports = new ArrayList<>();
        try (ThrowAwayCluster cluster =
                ThrowAwayCluster.start(TABLE, MAX_VALUE_BYTES, NodeJvm.heap(System.getenv()), SHAPE, err::println)) {
            Path directory = histories.isPresent() ? Files.createDirectories(histories.get()) : cluster.directory();
            Performance performance = new Performance(cluster.nodes(), TABLE, plan, directory, err::println);
            out.printf(
                    Locale.ROOT,
                    "three nodes, N=3 R=2 W=2, bdbje, durability process; %.0f reads and %.0f writes due a second,"
                            + " open loop, %d callers; load average %.1f%n%n",
                    plan.rate(),
                    plan.rate(),
                    plan.threads(),
                    ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
            for (Act act : List.of(new KillAct(), new StopAct(), new BlackoutAct())) {
                ActReport report = performance.play(act);
                reports.add(report);
                out.print(FaultsText.of(report));
                out.println();
                out.flush();
            }
        }
        out.println(FaultsText.summary(reports));
        out.flush();
        return reports.stream().allMatch(ActReport::held);
    }
}
