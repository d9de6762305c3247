package org.armature.demo.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The process that runs on a data directory, as the directory's lock file names it. Numbers of processes are used
 * again, so one that is no node, or began after it is said to have locked the directory, is somebody else's.
 */
public final class RunningNode {
    private static final String LOCK = "lock";
    private static final String MAIN_CLASS = "org.armature.runtime.Launcher";
    /** What clocks of processes and files may differ by. */
    private static final Duration SLACK = Duration.ofSeconds(2);

    private RunningNode() {}

    /**
     * @return empty if none runs there
     * @throws IOException if the lock file can't be read
     */
    public static Optional<ProcessHandle> on(Path data) throws IOException {
        Path lock = data.resolve(LOCK);
        try {
            String text = Files.readString(lock, StandardCharsets.US_ASCII).strip();
            Instant locked = Files.getLastModifiedTime(lock).toInstant();
            return text.matches("[0-9]{1,18}") ? running(Long.parseLong(text), locked) : Optional.empty();
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    private static Optional<ProcessHandle> running(long pid, Instant locked) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(RunningNode::isNode)
                .filter(process -> process.info()
                        .startInstant()
                        .filter(start -> start.isBefore(locked.plus(SLACK)))
                        .isPresent());
    }

    /** Of another user's process nothing is told; then it is not ours. */
    private static boolean isNode(ProcessHandle process) {
        return process.info()
                .commandLine()
                .filter(line -> line.contains(MAIN_CLASS))
                .isPresent();
    }

    /**
     * Where it is reached.
     *
     * @return empty if none runs, or the one that does is not ready
     */
    public static Optional<NodePorts> ports(Path data) throws IOException {
        Optional<ProcessHandle> process = on(data);
        return process.isEmpty()
                ? Optional.empty()
                : NodePorts.of(data)
                        .filter(ports -> ports.pid() == process.get().pid());
    }
}
