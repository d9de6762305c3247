package org.armature.cli.verb;

import java.util.concurrent.Callable;
import org.armature.cli.ExitCode;
import org.armature.cli.Streams;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Storage engines of a running node. */
@Command(
        name = "engine",
        description = "Tells why a table has the storage engine it has.",
        footer = {"", "  armature engine explain TABLE    which engine keeps the table, and why"})
public final class EngineVerb implements Callable<Integer> {
    private final Streams streams;

    @Spec
    private CommandSpec spec;

    public EngineVerb(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(streams.out());
        return ExitCode.OK;
    }
}
