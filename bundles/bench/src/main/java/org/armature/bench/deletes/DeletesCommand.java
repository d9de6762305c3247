package org.armature.bench.deletes;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.armature.bench.CommandEnd;
import org.armature.bench.FormatOption;
import org.armature.bench.NodeJvm;
import org.armature.bench.Workload;
import org.armature.model.TableName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code armature bench deletes}: nodes of its own, one of which is away while everything is deleted. Ends with 0 if afterwards no
 * value is seen again, no tombstone is left, and every receipt is complete.
 */
@Command(
        name = "deletes",
        sortOptions = false,
        description = "Deletes everything while a node is away, and tells what is left of it, and what comes back.",
        footerHeading = "%n",
        footer = {
            "Starts three nodes of its own: N=3, R=2, W=2, bdbje, durability process. Ends with 0 if no deleted value was seen again,",
            "no tombstone is left on any node, and every delete's receipt says reaped on all owners. See docs/benchmarks.md."
        })
public final class DeletesCommand implements Callable<Integer> {
    private static final TableName TABLE = new TableName("bench", "deleted");

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--keys",
            paramLabel = "N",
            description = "Objects that are written and deleted (default: ${DEFAULT-VALUE}).",
            defaultValue = "10000")
    private int keys;

    @Option(
            names = "--value-size",
            paramLabel = "BYTES",
            description = "Size of each value (default: ${DEFAULT-VALUE}).",
            defaultValue = "256")
    private int valueBytes;

    @Option(
            names = "--down",
            paramLabel = "SECONDS",
            description = "How long the node is away at least (default: ${DEFAULT-VALUE}).",
            defaultValue = "60")
    private int down;

    @Option(
            names = "--interval",
            paramLabel = "SECONDS",
            description = "reaping.interval of the nodes (default: ${DEFAULT-VALUE}, which is theirs).",
            defaultValue = "60")
    private int interval;

    @Option(
            names = "--limit",
            paramLabel = "SECONDS",
            description = "How long all may take to be reaped once the node is back (default: ${DEFAULT-VALUE}).",
            defaultValue = "900")
    private int limit;

    @Option(
            names = {"--threads", "--clients"},
            paramLabel = "N",
            description = "Callers that write and delete (default: ${DEFAULT-VALUE}).",
            defaultValue = "16")
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
                () -> run(new DeletesPlan(
                        new Workload(keys, valueBytes, 0, threads, seed),
                        Duration.ofSeconds(down),
                        Duration.ofSeconds(interval),
                        Duration.ofSeconds(limit))));
    }

    private boolean run(DeletesPlan plan)
            throws IOException, InterruptedException, TimeoutException, ExecutionException {
        PrintWriter err = spec.commandLine().getErr();
        DeletesReport report = new DeletesRun(TABLE, plan, NodeJvm.heap(System.getenv()), err::println).run();
        format.print(report, spec.commandLine().getOut(), DeletesText::of, DeletesJson::of);
        return report.held();
    }
}
