package org.armature.simulator.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class GossipCommandTest {
    private final StringWriter printed = new StringWriter();
    private final StringWriter told = new StringWriter();

    private int run(String line) {
        return new CommandLine(new SimulateCommand())
                .setOut(new PrintWriter(printed))
                .setErr(new PrintWriter(told))
                .execute(("gossip " + line).split(" "));
    }

    @Test
    void aHundredNodesAgreeWithinTenRoundsAndCostLessThanAKilobyteWhileNothingHappens() {
        assertEquals(0, run("--nodes 100"), printed::toString);
        assertTrue(
                printed.toString().startsWith("100 nodes that gossip every second, Q=1,024, seed 1"),
                printed::toString);
        assertTrue(printed.toString().contains("\nuntil all have the new ring "), printed::toString);
        assertTrue(printed.toString().contains("while nothing happens: reached"), printed::toString);
    }

    @Test
    void lostMessagesDelayAgreementAndNothingElse() {
        assertEquals(0, run("--nodes 30 --loss 100 --seed 7"), printed::toString);
    }

    @Test
    void theSameSeedGivesTheSameFigures() {
        run("--nodes 10 --seed 3 --loss 10");
        String once = printed.toString();
        printed.getBuffer().setLength(0);
        run("--nodes 10 --seed 3 --loss 10");
        assertEquals(once, printed.toString());
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertEquals(2, run("--nodes 1"));
        assertEquals(2, run("--loss 501"));
        assertTrue(told.toString().contains("--nodes is 2 to 5000, not 1"), told::toString);
        assertTrue(told.toString().contains("--loss is 0 to 500, not 501"), told::toString);
    }
}
