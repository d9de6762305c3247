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

    Installation installation() {
        return Installation.of(etc, data);
    }
}
