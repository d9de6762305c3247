package org.armature.simulator.balance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.armature.ring.Member;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodesTest {
    @TempDir
    private Path directory;

    private Path file(String... lines) throws IOException {
        return Files.write(directory.resolve("nodes.txt"), List.of(lines));
    }

    private String problem(String... lines) throws IOException {
        Path file = file(lines);
        String message = assertThrows(WrongInput.class, () -> Nodes.read(file)).getMessage();
        return message.replace(file.toString(), "FILE");
    }

    @Test
    void aLineNamesANodeItsWeightZoneAndHost() throws IOException, WrongInput {
        List<Member> members = Nodes.read(file("# ours", "", "a 1", "  b\t2 west ", "c 3 east box7"));
        assertEquals(
                List.of("a a zone1 1", "b b west 2", "c box7 east 3"),
                members.stream()
                        .map(member ->
                                member.node() + " " + member.host() + " " + member.zone() + " " + member.weight())
                        .toList());
    }

    @Test
    void everyLineThatIsWrongIsToldWithItsNumber() throws IOException {
        assertEquals("""
                FILE:1: "a" has 1 fields; a line is NAME WEIGHT [ZONE [HOST]]
                FILE:3: the weight "x" is no number from 1 to 1000; a line is NAME WEIGHT [ZONE [HOST]]
                FILE:4: member c: weight=0, must be 1 to 1000
                FILE:5: a node's name is [a-z0-9][a-z0-9_-]{0,47}, not "D"
                FILE:7: node e is in line 6 already
                FILE:9: host box lies in one zone, but here it is z2 and at f it is z1""", problem("a", "# no matter", "b x", "c 0", "D 1", "e 1", "e 1", "f 1 z1 box", "g 1 z2 box"));
    }

    @Test
    void aFileOfManyMistakesIsReadUpToTheTwentieth() throws IOException {
        String problem = problem(Collections.nCopies(30, "x").toArray(String[]::new));
        assertEquals(21, problem.lines().count());
        assertEquals(
                "and what follows was not looked at",
                problem.lines().skip(20).findFirst().orElseThrow());
    }

    @Test
    void aFileWithoutNodesOrNoFileAtAllIsRefused() throws IOException {
        assertEquals("FILE names 0 nodes, must be 1 to 1000; a line is NAME WEIGHT [ZONE [HOST]]", problem("# none"));
        Path none = directory.resolve("none");
        assertEquals(
                "there is no file " + none,
                assertThrows(WrongInput.class, () -> Nodes.read(none)).getMessage());
    }

    @Test
    void aFileThatIsNotTextIsRefused() throws IOException {
        Path file =
                Files.write(directory.resolve("binary"), new byte[] {'a', ' ', '1', '\n', (byte) 0xff, (byte) 0xfe});
        assertEquals(
                file + ":1: from about this line on it is not UTF-8 text",
                assertThrows(WrongInput.class, () -> Nodes.read(file)).getMessage());
    }
}
