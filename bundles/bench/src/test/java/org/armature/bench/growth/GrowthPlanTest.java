package org.armature.bench.growth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.armature.bench.InvalidOptions;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class GrowthPlanTest {
    @Test
    void everyMistakeIsToldAtOnce() {
        InvalidOptions wrong = assertThrows(InvalidOptions.class, () -> new GrowthPlan(0, 0));
        assertEquals("""
                --pairs 0 is not within 1 to 100
                --samples 0.0 is not above 0 and at most 10000 a second""", wrong.getMessage());
    }

    @Test
    void theCommandNamesMistakesInTheLoadAndInThePlanAtOnce() {
        StringWriter err = new StringWriter();
        CommandLine command = new CommandLine(new GrowthCommand()).setErr(new PrintWriter(err));

        assertEquals(
                2,
                command.execute(
                        "--keys=0",
                        "--pairs=0",
                        "--percent=101",
                        "--warmup=-1",
                        "--capacity-seconds=0",
                        "--quiet-seconds=0",
                        "--rest-seconds=601",
                        "--rate=NaN",
                        "--samples=0"));
        for (String expected : List.of(
                "--keys 0 is not",
                "--pairs 0 is not within 1 to 100",
                "--percent 101 is not within 1 to 100",
                "--warmup -1 is not within 0 to 3600",
                "--capacity-seconds 0 is not within 1 to 3600",
                "--quiet-seconds 0 is not within 1 to 3600",
                "--rest-seconds 601 is not within 0 to 600",
                "--rate NaN is not above 0 and at most 10000000 a second",
                "--samples 0.0 is not above 0 and at most 10000 a second")) {
            assertTrue(err.toString().contains(expected), () -> expected + " is missing in:\n" + err);
        }
    }

    @Test
    void theCommandNamesEveryMistakeAndHowToUseIt() {
        StringWriter err = new StringWriter();
        CommandLine command = new CommandLine(new GrowthCommand()).setErr(new PrintWriter(err));

        assertEquals(2, command.execute("--keys", "0", "--pairs", "5", "--rate", "fast"));
        for (String expected :
                List.of("--keys 0 is not", "--rate fast is neither a number nor auto", "Usage: growth")) {
            assertTrue(err.toString().contains(expected), () -> expected + " is missing in:\n" + err);
        }
    }

    @Test
    void theCommandNeedsTheDistribution() {
        StringWriter err = new StringWriter();
        CommandLine command = new CommandLine(new GrowthCommand()).setErr(new PrintWriter(err));

        assertEquals(1, command.execute());
        assertTrue(err.toString().contains("run its bin/armature"), err::toString);
    }
}
