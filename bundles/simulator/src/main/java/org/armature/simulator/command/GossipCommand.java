package org.armature.simulator.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.armature.ring.Ring;
import org.armature.simulator.gossip.GossipRun;
import org.armature.simulator.gossip.Stage;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code armature simulate gossip}: how many rounds gossip takes to spread a ring, and what it costs. Ends with 0 if the
 * figures that were aimed at are reached, with 1 if one is missed.
 */
@Command(
        name = "gossip",
        sortOptions = false,
        description = "Simulates the gossip of many nodes: rounds until all have a new ring, and bytes sent.",
        footerHeading = "%n",
        footer = "What is simulated: docs/simulator.md.")
final class GossipCommand implements Callable<Integer> {
    private static final int MOST_NODES = 5_000;
    private static final int PARTITIONS_A_NODE = 8;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--nodes",
            paramLabel = "S",
            description = "Members of the cluster, 2 to 5000 (default: ${DEFAULT-VALUE}).",
            defaultValue = "100")
    private int nodes;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            description = "From which everything follows (default: ${DEFAULT-VALUE}).",
            defaultValue = "1")
    private long seed;

    @Option(
            names = "--loss",
            paramLabel = "PERMILLE",
            description = "How many of a thousand messages are lost, 0 to 500 (default: ${DEFAULT-VALUE}).",
            defaultValue = "0")
    private int loss;

    @Override
    public Integer call() {
        SimulateCommand.requireNoneAbove(spec);
        require("--nodes", nodes, 2, MOST_NODES);
        require("--loss", loss, 0, 500);
        int partitions = Math.min(Ring.MAX_PARTITIONS, Integer.highestOneBit(nodes * PARTITIONS_A_NODE * 2 - 1));
        List<Stage> stages = new GossipRun(nodes, partitions, loss, seed).run();
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "%,d nodes that gossip every second, Q=%,d, seed %d, %d of 1,000 messages lost%n%n",
                nodes, partitions, seed, loss);
        out.printf("%-50s %8s %16s %16s%n", "", "rounds", "bytes a node", "bytes of the");
        out.printf("%-50s %8s %16s %16s%n", "", "", "and round", "busiest node");
        stages.forEach(stage -> out.printf(
                "%-50s %8s %,16d %,16d%n",
                sentence(stage.name()),
                stage.reached() ? String.format("%.1f", stage.rounds()) : "never",
                stage.meanBytes(),
                stage.mostBytes()));
        boolean reached = reached(stages);
        out.printf(
                "%nSent, frames included; as much is received. Aimed at: all have the new ring within %d rounds; less than"
                        + " %,d bytes while nothing happens: %s%n",
                GossipRun.MOST_ROUNDS, GossipRun.MOST_QUIET_BYTES, reached ? "reached" : "MISSED");
        out.flush();
        return reached ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private void require(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new ParameterException(
                    spec.commandLine(), option + " is " + least + " to " + most + ", not " + value);
        }
    }

    private static String sentence(Stage.Name name) {
        return switch (name) {
            case START -> "all start at once, until all know it of all";
            case QUIET -> "nothing happens";
            case DECISION -> "a change of the ring, until it is decided";
            case RING -> "until all have the new ring";
            case ACKNOWLEDGED -> "until all know that all have it";
        };
    }

    private static boolean reached(List<Stage> stages) {
        return stages.stream()
                .allMatch(stage -> stage.reached()
                        && (stage.name() != Stage.Name.QUIET || stage.meanBytes() < GossipRun.MOST_QUIET_BYTES)
                        && (stage.name() != Stage.Name.RING || stage.rounds() <= GossipRun.MOST_ROUNDS));
    }
}
