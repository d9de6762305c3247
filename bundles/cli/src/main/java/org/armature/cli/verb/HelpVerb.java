package org.armature.cli.verb;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.armature.cli.ExitCode;
import org.armature.cli.Streams;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Explains the command, or one verb. */
@Command(name = "help", description = "Shows what there is, or explains one verb.")
public final class HelpVerb implements Callable<Integer> {
    private final Streams streams;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", arity = "0..1", paramLabel = "VERB", description = "The verb to explain.")
    private Optional<String> verb = Optional.empty();

    public HelpVerb(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        CommandLine armature = spec.parent().commandLine();
        CommandLine explained =
                verb.isEmpty() ? armature : armature.getSubcommands().get(verb.get());
        if (explained == null) {
            throw new ParameterException(
                    spec.commandLine(), "there is no verb " + verb.get() + "; `armature help` lists them");
        }
        explained.usage(streams.out());
        return ExitCode.OK;
    }
}
