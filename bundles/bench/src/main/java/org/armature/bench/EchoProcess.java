package org.armature.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An {@link EchoNode} in a JVM of its own. */
final class EchoProcess implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration STOP = Duration.ofSeconds(5);
    private static final int KEPT_LINES = 20;

    private final String name;
    private final Process process;
    private final List<String> lastLines = new ArrayList<>();
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final CompletableFuture<String> ready = new CompletableFuture<>();

    private EchoProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        Thread reader = new Thread(this::readOutput, name + "-output");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts one; it is not connected to others yet.
     *
     * @param jvmOptions heap and compiler flags
     */
    static EchoProcess start(String name, List<String> jvmOptions, int maxValueBytes) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(EchoNode.class.getName());
        command.add(Integer.toString(maxValueBytes));
        try {
            return new EchoProcess(
                    name, new ProcessBuilder(command).redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new BenchFailed("an echo process could not be started: " + e.getMessage(), e);
        }
    }

    private void readOutput() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.US_ASCII)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                heard(line);
            }
        } catch (IOException e) {
            heard(e.toString());
        }
        BenchFailed ended = new BenchFailed("echo process " + name + " ended: " + lastLines());
        port.completeExceptionally(ended);
        ready.completeExceptionally(ended);
    }

    private void heard(String line) {
        synchronized (lastLines) {
            lastLines.add(line);
            if (lastLines.size() > KEPT_LINES) {
                lastLines.remove(0);
            }
        }
        if (line.startsWith(EchoNode.LISTENING)) {
            port.complete(Integer.valueOf(line.substring(EchoNode.LISTENING.length())));
        } else if (line.equals(EchoNode.READY)) {
            ready.complete(line);
        }
    }

    private String lastLines() {
        synchronized (lastLines) {
            return lastLines.isEmpty() ? "it printed nothing" : "it printed " + String.join("\n", lastLines);
        }
    }

    String name() {
        return name;
    }

    /** On loopback; waits until it listens. */
    int port() {
        return await(port, "listening");
    }

    /** Waits until it is connected. */
    void connectTo(List<Integer> ports) {
        String line = EchoNode.PEERS
                + String.join(" ", ports.stream().map(String::valueOf).toList()) + "\n";
        try {
            OutputStream input = process.getOutputStream();
            input.write(line.getBytes(StandardCharsets.US_ASCII));
            input.flush();
        } catch (IOException e) {
            throw new BenchFailed("echo process " + name + " ended: " + lastLines(), e);
        }
        await(ready, "connected");
    }

    private <T> T await(CompletableFuture<T> event, String what) {
        try {
            return event.get(START.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new BenchFailed(
                    "echo process " + name + " was not " + what + " after " + START.toSeconds() + " s: " + lastLines(),
                    e);
        } catch (ExecutionException e) {
            throw new BenchFailed(e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailed("interrupted", e);
        }
    }

    /** CPU time it has used, as the system counts it (in steps of 10 ms on Linux). */
    long cpuNanos() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it, by force if it does not end by itself within seconds; idempotent. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
