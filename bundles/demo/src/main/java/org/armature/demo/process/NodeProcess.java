package org.armature.demo.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** One node as a child process, from its start to its end. Used by one thread at a time, but for {@link #end()}. */
public final class NodeProcess {
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final long POLL_MILLIS = 20;
    private static final int SHOWN_LINES = 12;

    private final Process process;
    private final Path data;
    private final Path output;

    NodeProcess(Process process, Path data, Path output) {
        this.process = process;
        this.data = data;
        this.output = output;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Waits until the node answers.
     *
     * @throws NodeFailed if it ends before, with what it said, or the limit passes; then it is still running
     */
    public NodePorts awaitReady(Duration limit) throws IOException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            Optional<NodePorts> ports = NodePorts.of(data).filter(each -> each.pid() == process.pid());
            if (ports.isPresent()) {
                return ports.get();
            }
            if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new NodeFailed("ended with status " + process.exitValue() + ":\n" + lastLines());
            }
            if (System.nanoTime() - end > 0) {
                throw new NodeFailed("is not ready after " + limit.toSeconds() + " s:\n" + lastLines());
            }
        }
    }

    /** What the node said last, indented. */
    public String lastLines() throws IOException {
        List<String> lines =
                Files.readString(output, StandardCharsets.UTF_8).lines().toList();
        return lines.stream()
                .skip(Math.max(0, lines.size() - SHOWN_LINES))
                .map(line -> "  " + line)
                .collect(Collectors.joining("\n"));
    }

    /** SIGKILL: the process ends without a chance to do anything. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGKILL, without waiting. */
    public void strike() {
        process.destroyForcibly();
    }

    /** SIGSTOP: it keeps its connections, and the system goes on accepting new ones for it, but it does nothing. */
    public void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** SIGCONT: it goes on where it was paused. */
    public void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                .redirectErrorStream(true)
                .start();
        String said = new String(kill.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        int status = kill.waitFor();
        if (status != 0) {
            throw new IOException("kill -" + name + " " + pid() + " ended with " + status + ": " + said);
        }
    }

    /** SIGTERM, and SIGKILL if that does not help within 10 s. Idempotent. */
    public void end() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
            kill();
        }
    }

    /**
     * SIGTERM, and no more.
     *
     * @return whether it has ended within the limit
     */
    public boolean stop(Duration limit) throws InterruptedException {
        process.destroy();
        return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Asks it to end, without waiting. */
    public void askToEnd() {
        process.destroy();
    }
}
