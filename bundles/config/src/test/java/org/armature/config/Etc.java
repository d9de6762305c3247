package org.armature.config;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.armature.config.problem.InvalidConfig;

/** A directory of configuration files, and what is said of them with its own path left out. */
record Etc(Path directory) {
    static final Surroundings TWO_CORES = new Surroundings(Map.of(), 2);

    Path write(String name, String... lines) {
        try {
            Path file = directory.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path writeBytes(String name, byte[] bytes) {
        try {
            return Files.write(directory.resolve(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    NodeConfig node(String... lines) {
        return NodeConfig.read(write("etc/node.conf", lines), TWO_CORES);
    }

    InstanceConfig instance(String... lines) {
        return InstanceConfig.read(write("shop.conf", lines), TWO_CORES);
    }

    /** The file is read and refused. */
    String refusal(Runnable reading) {
        return relative(assertThrows(InvalidConfig.class, reading::run).getMessage());
    }

    List<String> texts(List<?> findings) {
        return findings.stream().map(finding -> relative(finding.toString())).toList();
    }

    String relative(String text) {
        return text.replace(directory + "/", "");
    }
}
