package org.armature.cli.verb;

import java.util.Optional;
import org.armature.model.CausalContext;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the caller had seen. */
final class ContextOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec verb;

    @Option(
            names = "--context",
            paramLabel = "CONTEXT",
            description = "As a get or a put of the same object printed it: what it covers is replaced.")
    private Optional<String> text = Optional.empty();

    /** Empty if none was given. */
    Optional<CausalContext> get() {
        return text.map(given -> parse(verb, given));
    }

    /** @throws ParameterException if it was cut */
    static CausalContext parse(CommandSpec verb, String text) {
        try {
            return CausalContext.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    verb.commandLine(),
                    "the context is not whole: " + e.getMessage() + "; copy all of what get or put printed",
                    e);
        }
    }
}
