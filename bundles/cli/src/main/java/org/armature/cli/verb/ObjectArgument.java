package org.armature.cli.verb;

import java.util.Optional;
import org.armature.cli.address.ObjectPath;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The object a verb is about. */
final class ObjectArgument {
    static final String LABEL = "[INSTANCE/]TABLE/KEY";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec verb;

    @Parameters(
            index = "0",
            paramLabel = LABEL,
            description = "The object. TABLE/KEY is one of the instance `default`; a key that has slashes itself needs"
                    + " its instance before it, or -i.")
    private String text;

    @Option(
            names = {"-i", "--instance"},
            paramLabel = "NAME",
            description = "The instance; then the object is TABLE/KEY and the first slash divides the two.")
    private Optional<String> instance = Optional.empty();

    @Option(names = "--hex", description = "The key is in hexadecimal.")
    private boolean hex;

    /** @throws ParameterException if it names no object */
    ObjectPath path() {
        try {
            return ObjectPath.parse(text, instance, hex);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(verb.commandLine(), e.getMessage(), e);
        }
    }
}
