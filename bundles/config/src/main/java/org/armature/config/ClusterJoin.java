package org.armature.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.armature.config.problem.InvalidConfig;
import org.armature.config.problem.Place;
import org.armature.config.problem.Problem;
import org.armature.model.ErrorCode;

/**
 * Writes what a machine needs to start as a candidate of a cluster that is there already: the cluster's two files as a
 * member gave them, and the node's own unless it is there.
 *
 * @param written in the order written
 */
public record ClusterJoin(ClusterFile cluster, List<Path> written) {

    /** @throws InvalidConfig ALREADY_INITIALISED if the machine belongs to a cluster already */
    public static void refuseIfThere(Path etc) {
        for (String name : List.of(ClusterFile.FILE, ClusterKeyFile.FILE)) {
            if (Files.exists(etc.resolve(name))) {
                throw alreadyThere(etc.resolve(name));
            }
        }
    }

    /**
     * The key comes before the cluster's file, as with {@link ClusterInit}.
     *
     * @param etc where the files go; made if it is not there
     * @param clusterId that the cluster must have
     * @param clusterFile the text of {@code cluster.conf}
     * @param keyFile the text of {@code cluster.key}
     * @param nodeFile the text of {@code node.conf}; empty if that is there
     * @throws InvalidConfig ALREADY_INITIALISED if a file is there, or with what is wrong with the texts; nothing was
     *     changed
     * @throws UncheckedIOException if a file can't be written
     */
    public static ClusterJoin run(
            Path etc, String clusterId, String clusterFile, String keyFile, Optional<String> nodeFile) {
        refuseIfThere(etc);
        try {
            ClusterFile cluster = checked(etc, clusterId, clusterFile, keyFile);
            List<Path> written = new ArrayList<>();
            if (nodeFile.isPresent()) {
                written.add(etc.resolve(NodeConfig.FILE));
                NewFile.write(written.get(0), nodeFile.get(), NewFile.FOR_ALL_TO_READ);
            }
            written.add(etc.resolve(ClusterKeyFile.FILE));
            NewFile.write(etc.resolve(ClusterKeyFile.FILE), keyFile, NewFile.FOR_THE_OWNER);
            written.add(etc.resolve(ClusterFile.FILE));
            NewFile.write(etc.resolve(ClusterFile.FILE), clusterFile, NewFile.FOR_ALL_TO_READ);
            return new ClusterJoin(cluster, List.copyOf(written));
        } catch (FileAlreadyExistsException e) {
            throw alreadyThere(Path.of(e.getFile()));
        } catch (IOException e) {
            throw new UncheckedIOException("the machine's files were not written: " + e.getMessage(), e);
        }
    }

    /** What is to be written is read first, from a directory nobody else may open. */
    private static ClusterFile checked(Path etc, String clusterId, String clusterFile, String keyFile)
            throws IOException {
        Files.createDirectories(etc);
        Path drafts = Files.createTempDirectory(
                etc, ".join", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try {
            Path cluster = drafts.resolve(ClusterFile.FILE);
            Path key = drafts.resolve(ClusterKeyFile.FILE);
            NewFile.write(cluster, clusterFile, NewFile.FOR_THE_OWNER);
            NewFile.write(key, keyFile, NewFile.FOR_THE_OWNER);
            ClusterFile read = ClusterFile.read(cluster);
            for (String id : List.of(read.id(), ClusterKeyFile.read(key).clusterId())) {
                if (!id.equals(clusterId)) {
                    throw new InvalidConfig(
                            Problem.unfit(Place.whole(ClusterFile.FILE), ClusterKeys.ID.key(), clusterId, id));
                }
            }
            return read;
        } finally {
            remove(drafts);
        }
    }

    private static void remove(Path drafts) throws IOException {
        try (Stream<Path> files = Files.list(drafts)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(drafts);
    }

    private static InvalidConfig alreadyThere(Path file) {
        return new InvalidConfig(Problem.wrong(Place.whole(file.toString()), "", "is there already")
                .as(ErrorCode.ALREADY_INITIALISED)
                .suggesting(
                        "nothing was changed; the machine belongs to a cluster, or an earlier join did not end: remove"
                                + " cluster.conf and cluster.key to join (another) one, with an empty data directory"));
    }
}
