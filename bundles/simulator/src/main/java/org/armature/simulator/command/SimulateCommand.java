package org.armature.simulator.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.armature.simulator.run.Outcome;
import org.armature.simulator.run.Simulation;
import org.armature.simulator.run.Totals;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code armature simulate}: runs whole clusters from seeds, faster than real time, and judges what they did. Ends with
 * 0 only if nothing was violated.
 */
@Command(
        name = "simulate",
        sortOptions = false,
        subcommands = {BalanceCommand.class, GossipCommand.class},
        synopsisSubcommandLabel = "[COMMAND]",
        description = "Runs simulated clusters under faults and checks that no promise is broken.",
        footerHeading = "%n",
        footer = "What is simulated and what is checked: docs/simulator.md.")
public final class SimulateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--seeds",
            paramLabel = "A..B",
            description = "The seeds to run, both included; a single number for one.")
    private String seeds;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "Simulated seconds under faults (default: ${DEFAULT-VALUE}).",
            defaultValue = "60")
    private int seconds;

    @Option(names = "--threads", paramLabel = "T", description = "Runs at once (default: one for each core).")
    private Integer threads;

    @Option(
            names = "--options",
            split = ",",
            paramLabel = "NAME=VALUE",
            description = "In place of what the seed would draw; as a failing run prints them.")
    private Map<String, String> options = new TreeMap<>();

    @Option(names = "--trace", paramLabel = "FILE", description = "Writes every event of the (one) run as text.")
    private Path trace;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        SeedRange range = range();
        Map<String, String> given = new TreeMap<>(options);
        given.putIfAbsent("seconds", Integer.toString(seconds));
        requireSense(range, given);
        long begun = System.nanoTime();
        Totals totals = new Totals();
        if (trace != null) {
            totals.add(traced(range.first(), given));
        } else {
            int cores = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
            boolean complete = new Campaign(range, given, cores, outcome -> {
                        totals.add(outcome);
                        if (!outcome.violations().isEmpty()) {
                            out.println(FailureLine.of(outcome));
                            out.flush();
                        }
                    })
                    .run();
            if (!complete) {
                out.println("some seeds did not run to their end: the log has why");
                out.flush();
                return 1;
            }
        }
        out.print(totals.report(System.nanoTime() - begun));
        out.flush();
        return totals.violations() == 0 ? 0 : 1;
    }

    private SeedRange range() {
        if (seeds == null) {
            throw new ParameterException(spec.commandLine(), "Missing required option: '--seeds=A..B'");
        }
        try {
            return SeedRange.parse(seeds);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /**
     * For the commands below this one: the options of runs from seeds are not theirs.
     *
     * @throws ParameterException if one of them stands before the command's name
     */
    static void requireNoneAbove(CommandSpec command) {
        if (command.parent() == null) {
            return;
        }
        for (OptionSpec option : command.parent().commandLine().getParseResult().matchedOptions()) {
            if (!option.inherited()) {
                throw new ParameterException(
                        command.commandLine(),
                        option.longestName() + " belongs to runs from seeds, not to `" + command.qualifiedName()
                                + "`; options follow the command's name");
            }
        }
    }

    private void requireSense(SeedRange range, Map<String, String> given) {
        if (seconds < 1 || (threads != null && threads < 1)) {
            throw new ParameterException(spec.commandLine(), "--seconds and --threads are 1 or more");
        }
        if (trace != null && range.first() != range.last()) {
            throw new ParameterException(spec.commandLine(), "--trace writes one run: give one seed, not " + seeds);
        }
        try {
            new Simulation(range.first(), given, null);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--options: " + e.getMessage(), e);
        }
    }

    private Outcome traced(long seed, Map<String, String> given) throws IOException {
        try (PrintWriter lines = new PrintWriter(Files.newBufferedWriter(trace, StandardCharsets.UTF_8))) {
            Outcome outcome = new Simulation(seed, given, lines::println).run();
            outcome.violations().forEach(violation -> lines.println("violation " + violation));
            outcome.violations()
                    .forEach(violation -> spec.commandLine().getOut().println(violation));
            return outcome;
        }
    }
}
