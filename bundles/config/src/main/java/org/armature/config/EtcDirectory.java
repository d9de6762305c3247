package org.armature.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.armature.config.problem.InvalidConfig;
import org.armature.config.problem.Problem;

/** The directory of a node's configuration: {@code node.conf}, {@code cluster.conf}, {@code cluster.key}, instances. */
public final class EtcDirectory {
    private EtcDirectory() {}

    /**
     * The files of the instances, by name; none if there is no directory of them. Names that begin with a dot, and
     * those that do not end with {@code .conf}, are left to whoever put them there.
     *
     * @throws UncheckedIOException if the directory can't be listed
     */
    public static List<Path> instanceFiles(Path etc) {
        Path directory = etc.resolve(InstanceConfig.DIRECTORY);
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(EtcDirectory::isInstanceFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(directory + " can't be listed: " + e.getMessage(), e);
        }
    }

    /** By its name alone. */
    public static boolean isInstanceFile(Path file) {
        return file.getFileName().toString().matches("[^.].*\\.conf");
    }

    /**
     * All instances, by name.
     *
     * @throws InvalidConfig with the mistakes of all files
     */
    public static List<InstanceConfig> readInstances(Path etc, Surroundings surroundings) {
        List<InstanceConfig> instances = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (Path file : instanceFiles(etc)) {
            try {
                instances.add(InstanceConfig.read(file, surroundings));
            } catch (InvalidConfig e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidConfig(problems);
        }
        return instances;
    }
}
