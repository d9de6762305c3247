package org.armature.storage.testkit;

import static org.armature.storage.testkit.Samples.CART;
import static org.armature.storage.testkit.Samples.key;
import static org.armature.storage.testkit.Samples.numberOf;
import static org.armature.storage.testkit.Samples.value;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.armature.storage.Durability;
import org.armature.storage.Environment;
import org.armature.storage.OpenReport;
import org.junit.jupiter.api.Test;

/**
 * A real process writes and is killed with SIGKILL: what it acknowledged with durability PROCESS or DISK is there. A
 * power loss is not tried here.
 */
abstract class KillTheme extends EngineTheme {
    /** Enough that the engine is under way with logs, buffers and, with many writers, shared commits. */
    private static final int ACKNOWLEDGEMENTS = 3_000;

    @Test
    void nothingAcknowledgedIsLostWhenTheProcessIsKilled() throws Exception {
        for (Durability durability : survivingAKill()) {
            Path directory = temporary.resolve(durability.name());
            verify(directory, killAfter(ACKNOWLEDGEMENTS, directory, "write", List.of(durability)));
        }
    }

    /** A write that need not be forced can be overtaken by one that must, and share its buffers. */
    @Test
    void nothingAcknowledgedIsLostWhereWritersOfAllDurabilitiesMeet() throws Exception {
        verify(directory(), killAfter(ACKNOWLEDGEMENTS, directory(), "write", survivingAKill()));
    }

    @Test
    void aDropThatReturnedOutlivesAKill() throws Exception {
        List<String> lines = killAfter(50, directory(), "drop", survivingAKill());
        assertEquals(KilledWriter.DROPPED, lines.get(0));
        Environment environment = open();
        assertFalse(environment.stores().contains(CART));
        assertEquals(List.of(), keysOf(environment.store(CART)));
    }

    /** The levels of the engine that promise it, the weakest first. */
    private List<Durability> survivingAKill() {
        List<Durability> surviving = engine.profile().durabilities().stream()
                .filter(durability -> durability.compareTo(Durability.PROCESS) >= 0)
                .toList();
        assertFalse(surviving.isEmpty(), "a durable engine promises PROCESS or DISK");
        return surviving;
    }

    private void verify(Path directory, List<String> lines) {
        Environment environment = open(directory);
        assertEquals(
                OpenReport.State.RECOVERED,
                environment.openReport().state(),
                environment.openReport().detail());
        long[][] last = new long[KilledWriter.THREADS][KilledWriter.SLOTS];
        Arrays.stream(last).forEach(slots -> Arrays.fill(slots, -1));
        for (String line : lines) {
            String[] words = line.split(" ", -1);
            assertEquals(KilledWriter.ACKNOWLEDGED, words[0], line);
            long n = Long.parseLong(words[2]);
            last[Integer.parseInt(words[1])][(int) (n % KilledWriter.SLOTS)] = n;
        }
        int lost = 0;
        for (int thread = 0; thread < KilledWriter.THREADS; thread++) {
            for (int slot = 0; slot < KilledWriter.SLOTS; slot++) {
                long left = survivor(environment, "left", thread, slot);
                long right = survivor(environment, "right", thread, slot);
                if (Math.min(left, right) < last[thread][slot]) {
                    lost++;
                }
                if (engine.profile().atomicBatches()) {
                    assertEquals(left, right, "a batch is there by half");
                }
            }
            StatsTheme.assertNearTheTruth(environment.store(KilledWriter.store("left", thread)));
        }
        assertEquals(0, lost, "slots whose acknowledged value is lost");
    }

    /** The number of the value found, -1 if there is none; fails on a value that was never written. */
    private static long survivor(Environment environment, String table, int thread, int slot) {
        return environment
                .store(KilledWriter.store(table, thread))
                .get(key(slot))
                .map(value -> {
                    long n = numberOf(value);
                    assertArrayEquals(value(n, KilledWriter.VALUE_BYTES), value, "a torn value");
                    assertEquals(slot, n % KilledWriter.SLOTS, "a value of another key");
                    return n;
                })
                .orElse(-1L);
    }

    /** What the process had said when it was dead. */
    private List<String> killAfter(int lines, Path directory, String mode, List<Durability> durabilities)
            throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KilledWriter.class.getName(),
                subject().getClass().getName(),
                directory.toString(),
                mode));
        durabilities.forEach(durability -> command.add(durability.name()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> said = new ArrayList<>();
        try (BufferedReader reader = process.inputReader()) {
            String line = reader.readLine();
            while (line != null) {
                said.add(line);
                if (said.size() == lines) {
                    // not Process.destroyForcibly, which closes the pipe and loses what is in it
                    process.toHandle().destroyForcibly();
                }
                line = reader.readLine();
            }
        } catch (IOException e) {
            return fail("the writer's pipe broke after " + said.size() + " lines", e);
        } finally {
            process.destroyForcibly();
        }
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the writer did not die");
        assertTrue(said.size() >= lines, () -> "the writer ended by itself after saying " + said);
        assertEquals(128 + 9, process.exitValue(), "killed by SIGKILL");
        if (!said.get(said.size() - 1).matches("dropped|acknowledged \\d+ \\d+")) {
            said.remove(said.size() - 1);
        }
        return said;
    }
}
