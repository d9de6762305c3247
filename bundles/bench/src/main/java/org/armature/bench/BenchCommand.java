package org.armature.bench;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import org.armature.client.ArmatureClient;
import org.armature.client.ClientBuilder;
import org.armature.model.TableName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code armature bench}: puts load on a cluster and, in the same run and in turn with it, on bare echo processes that
 * move the same bytes; prints what both reached. Ends with 0 when the run was completed, whatever the figures are.
 */
@Command(
        name = "bench",
        sortOptions = false,
        synopsisSubcommandLabel = "[COMMAND]",
        description = "Puts load on a cluster and compares it with the bound of this machine.",
        footerHeading = "%n",
        footer = {
            "The objects are named bench-0000000000 and so on; what the table holds under these keys is overwritten.",
            "Each figure is explained in docs/benchmarks.md."
        })
public final class BenchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--cluster",
            split = ",",
            paramLabel = "HOST:PORT",
            description = "Client listeners of the nodes to drive; several, divided by commas.")
    private List<String> cluster = new ArrayList<>();

    @Option(
            names = "--demo-cluster",
            description = "Starts three nodes for this run and drives them: N=3, R=2, W=2, bdbje, durability process.")
    private boolean demoCluster;

    @Option(
            names = "--admin",
            split = ",",
            paramLabel = "HOST:PORT",
            description = "Admin listeners of the same nodes, asked for their CPU time and memory.")
    private List<String> admin = new ArrayList<>();

    @Option(
            names = "--table",
            paramLabel = "[INSTANCE/]TABLE",
            description = "Table to use (default: ${DEFAULT-VALUE}).",
            defaultValue = "bench/objects")
    private String table;

    @Mixin
    private WorkloadOptions load;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description =
                    "Load on the store that is measured; the bound takes as long again (default: ${DEFAULT-VALUE}).",
            defaultValue = "30")
    private int seconds;

    @Option(
            names = "--warmup",
            paramLabel = "S",
            description = "Load on each side before that (default: ${DEFAULT-VALUE}).",
            defaultValue = "15")
    private int warmup;

    @Option(
            names = "--slices",
            paramLabel = "N",
            description = "Portions in which store and bound take turns (default: one for every 5 seconds).")
    private Integer slices;

    @Option(
            names = "--rate",
            paramLabel = "OPS",
            description = {
                "Open loop: so many operations a second on a fixed schedule, latency counted from the time each was due.",
                "Without it: closed loop, each thread as fast as it is answered."
            })
    private Double rate;

    @Option(
            names = "--no-bound",
            description = "Measures the store alone; then there is no ratio. For clusters on other machines.")
    private boolean noBound;

    @Mixin
    private FormatOption format;

    @Override
    public Integer call() throws InterruptedException {
        return CommandEnd.of(spec, () -> {
            Options options = options();
            try (Cluster driven = cluster(options)) {
                format.print(run(options, driven), spec.commandLine().getOut(), TextReport::of, JsonReport::of);
            }
            return true;
        });
    }

    private Cluster cluster(Options options) {
        return demoCluster
                ? ThrowAwayCluster.start(
                        options.table(),
                        options.workload().valueBytes(),
                        NodeJvm.heap(System.getenv()),
                        spec.commandLine().getErr()::println)
                : Cluster.running(cluster, admin);
    }

    /** What was asked for, found valid. */
    private record Options(Workload workload, BenchPlan plan, TableName table) {}

    private Options options() {
        Mistakes mistakes = new Mistakes();
        checkAddresses(mistakes);
        Optional<Workload> workload = mistakes.check(load::workload);
        Optional<BenchPlan> plan = mistakes.check(() -> new BenchPlan(
                warmup,
                seconds,
                slices == null ? BenchPlan.defaultSlices(seconds) : slices,
                rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate)));
        Optional<TableName> name = mistakes.check(this::tableName);
        mistakes.throwIfAny();
        return new Options(workload.orElseThrow(), plan.orElseThrow(), name.orElseThrow());
    }

    private void checkAddresses(Mistakes mistakes) {
        if (cluster.isEmpty() && !demoCluster) {
            mistakes.add("nothing to drive: give --cluster HOST:PORT[,HOST:PORT...], or --demo-cluster to start three"
                    + " nodes for this run");
        }
        if (demoCluster && !(cluster.isEmpty() && admin.isEmpty())) {
            mistakes.add("--demo-cluster drives three nodes of its own, --cluster and --admin name others: give one or"
                    + " the other");
        }
        for (String address : cluster) {
            checkAddress("--cluster", address, mistakes);
        }
        for (String address : admin) {
            checkAddress("--admin", address, mistakes);
        }
    }

    private static void checkAddress(String option, String address, Mistakes mistakes) {
        try {
            ArmatureClient.builder().node(address);
        } catch (IllegalArgumentException e) {
            mistakes.add(option + " " + address + ": " + e.getMessage());
        }
    }

    private TableName tableName() {
        int slash = table.indexOf('/');
        try {
            return slash < 0
                    ? new TableName("default", table)
                    : new TableName(table.substring(0, slash), table.substring(slash + 1));
        } catch (IllegalArgumentException e) {
            throw new InvalidOptions(List.of("--table " + table + ": " + e.getMessage()));
        }
    }

    private static void awaitConnection(ArmatureClient client) {
        try {
            client.connected().toCompletableFuture().join();
        } catch (CompletionException e) {
            throw new BenchFailed(
                    "no node of the cluster can be reached: " + e.getCause().getMessage(), e);
        }
    }

    private Report run(Options options, Cluster driven) {
        PrintWriter err = spec.commandLine().getErr();
        Bench bench = new Bench(options.workload(), options.plan(), err::println);
        ClientBuilder builder = ArmatureClient.builder();
        driven.clients().forEach(builder::node);
        try (ArmatureClient client = builder.build();
                AdminServers nodes = new AdminServers(driven.admins())) {
            awaitConnection(client);
            Target store = new StoreTarget(client.table(options.table()), options.workload());
            if (noBound) {
                return bench.run(driven.name(), options.table().toString(), store, nodes, Optional.empty());
            }
            try (EchoCluster echoes = EchoCluster.start(
                            NodeJvm.options(System.getenv(), Runtime.version().feature()),
                            options.workload().valueBytes());
                    EchoTarget echo = new EchoTarget(options.workload(), echoes.ports())) {
                return bench.run(
                        driven.name(),
                        options.table().toString(),
                        store,
                        nodes,
                        Optional.of(new Bench.Bound(echo, echoes)));
            }
        }
    }
}
