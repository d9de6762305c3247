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
    private static final Map<String, String> SHORT = Map.of("seconds", "10");

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
        assertEquals(SEEDS, hashes().stream().distinct().count());
    }

    /** The other process. */
    @SuppressWarnings("SystemOut") // what it prints is read by the test
    public static void main(String[] arguments) {
        System.out.println(String.join("\n", hashes()));
    }

    private static List<String> hashes() {
        List<String> hashes = new ArrayList<>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            Outcome outcome = new Simulation(seed, SHORT, null).run();
            hashes.add(Long.toHexString(outcome.traceHash()) + " " + outcome.events());
        }
        return hashes;
    }
}
