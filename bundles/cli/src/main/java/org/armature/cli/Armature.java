package org.armature.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command without a verb. */
@Command(
        name = "armature",
        description = "A highly available key-value store after Amazon's Dynamo paper.",
        synopsisSubcommandLabel = "VERB",
        subcommandsRepeatable = false,
        footer = {
            "",
            "Objects    TABLE/KEY in the instance `default`, or INSTANCE/TABLE/KEY. With -i INSTANCE it is TABLE/KEY and",
            "           the first slash divides the two, whatever the key holds.",
            "Values     the text itself, @FILE for a file's bytes, - for standard input.",
            "Ends with  0 done, 1 failed, 2 wrong command line, 3 unavailable (nothing written, may work later),",
            "           4 siblings to merge, 5 outcome of a write unknown.",
            "",
            "First steps:  armature demo     three nodes on this machine, a sample shop, and a prompt to try things",
            "              armature start    one node;  armature help VERB  tells more about each"
        })
final class Armature implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Print where in the program an error came from.")
    private boolean debug;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli heeds it
    private boolean help;

    boolean isDebug() {
        return debug;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which verb?");
    }
}
