package org.armature.cli.verb;

import java.util.Optional;
import org.armature.client.WriteOptions;
import org.armature.model.CausalContext;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a put replaces, and whether it is written if something else is there. */
final class ReplacedOptions {
    private static final class Choice {
        @Option(
                names = "--context",
                paramLabel = "CONTEXT",
                description = "As a get or a put of the same object printed it: what it covers is replaced.")
        private String context;

        @Option(
                names = "--if-unchanged",
                paramLabel = "CONTEXT",
                description = "The same, and nothing is written if anything is there that it does not cover.")
        private String unchanged;

        @Option(names = "--new", description = "Nothing is written if the object has a value.")
        private boolean fresh;
    }

    @Spec(Spec.Target.MIXEE)
    private CommandSpec verb;

    @ArgGroup
    private Choice choice = new Choice();

    /** Empty if none was given. */
    Optional<CausalContext> context() {
        return Optional.ofNullable(choice.context == null ? choice.unchanged : choice.context)
                .map(text -> ContextOption.parse(verb, text));
    }

    WriteOptions over(WriteOptions options) {
        if (choice.fresh) {
            return options.onlyIfAbsent();
        }
        return choice.unchanged == null ? options : options.onlyIfUnchanged();
    }
}
