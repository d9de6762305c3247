package org.armature.simulator.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.armature.ring.Member;
import org.armature.ring.Ring;
import org.armature.ring.Strategy;
import org.armature.simulator.balance.Comparison;
import org.armature.simulator.balance.Nodes;
import org.armature.simulator.balance.Requests;
import org.armature.simulator.balance.Study;
import org.armature.simulator.balance.WrongInput;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the balance laboratory is asked. */
final class BalanceOptions {
    private static final int MOST_REPLICAS = 32;
    private static final int MOST_RUNS = 1_000;
    private static final List<String> FIGURES = List.of("6", "8", "balance");
    private static final double STEEPEST = 5;
    /** Of figure 6, which needs popular keys to show anything. */
    private static final double ZIPF_OF_FIGURE_6 = 0.8;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--nodes",
            paramLabel = "S",
            description = "Nodes of equal weight, each on its own host (default: ${DEFAULT-VALUE}).",
            defaultValue = "30")
    private int nodes;

    @Option(
            names = "--nodes-file",
            paramLabel = "FILE",
            description = "In their place the nodes of a file: lines NAME WEIGHT [ZONE [HOST]].")
    private Path nodesFile;

    @Option(
            names = "--replicas",
            paramLabel = "N",
            description = "Copies of each key (default: ${DEFAULT-VALUE}).",
            defaultValue = "3")
    private int replicas;

    @Option(
            names = "--partitions",
            paramLabel = "Q",
            description = "Equal partitions of the ring (default: ${DEFAULT-VALUE}).",
            defaultValue = "1024")
    private int partitions;

    @Option(
            names = "--tokens",
            paramLabel = "T",
            description = "Tokens for each unit of weight in strategies 1 and 2 (default: about Q tokens in all).")
    private Integer tokens;

    @Option(
            names = "--keys",
            paramLabel = "K",
            description = "Keys that are asked for (default: ${DEFAULT-VALUE}).",
            defaultValue = "1000000")
    private int keys;

    @Option(
            names = "--zipf",
            paramLabel = "EXPONENT",
            description = "Popularity of keys by Zipf's law (default: all alike; 0.8 for figure 6).")
    private Double zipf;

    @Option(
            names = "--histogram",
            paramLabel = "FILE",
            description = "In place of --keys and --zipf the requests of a file: lines KEY COUNT, or COUNT.")
    private Path histogram;

    @Option(
            names = "--strategies",
            split = ",",
            paramLabel = "NUMBER",
            description = "The strategies to compare (default: ${DEFAULT-VALUE}).",
            defaultValue = "1,2,3")
    private List<Integer> strategies;

    @Option(
            names = "--figure",
            paramLabel = "6|8|balance",
            description = "A figure of the paper, or strategy 3 on 3 to S nodes, in place of the comparison.")
    private String figure;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            description = "Of keys, and of tokens in figures 6 and 8 (default: ${DEFAULT-VALUE}).",
            defaultValue = "1")
    private long seed;

    @Option(
            names = "--runs",
            paramLabel = "R",
            description = "Of a figure: runs, from as many seeds (default: ${DEFAULT-VALUE}).",
            defaultValue = "5")
    private int runs;

    @Option(names = "--csv", paramLabel = "FILE", description = "Writes the table there as CSV.")
    private Path csv;

    @Option(names = "--svg", paramLabel = "FILE", description = "Writes a plot there.")
    private Path svg;

    /** @throws WrongInput naming every option that is wrong */
    void check() throws WrongInput {
        List<String> wrong = new ArrayList<>();
        range("--nodes", nodes, 1, Nodes.MOST, wrong);
        range("--replicas", replicas, 1, MOST_REPLICAS, wrong);
        range("--partitions", partitions, 1, Ring.MAX_PARTITIONS, wrong);
        range("--keys", keys, 1, Requests.MOST_KEYS, wrong);
        range("--runs", runs, 1, MOST_RUNS, wrong);
        if (tokens != null) {
            range("--tokens", tokens, 1, Ring.MAX_TOKENS, wrong);
        }
        if (zipf != null && !(zipf >= 0 && zipf <= STEEPEST)) {
            wrong.add("--zipf=" + zipf + ", must be 0 to " + STEEPEST);
        }
        strategies.stream()
                .filter(number -> number < 1 || number > Strategy.values().length)
                .forEach(number -> wrong.add("--strategies has " + number + ", must be some of 1,2,3"));
        if (nodesFile != null) {
            refuse("when there is a --nodes-file", wrong, "--nodes");
        }
        if (histogram != null) {
            refuse("when there is a --histogram", wrong, "--keys", "--zipf", "--seed");
        }
        if (figure != null && !FIGURES.contains(figure)) {
            wrong.add("--figure=" + figure + ", must be 6, 8 or balance");
        } else if (figure == null) {
            refuse("without a --figure", wrong, "--runs");
        } else {
            refuse("with --figure " + figure, wrong, "--nodes-file", "--histogram", "--tokens", "--strategies");
        }
        for (Path file : Arrays.asList(csv, svg)) {
            if (file != null
                    && (Files.isDirectory(file)
                            || !Files.isDirectory(file.toAbsolutePath().getParent()))) {
                wrong.add(file + " can't be written: it is a directory, or there is none to put it in");
            }
        }
        if (!wrong.isEmpty()) {
            throw new WrongInput(String.join("\n", wrong));
        }
    }

    private static void range(String name, int value, int least, int most, List<String> wrong) {
        if (value < least || value > most) {
            wrong.add(name + "=" + value + ", must be " + least + " to " + most);
        }
    }

    /** What would be ignored without a word is refused instead. */
    private void refuse(String when, List<String> wrong, String... names) {
        for (String name : names) {
            if (spec.commandLine().getParseResult().hasMatchedOption(name)) {
                wrong.add(name + " means nothing " + when);
            }
        }
    }

    String figure() {
        return figure;
    }

    Study study() {
        double usual = "6".equals(figure) ? ZIPF_OF_FIGURE_6 : 0;
        return new Study(nodes, replicas, partitions, keys, zipf == null ? usual : zipf, seed, runs);
    }

    Comparison comparison() throws WrongInput {
        Collection<Member> members = nodesFile == null ? Nodes.equal(nodes) : Nodes.read(nodesFile);
        Requests requests =
                histogram == null ? Requests.zipf(keys, zipf == null ? 0 : zipf, seed) : Requests.read(histogram);
        int perUnit = tokens == null ? Comparison.usualTokens(members, partitions) : tokens;
        return new Comparison(members, replicas, partitions, perUnit, requests);
    }

    /** In the paper's order. */
    Collection<Strategy> strategies() {
        Collection<Strategy> chosen = new TreeSet<>();
        strategies.forEach(number -> chosen.add(Strategy.of(number)));
        return chosen;
    }

    Path csv() {
        return csv;
    }

    Path svg() {
        return svg;
    }
}
