package org.armature.simulator.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BalanceCommandTest {
    private final StringWriter printed = new StringWriter();
    private final StringWriter told = new StringWriter();

    @TempDir
    private Path directory;

    private int run(String line) {
        return new CommandLine(new SimulateCommand())
                .setOut(new PrintWriter(printed))
                .setErr(new PrintWriter(told))
                .execute(("balance " + line).split(" "));
    }

    @Test
    void theTableIsPrintedAndWrittenWithItsPlot() throws IOException {
        Path csv = directory.resolve("t.csv");
        Path svg = directory.resolve("t.svg");
        assertEquals(0, run("--nodes 5 --partitions 64 --keys 1000 --csv " + csv + " --svg " + svg));
        assertTrue(printed.toString().contains("\n3: equal partitions "), printed::toString);
        assertEquals(4, Files.readAllLines(csv).size());
        assertTrue(Files.readString(svg).startsWith("<svg "));
    }

    @Test
    void nodesAndRequestsComeFromFiles() throws IOException {
        Path nodes = Files.writeString(directory.resolve("nodes"), "a 1\nb 2\nc 1\nd 2\n");
        Path keys = Files.writeString(directory.resolve("keys"), "alice 3\nbob 1\n");
        assertEquals(0, run("--nodes-file " + nodes + " --histogram " + keys + " --strategies 3,1"));
        assertTrue(
                printed.toString().startsWith("4 nodes of weights 1 to 2 on 4 hosts, N=3, Q=1,024"), printed::toString);
        assertTrue(printed.toString().contains("\nkeys asked for as in " + keys), printed::toString);
    }

    @Test
    void aMissedAimEndsWithOne() {
        assertEquals(1, run("--figure balance --nodes 7 --partitions 16 --keys 1000 --runs 1"));
        assertEquals(0, run("--figure 6 --nodes 7 --keys 2000 --runs 1"));
    }

    @Test
    void everyWrongOptionIsTold() {
        assertEquals(
                2,
                run("--nodes 0 --replicas 33 --partitions 65537 --tokens 0 --keys 0 --zipf -1 --strategies 4"
                        + " --runs 3 --csv no/such/directory/t.csv"));
        assertEquals("""
                --nodes=0, must be 1 to 1000
                --replicas=33, must be 1 to 32
                --partitions=65537, must be 1 to 65536
                --keys=0, must be 1 to 2000000
                --tokens=0, must be 1 to 1048576
                --zipf=-1.0, must be 0 to 5.0
                --strategies has 4, must be some of 1,2,3
                --runs means nothing without a --figure
                no/such/directory/t.csv can't be written: it is a directory, or there is none to put it in
                """, told.toString());
    }

    @Test
    void whatWouldBeIgnoredIsRefused() {
        assertEquals(2, run("--figure 8 --nodes-file x --tokens 3"));
        assertEquals(2, run("--nodes 3 --nodes-file x --histogram y --zipf 1"));
        assertEquals(2, run("--figure 7"));
        assertEquals("""
                --nodes-file means nothing with --figure 8
                --tokens means nothing with --figure 8
                --nodes means nothing when there is a --nodes-file
                --zipf means nothing when there is a --histogram
                --figure=7, must be 6, 8 or balance
                """, told.toString());
    }

    @Test
    void aMistakeInAFileEndsAsAWrongCommandLine() throws IOException {
        Path nodes = Files.writeString(directory.resolve("nodes"), "a one\n");
        assertEquals(2, run("--nodes-file " + nodes));
        assertTrue(told.toString().startsWith(nodes + ":1: the weight \"one\""), told::toString);
    }
}
