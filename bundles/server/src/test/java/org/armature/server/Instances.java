package org.armature.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
