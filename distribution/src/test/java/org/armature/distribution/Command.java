package org.armature.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code bin/armature} as a process of its own, its output kept in a file. Ended, by force if need be, with the test. */
final class Command implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration LONG_LIMIT = Duration.ofMinutes(2);

    private final Process process;
    private final Path output;

    private Command(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * @param program the script, under whatever name
     * @param environment added to that of this process; JAVA_HOME is this Java unless said otherwise
     */
    static Command start(Path program, Map<String, String> environment, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(program.toString()));
        line.addAll(List.of(arguments));
        Path output = Files.createTempFile("armature-it", ".out");
        ProcessBuilder builder =
                new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("ARMATURE_"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        return new Command(builder.start(), output);
    }

    /**
     * Runs a short-lived command to its end.
     *
     * @param status which it must end with
     * @return what it said
     */
    static String run(Path home, int status, String... arguments) throws Exception {
        try (Command command = start(home.resolve("bin/armature"), Map.of("ARMATURE_HEAP", "128m"), arguments)) {
            assertEquals(
                    status,
                    command.exitStatus(LONG_LIMIT),
                    () -> String.join(" ", arguments) + " said: " + command.text());
            return command.output();
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Standard output and standard error so far. */
    String output() throws IOException {
        return Files.readString(output);
    }

    /** The same, for the messages of tests. */
    String text() {
        try {
            return output();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly();
    }

    /** Waits for the end of the process and returns its exit status, as the shell has it: 143 after SIGTERM. */
    int exitStatus() throws Exception {
        return exitStatus(LIMIT);
    }

    /** The same, for what may take longer. */
    int exitStatus(Duration limit) throws Exception {
        if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("still running after " + limit.toSeconds() + " s; it said: " + output());
        }
        return process.exitValue();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        Files.deleteIfExists(output);
    }
}
