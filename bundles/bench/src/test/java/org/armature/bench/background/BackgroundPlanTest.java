package org.armature.bench.background;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.armature.bench.InvalidOptions;
import org.armature.bench.Workload;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BackgroundPlanTest {
    @Test
    void everyMistakeIsToldAtOnce() {
        InvalidOptions wrong = assertThrows(InvalidOptions.class, () -> new BackgroundPlan(0, 1_023));
        assertEquals("""
                --pairs 0 is not within 1 to 100
                --behind 1023 is not within 1024 to 10000000""", wrong.getMessage());
    }

    @Test
    void theCommandNamesMistakesInTheLoadAndInThePlanAtOnce() {
        StringWriter err = new StringWriter();
        CommandLine command = new CommandLine(new BackgroundCommand()).setErr(new PrintWriter(err));
        assertEquals(2, command.execute("--keys=0", "--pairs=101", "--offered=0", "--seconds=0", "--behind=1"));
        for (String expected : List.of(
                "--keys 0 is not within",
                "--pairs 101 is not within 1 to 100",
                "--percent 0 is not within 1 to 100",
                "--quiet-seconds 0 is not within 1 to 3600",
                "--behind 1 is not within")) {
            assertTrue(err.toString().contains(expected), err::toString);
        }
    }

    @Test
    void hintsOfThreeKeepersLastForAnInterval() {
        assertEquals(625, new BackgroundPlan(5, 50_000).hintsPerSecond(20));
        assertEquals(1, new BackgroundPlan(5, 2_000).hintsPerSecond(3_600));
        assertEquals(100_000, new BackgroundPlan(5, 10_000_000).hintsPerSecond(1));
    }

    @Test
    void objectsBehindAreLikeThoseUnderLoad() {
        assertEquals(
                new Workload(4_000, 256, 0, 8, 7),
                new BackgroundPlan(1, 4_000).behindOf(new Workload(1_000, 256, 50, 8, 7)));
    }

    @Test
    void onlyTheFeedbackAndTheShareOfTimeDifferWithoutTheController() {
        String on = Controller.ON.nodeLines(625);
        assertTrue(on.contains("per-second = 625"), on);
        String off = """
                background { latency = 0 s, engine-latency = 0 s, queue-wait = 0 s, lock-failures = 0 }
                transfers { share = 100 }
                """;
        assertEquals(on + off, Controller.OFF.nodeLines(625));
    }
}
