package org.armature.simulator.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DeterminismTest {
    private static final int SEEDS = 5;
    private static final Map<String, String> STANDING = Map.of("seconds", "10", "ring-changes", "no");
    private static final Map<String, String> CHANGING =
            Map.of("seconds", "10", "ring-changes", "yes", "fault-pause-ms", "1000");

    @Test
    void aSeedGivesTheSameTraceTwiceInOneProcess() {
        assertEquals(hashes(), hashes());
    }

    @Test
    void aSeedGivesTheSameTraceInAnotherProcess() throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DeterminismTest.class.getName())
                .redirectErrorStream(true)
                .start();
        try {
            String printed = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            child.waitFor(1, TimeUnit.MINUTES);
            assertEquals(String.join("\n", hashes()), printed.strip());
        } finally {
            child.destroyForcibly();
        }
    }

    @Test
    void anotherSeedGivesAnotherTrace() {
        assertEquals(2 * SEEDS, hashes().stream().distinct().count());
    }

    /** The other process. */
    @SuppressWarnings("SystemOut") // what it prints is read by the test
    public static void main(String[] arguments) {
        System.out.println(String.join("\n", hashes()));
    }

    private static List<String> hashes() {
        List<String> hashes = new ArrayList<>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            hashes.add(hash(seed, STANDING));
            hashes.add(hash(seed, CHANGING));
        }
        return hashes;
    }

    private static String hash(long seed, Map<String, String> options) {
        Outcome outcome = new Simulation(seed, options, null).run();
        return Long.toHexString(outcome.traceHash()) + " " + outcome.events();
    }
}
