package org.armature.demo.process;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * Where a node of this machine is reached, as it wrote it into its data directory when it was ready. A node that was
 * killed leaves the file behind, so {@link RunningNode} has to be asked as well.
 *
 * @param peer listener for other nodes, {@code host:port}
 * @param client listener for clients
 * @param admin listener for operators
 */
public record NodePorts(long pid, String peer, String client, String admin) {
    private static final String FILE = "node.ports";

    /**
     * @return empty if there is no such file: no node was ever ready here, or the last one stopped cleanly
     * @throws IOException if the file is damaged
     */
    public static Optional<NodePorts> of(Path data) throws IOException {
        Path file = data.resolve(FILE);
        Properties lines = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            lines.load(in);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
        try {
            return Optional.of(new NodePorts(
                    Long.parseLong(required(lines, "pid")),
                    required(lines, "peer"),
                    required(lines, "client"),
                    required(lines, "admin")));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " is damaged: " + e.getMessage(), e);
        }
    }

    private static String required(Properties lines, String name) {
        String value = lines.getProperty(name);
        if (value == null) {
            throw new IllegalArgumentException("it has no line " + name + "=");
        }
        return value;
    }
}
