package org.armature.cli.verb;

import org.armature.client.ReadOptions;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How many replicas a read asks for. */
final class ReadNumbers {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec verb;

    @Option(names = "--r", paramLabel = "R", description = "Replicas that must answer. Default: the table's own R.")
    private int r;

    @Option(
            names = "--pr",
            paramLabel = "N",
            description = "Owners among the replicas that must answer. Default: the table's own pr.")
    private int pr;

    /** @throws ParameterException if a number is out of its range */
    ReadOptions options() {
        try {
            return ReadOptions.DEFAULT.withR(r).primaries(pr);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(verb.commandLine(), e.getMessage(), e);
        }
    }
}
