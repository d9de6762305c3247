package org.armature.cli.verb;

import java.util.Optional;
import org.armature.cli.address.ObjectPath;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The object a verb is about. */
public final class ObjectArgument {
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

    /** How it was read, if there may have been a misunderstanding about that; else empty. */
    public String reading() {
        ObjectPath path = path();
        return instance.isPresent() || text.indexOf('/') == text.lastIndexOf('/')
                ? ""
                : "\n  \"" + text + "\" was read as instance " + path.table().instance() + ", table "
                        + path.table().table() + ", key " + path.key() + ". If the key itself has slashes, write "
                        + ObjectPath.DEFAULT_INSTANCE + "/" + text + ", or name the instance by -i.";
    }
}
