package org.armature.simulator.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

class SimulateCommandTest {
    private final StringWriter printed = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new SimulateCommand())
                .setOut(new PrintWriter(printed))
                .setErr(new PrintWriter(printed))
                .execute(arguments);
    }

    @Test
    void cleanRunsEndWithZeroAndPrintTotals() {
        assertEquals(0, run("--seeds", "1..3", "--seconds", "2", "--threads", "2"));
        assertTrue(printed.toString().contains("runs        3, of which failed 0"), printed::toString);
        assertTrue(printed.toString().contains("times real time"), printed::toString);
        assertTrue(printed.toString().contains("violations  none"), printed::toString);
    }

    @Test
    void aBrokenPromiseEndsWithOneAndPrintsHowToSeeItAgain() {
        assertEquals(
                1,
                run(
                        "--seeds",
                        "1",
                        "--seconds",
                        "20",
                        "--options",
                        "tables=1,table0.use=last_write_wins,table0.nrw=3/2/2,believe-in-lww=yes"));
        String line = printed.toString().lines().findFirst().orElseThrow();
        assertTrue(line.startsWith("seed 1 FAILED: "), line);
        assertTrue(
                line.contains("| replay: armature simulate --seeds 1 --options believe-in-lww=yes,seconds=20"), line);
        assertTrue(line.contains("| options: strike-at=never seconds=20 nodes="), line);
    }

    @Test
    void theTraceOfARunHasALineForEachEvent(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("trace.txt");
        assertEquals(0, run("--seeds", "1", "--seconds", "2", "--trace", file.toString()));
        assertTrue(Files.readAllLines(file).size() > 100);
    }

    @Test
    void runsNeedSeedsButACommandBelowDoesNot() {
        assertEquals(2, run());
        assertTrue(printed.toString().contains("Missing required option: '--seeds=A..B'"), printed::toString);
        CommandLine simulate = new CommandLine(new SimulateCommand()).addSubcommand(new Below());
        simulate.setErr(new PrintWriter(printed));
        assertEquals(7, simulate.execute("below"));
        assertEquals(2, simulate.execute("--seconds", "3", "below"));
        assertTrue(
                printed.toString().contains("--seconds belongs to runs from seeds, not to `simulate below`"),
                printed::toString);
    }

    @Command(name = "below")
    static final class Below implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            SimulateCommand.requireNoneAbove(spec);
            return 7;
        }
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertEquals(2, run("--seeds", "5..1"));
        assertEquals(2, run("--seeds", "x"));
        assertEquals(2, run("--seeds", "1", "--seconds", "0"));
        assertEquals(2, run("--seeds", "1..2", "--trace", "x"));
        assertEquals(2, run("--seeds", "1", "--options", "no-such=1"));
        assertEquals(2, run("--seeds", "1", "--options", "nodes=many"));
        String told = printed.toString();
        assertTrue(told.contains("seeds are given as A..B"), told);
        assertTrue(told.contains("there is no option no-such"), told);
        assertTrue(told.contains("option nodes is a whole number, not \"many\""), told);
    }
}
