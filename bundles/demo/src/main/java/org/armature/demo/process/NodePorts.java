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
 * killed leaves the file behind, so the process has to be asked for as well.
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
        Properties lines = new Properties();
        try (Reader in = Files.newBufferedReader(data.resolve(FILE))) {
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
            throw new IOException(data.resolve(FILE) + " is damaged: " + e.getMessage(), e);
        }
    }

    private static String required(Properties lines, String name) {
        String value = lines.getProperty(name);
        if (value == null) {
            throw new IllegalArgumentException("no line " + name + "=");
        }
        return value;
    }

    /** Whether the process that wrote this is still there, and is a node: numbers of processes are used again. */
    public boolean isRunning() {
        return process().isPresent();
    }

    /** The node's process, if it is still there. */
    public Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(NodePorts::isNode);
    }

    private static boolean isNode(ProcessHandle process) {
        // Of another user's process nothing is told; then it is not ours.
        return process.info()
                .commandLine()
                .filter(line -> line.contains(MAIN_CLASS))
                .isPresent();
    }

    private static final String MAIN_CLASS = "org.armature.runtime.Launcher";
}
