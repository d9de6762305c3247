package org.armature.cli.verb;

import org.armature.client.WriteOptions;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How many replicas, and where, a write asks for. */
final class WriteNumbers {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec verb;

    @Option(names = "--w", paramLabel = "W", description = "Replicas that must store it. Default: the table's own W.")
    private int w;

    @Option(
            names = "--pw",
            paramLabel = "N",
            description = "Owners among the replicas that must store it. Default: the table's own pw.")
    private int pw;

    @Option(
            names = "--distinct-hosts",
            paramLabel = "N",
            description = "Hosts the copies must stand on. Default: the table's own distinct-hosts.")
    private int distinctHosts;

    /** @throws ParameterException if a number is out of its range */
    WriteOptions options() {
        try {
            return WriteOptions.DEFAULT.withW(w).primaries(pw).distinctHosts(distinctHosts);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(verb.commandLine(), e.getMessage(), e);
        }
    }
}
