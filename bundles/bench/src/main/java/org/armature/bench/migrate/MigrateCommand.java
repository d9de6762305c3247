package org.armature.bench.migrate;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.armature.bench.BenchFailed;
import org.armature.bench.CommandEnd;
import org.armature.bench.FormatOption;
import org.armature.bench.NodeJvm;
import org.armature.bench.ThrowAwayCluster;
import org.armature.bench.WorkloadOptions;
import org.armature.bench.steady.Asked;
import org.armature.bench.steady.PaceOptions;
import org.armature.bench.steady.ThreeNodes;
import org.armature.demo.database.Database;
import org.armature.demo.database.DatabaseSource;
import org.armature.model.TableName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code armature bench migrate}: three nodes of its own under load, whose table is moved to another storage engine and back.
 * Ends with 0 if no request failed, nothing was lost and both engines always had the same, whatever the latencies are.
 */
@Command(
        name = "migrate",
        sortOptions = false,
        description = "Moves a table of nodes under load to another storage engine and back, and tells what that cost.",
        footerHeading = "%n",
        footer = {
            "Starts nodes of its own: N=3, R=2, W=2, bdbje, durability process. Engine mysql needs a MySQL or MariaDB server: the",
            "one that --mysql or ARMATURE_MYSQL_URL names (its password in ARMATURE_MYSQL_PASSWORD), else mariadbd or mysqld of",
            "this machine, which is started on a temporary directory. Ends with 0 if no request failed, nothing was lost, and both",
            "engines had the same whenever they were compared; latencies are printed, and not judged. Each figure is explained in",
            "docs/benchmarks.md."
        })
public final class MigrateCommand implements Callable<Integer> {
    private static final TableName TABLE = new TableName("bench", "moved");

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--to",
            paramLabel = "ENGINE",
            description = "The engine to move to, and back from (default: ${DEFAULT-VALUE}).",
            defaultValue = MigratePlan.MYSQL)
    private String to;

    @Option(names = "--mysql", paramLabel = "URL", description = "mysql://USER@HOST:PORT/DATABASE[?tls=MODE]")
    private Optional<String> mysql = Optional.empty();

    @Option(names = "--kill", description = "Kills a node once at every step of its move, and starts it again.")
    private boolean kill;

    @Mixin
    private WorkloadOptions load;

    @Mixin
    private PaceOptions pace;

    @Mixin
    private FormatOption format;

    @Override
    public Integer call() throws InterruptedException {
        return CommandEnd.of(spec, () -> run(Asked.of(load, () -> new MigratePlan(to, kill), pace::pace)));
    }

    private boolean run(Asked<MigratePlan> asked)
            throws IOException, InterruptedException, TimeoutException, ExecutionException {
        if (!to.equals(MigratePlan.MYSQL)) {
            return run(asked, "", "");
        }
        DatabaseSource source = DatabaseSource.find(mysql, System.getenv())
                .orElseThrow(() -> new BenchFailed(DatabaseSource.ABSENT
                        + ". Install one, name one with --mysql, or name another engine with --to"));
        try (Database database = source.open()) {
            spec.commandLine().getErr().println("database: " + database.name());
            return run(asked, database.engineBlock(), database.name());
        }
    }

    private boolean run(Asked<MigratePlan> asked, String moreInstance, String database)
            throws IOException, InterruptedException, TimeoutException, ExecutionException {
        PrintWriter err = spec.commandLine().getErr();
        try (ThrowAwayCluster cluster = ThrowAwayCluster.start(
                TABLE, asked.workload().valueBytes(), NodeJvm.heap(System.getenv()), moreInstance, err::println)) {
            MigrateReport report = new MigrateRun(
                            ThreeNodes.of(cluster, TABLE, asked.workload(), err::println),
                            asked.plan(),
                            asked.pace(),
                            database)
                    .run();
            format.print(report, spec.commandLine().getOut(), MigrateText::of, MigrateJson::of);
            return report.held();
        }
    }
}
