package org.armature.demo.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.armature.demo.cluster.LocalCluster;
import org.armature.demo.cluster.LocalClusters;
import org.armature.demo.screen.Screen;
import org.armature.demo.tour.Shop;
import org.armature.demo.traffic.TinyStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words of the prompt, against a store in memory and a cluster that was not started. */
class CommandsTest {
    @TempDir
    Path directory;

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private Commands commands;

    @BeforeEach
    void build() throws Exception {
        Screen screen = new Screen(new PrintStream(written, true, StandardCharsets.UTF_8), false);
        LocalCluster cluster = LocalClusters.notStarted(directory, Shop.plan(""), new SecureRandom());
        Session session = new Session(new TinyStore(TinyStore.Fault.NONE), screen);
        commands = new Commands(session, new Operator(cluster, screen), screen);
    }

    @Test
    void whatIsPutIsGot() throws Exception {
        say("put cart/alice {\"items\": [1, 2]}");
        assertTrue(say("get cart/alice").contains("1 version, in "));
        assertTrue(say("get cart/alice").contains("through n1: {\"items\": [1, 2]}"));
    }

    @Test
    void aPutReplacesWhatWasLastSeen() throws Exception {
        say("put cart/alice one");
        say("get cart/alice");
        say("put cart/alice two");
        String shown = say("get cart/alice");
        assertTrue(shown.contains("1 version") && shown.contains("two"), shown);
    }

    @Test
    void aConflictShowsTwoSiblingsAndAPutMergesThem() throws Exception {
        say("put cart/alice one");
        String shown = say("conflict cart/alice");
        assertTrue(shown.contains("2 siblings") && shown.contains("another client"), shown);
        say("put cart/alice merged");
        assertTrue(say("get cart/alice").contains("1 version"));
    }

    @Test
    void aDeletedObjectHasNoValue() throws Exception {
        assertTrue(say("delete cart/alice").contains("has no value"));
        say("put cart/alice one");
        assertTrue(say("delete cart/alice").startsWith("deleted on"));
        assertTrue(say("get cart/alice").contains("(deleted)"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "get           | get needs TABLE/KEY",
                "get alice     | names no object; write TABLE/KEY",
                "get Cart/a    | names of instances and tables are",
                "put cart/a    | put needs VALUE",
                "kill          | kill needs NODE",
                "kill n9       | there is no node n9",
                "kill n1       | n1 is down already",
                "status        | n2  down",
                "ring cart/a   | no node is up",
                "frobnicate    | there is no frobnicate here",
                "help          | conflict TABLE/KEY"
            })
    void whatIsMissingOrWrongIsTold(String line, String told) throws Exception {
        String answer = say(line);
        assertTrue(answer.contains(told), answer);
    }

    @Test
    void anEmptyLineDoesNothing() throws Exception {
        assertEquals("", say("   "));
    }

    @Test
    void exitEndsIt() throws Exception {
        assertFalse(commands.run("exit"));
        assertFalse(commands.run(" quit "));
    }

    private String say(String line) throws InterruptedException {
        written.reset();
        assertTrue(commands.run(line));
        return written.toString(StandardCharsets.UTF_8);
    }
}
