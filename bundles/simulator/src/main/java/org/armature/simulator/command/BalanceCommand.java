package org.armature.simulator.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import org.armature.simulator.balance.BalanceFigure;
import org.armature.simulator.balance.Figure6;
import org.armature.simulator.balance.Figure8;
import org.armature.simulator.balance.Report;
import org.armature.simulator.balance.WrongInput;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code armature simulate balance}: how evenly the strategies load nodes, and what metadata each costs. Ends with 0 if
 * every figure that was aimed at is reached, with 1 if one is missed.
 */
@Command(
        name = "balance",
        sortOptions = false,
        description = "Works out how evenly the three strategies load a cluster's nodes, and what metadata they cost.",
        footerHeading = "%n",
        footer = "What is worked out, and the figures: docs/balance.md.")
final class BalanceCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private BalanceOptions options;

    @Override
    public Integer call() throws IOException {
        SimulateCommand.requireNoneAbove(spec);
        Report report;
        try {
            options.check();
            report = report();
        } catch (WrongInput e) {
            spec.commandLine().getErr().println(e.getMessage());
            spec.commandLine().getErr().flush();
            return ExitCode.USAGE;
        }
        PrintWriter out = spec.commandLine().getOut();
        report.lines().forEach(out::println);
        out.flush();
        if (options.csv() != null) {
            Files.writeString(options.csv(), report.table().csv());
        }
        if (options.svg() != null) {
            Files.writeString(options.svg(), report.svg());
        }
        return report.reached() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private Report report() throws WrongInput {
        if (options.figure() == null) {
            return options.comparison().run(options.strategies());
        }
        return switch (options.figure()) {
            case "6" -> new Figure6(options.study()).run();
            case "8" -> new Figure8(options.study()).run();
            case "balance" -> new BalanceFigure(options.study()).run();
            default -> throw new AssertionError(options.figure());
        };
    }
}
