package org.armature.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.armature.config.InstanceConfig;
import org.armature.config.Surroundings;

/** Configurations of applications, read from text. */
final class Instances {
    private Instances() {}

    static InstanceConfig read(Path directory, String name, String... lines) {
        return InstanceConfig.read(write(directory, name, lines), new Surroundings(Map.of(), 2));
    }

    static Path write(Path directory, String name, String... lines) {
        try {
            return Files.writeString(directory.resolve(name + ".conf"), String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of node n1 of cluster c1, with 8 partitions, in a directory of their own. */
    static EngineBindings bindings(Path directory, InstanceConfig... instances) {
        return new EngineBindings(
                directory.resolve("engines"),
                new EnvironmentOwner("c1", LocalCluster.id(1)),
                8,
                List.of(instances),
                TableLedger.read(directory.resolve("tables")));
    }
}
