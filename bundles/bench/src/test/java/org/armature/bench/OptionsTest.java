package org.armature.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class OptionsTest {
    private static String wrong(Runnable making) {
        return assertThrows(InvalidOptions.class, making::run).getMessage();
    }

    @Test
    void everyFigureOutOfRangeIsNamedAtOnce() {
        assertEquals("""
                --keys 0 is not within 1 to 100000000
                --value-size 15 is not within 16 to 16777216
                --reads 101 is not within 0 to 100
                --threads 0 is not within 1 to 1024""", wrong(() -> new Workload(0, 15, 101, 0, 1)));
        assertEquals("""
                --warmup -1 is not within 0 to 86400 seconds
                --seconds 0 is not within 1 to 86400
                --slices 2 is not within 1 to --seconds 0: a slice lasts a second or more
                --rate 0.0 is not above 0 and at most 10000000 operations a second; leave it out for a closed loop""", wrong(() -> new BenchPlan(-1, 0, 2, OptionalDouble.of(0))));
    }

    @Test
    void eachThreadNeedsAKeyOfItsOwn() {
        assertEquals(
                "--keys 3 is less than --threads 4: each thread writes keys of its own, so give at least as many keys as"
                        + " threads",
                wrong(() -> new Workload(3, 16, 50, 4, 1)));
    }

    @Test
    void aRateThatIsNoNumberIsRefused() {
        assertTrue(wrong(() -> new BenchPlan(0, 1, 1, OptionalDouble.of(Double.NaN)))
                .startsWith("--rate NaN is not"));
    }

    @Test
    void slicesLastFiveSecondsUnlessSaidOtherwise() {
        assertEquals(6, BenchPlan.defaultSlices(30));
        assertEquals(1, BenchPlan.defaultSlices(3));
        assertEquals(
                6_000, new BenchPlan(0, 30, 5, OptionalDouble.empty()).slice().toMillis());
    }

    @Test
    void theCommandNamesEveryMistakeAndHowToUseIt() {
        StringWriter err = new StringWriter();
        CommandLine command = new CommandLine(new BenchCommand()).setErr(new PrintWriter(err));

        assertEquals(2, command.execute("--keys", "0", "--seconds", "0", "--table", "A/b"));
        String text = err.toString();
        for (String expected :
                List.of("nothing to drive", "--keys 0", "--seconds 0", "--table A/b: ", "Usage: bench")) {
            assertTrue(text.contains(expected), () -> expected + " is missing in:\n" + text);
        }
    }

    @Test
    void nodesOfItsOwnAndNodesThatRunExcludeOneAnother() {
        StringWriter err = new StringWriter();
        CommandLine command = new CommandLine(new BenchCommand()).setErr(new PrintWriter(err));

        assertEquals(2, command.execute("--demo-cluster", "--cluster", "127.0.0.1:7101"));
        assertTrue(err.toString().contains("give one or the other"), err::toString);
    }

    @Test
    void nodesOfItsOwnNeedTheDistribution() {
        StringWriter err = new StringWriter();
        CommandLine command = new CommandLine(new BenchCommand()).setErr(new PrintWriter(err));

        assertEquals(1, command.execute("--demo-cluster"));
        assertTrue(err.toString().contains("run its bin/armature"), err::toString);
    }

    @Test
    void theBoundRunsUnderTheFlagsOfANode() {
        assertEquals(
                List.of("-Xmx256m", "-XX:MaxDirectMemorySize=64m", "-XX:+UseSerialGC"), NodeJvm.options(Map.of(), 17));
        assertEquals(
                List.of("-Xmx1g", "-XX:MaxDirectMemorySize=64m", "-XX:+UseZGC", "-Xss1m"),
                NodeJvm.options(Map.of("ARMATURE_HEAP", "1g", "ARMATURE_JVM_OPTIONS", " -XX:+UseZGC  -Xss1m "), 17));
    }
}
