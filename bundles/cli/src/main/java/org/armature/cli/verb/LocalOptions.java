package org.armature.cli.verb;

import java.nio.file.Path;
import java.util.Optional;
import org.armature.cli.local.Installation;
import picocli.CommandLine.Option;

/** The directories of the node a verb is about. */
final class LocalOptions {
    @Option(names = "--etc", paramLabel = "DIR", description = "Configuration. Default: etc of this distribution.")
    private Optional<Path> etc = Optional.empty();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "What the node stores. Default: data of this distribution.")
    private Optional<Path> data = Optional.empty();

    /** Whether other commands have to be told where the node is. */
    boolean isElsewhere() {
        return data.isPresent();
    }

    /** To print a command for the same node; empty, or with a space before it. */
    String shell() {
        return data.map(directory -> " --data " + directory).orElse("");
    }

    Installation installation() {
        return Installation.of(etc, data);
    }
}
