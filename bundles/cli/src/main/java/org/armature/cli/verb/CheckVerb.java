package org.armature.cli.verb;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.armature.cli.ExitCode;
import org.armature.cli.Streams;
import org.armature.config.Check;
import org.armature.config.CheckReport;
import org.armature.config.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads configuration as a node would, without starting one. */
@Command(
        name = "check",
        description = "Checks a configuration file, or a directory of them, and tells every mistake at once.",
        footer = {"", "Nothing is started or changed. Ends with 1 if a node would not start with it."})
public final class CheckVerb implements Callable<Integer> {
    private final Streams streams;

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "FILE|DIR",
            description = "An instance's file, node.conf, cluster.conf, cluster.key, or a whole etc directory.")
    private Path path;

    public CheckVerb(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() {
        if (!Files.exists(path)) {
            throw new ParameterException(spec.commandLine(), "there is no file or directory " + path);
        }
        CheckReport report = Check.run(path, Surroundings.ofProcess(), List.of());
        report.lines().forEach(streams.out()::println);
        streams.out().flush();
        return report.isValid() ? ExitCode.OK : ExitCode.FAILED;
    }
}
