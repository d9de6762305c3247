package org.armature.engine.buffered;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.armature.storage.Durability;
import org.armature.storage.Environment;
import org.armature.storage.EnvironmentSettings;
import org.armature.storage.Mutation;
import org.armature.storage.OpenReport;
import org.armature.storage.PartitionStore;
import org.armature.storage.StoreId;
import org.armature.storage.StoreKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real process writes and is killed: what was in memory only is lost, and it is never more than the buffer holds. */
class BufferedKillTest {
    private static final int MAX_OBJECTS = 100;
    private static final int LINES = 4_000;

    @TempDir
    Path directory;

    @Test
    void aKilledProcessLosesAtMostTheBufferAndNothingThatWasToSurviveIt() throws Exception {
        List<String> acknowledged = killedWriter();
        try (Environment environment = open(directory)) {
            assertEquals(OpenReport.State.RECOVERED, environment.openReport().state());
            int lost = 0;
            for (String line : acknowledged) {
                String[] words = line.split(" ", -1);
                Durability durability = Durability.valueOf(words[0]);
                int number = Integer.parseInt(words[1]);
                PartitionStore store = environment.store(store(durability));
                if (store.get(key(number)).isEmpty()) {
                    assertEquals(Durability.MEMORY, durability, line + " is lost");
                    lost++;
                }
            }
            assertTrue(lost <= MAX_OBJECTS, lost + " acknowledged writes are lost");
        }
    }

    private static Environment open(Path directory) {
        return new BufferedOnBdbje()
                .engine()
                .open(new EnvironmentSettings(
                        "shop",
                        directory,
                        new TreeMap<>(Map.of("max-objects", String.valueOf(MAX_OBJECTS), "linger", "10000"))));
    }

    private static StoreId store(Durability durability) {
        return new StoreId(durability.name().toLowerCase(Locale.ROOT), 0);
    }

    private static StoreKey key(int number) {
        return StoreKey.of(
                new byte[StoreKey.POSITION_BYTES],
                ByteBuffer.allocate(4).putInt(number).array());
    }

    private List<String> killedWriter() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> said = new ArrayList<>();
        try (BufferedReader reader = process.inputReader()) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                said.add(line);
                if (said.size() == LINES) {
                    // not Process.destroyForcibly, which closes the pipe and loses what is in it
                    process.toHandle().destroyForcibly();
                }
            }
        } finally {
            process.destroyForcibly();
        }
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the writer did not die");
        assertTrue(said.size() >= LINES, () -> "the writer ended by itself after saying " + said);
        if (!said.get(said.size() - 1).matches("(MEMORY|PROCESS) \\d+")) {
            said.remove(said.size() - 1);
        }
        return said;
    }

    /** Run in a process of its own. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) {
            Environment environment = open(Path.of(arguments[0]));
            PrintStream says = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
            for (int i = 0; ; i++) {
                Durability durability = i % 400 == 399 ? Durability.PROCESS : Durability.MEMORY;
                environment.write(List.of(Mutation.put(store(durability), key(i), new byte[500])), durability);
                says.println(durability + " " + i);
            }
        }
    }
}
