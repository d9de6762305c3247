package org.armature.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is right and wrong on a command line, before any node is asked. */
class CommandLineTest {
    private final FakeStore store = new FakeStore();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "init",
                "start",
                "stop",
                "status",
                "grant",
                "join",
                "plan",
                "commit",
                "tasks",
                "engine",
                "get",
                "put",
                "delete",
                "ring",
                "check",
                "check-history",
                "bench",
                "simulate",
                "version"
            })
    void everyVerbIsListedAndExplainsItself(String verb) {
        CommandLineRun list = CommandLineRun.onTerminal(store, "help");
        assertTrue(list.out.contains("\n  " + verb + " "), list.out);
        CommandLineRun help = CommandLineRun.onTerminal(store, "help", verb);
        assertEquals(ExitCode.OK, help.status, help.err);
        assertTrue(help.out.startsWith("Usage: armature " + verb), help.out);
        assertEquals(help.out, CommandLineRun.onTerminal(store, verb, "--help").out);
        assertTrue(store.asked.isEmpty());
    }

    @Test
    void aCommandBelowAVerbExplainsItselfToo() {
        CommandLineRun help = CommandLineRun.onTerminal(store, "simulate", "balance", "--help");
        assertEquals(ExitCode.OK, help.status, help.err);
        assertTrue(help.out.startsWith("Usage: armature simulate balance"), help.out);
    }

    @Test
    void withoutAVerbTheUsageIsShownAsAnError() {
        CommandLineRun run = CommandLineRun.onTerminal(store);
        assertEquals(ExitCode.USAGE, run.status);
        assertTrue(run.err.startsWith("which verb?\n"), run.err);
        assertTrue(run.err.contains("armature demo"), run.err);
    }

    @Test
    void aWrongOptionIsAnsweredInOneLineAndNotWithAllThereIs() {
        CommandLineRun run = CommandLineRun.onTerminal(store, "get", "--nonsense", "kv/greeting");
        assertEquals(ExitCode.USAGE, run.status);
        assertTrue(run.err.contains("--nonsense"), run.err);
        assertTrue(run.err.endsWith("see armature get --help\n"), run.err);
        assertFalse(run.err.contains("Usage:"), run.err);
    }

    @ParameterizedTest
    @CsvSource({"gte, get", "statsu, status", "delet, delete", "strat, start"})
    void aMisspeltVerbIsAnsweredWithTheNearest(String written, String meant) {
        CommandLineRun run = CommandLineRun.onTerminal(store, written, "cart/alice");
        assertEquals(ExitCode.USAGE, run.status);
        assertTrue(run.err.contains("did you mean `armature " + meant + "`?"), run.err);
    }

    @Test
    void aVerbNothingIsNearToIsAnsweredWithTheList() {
        CommandLineRun run = CommandLineRun.onTerminal(store, "frobnicate");
        assertEquals("armature: there is no verb \"frobnicate\"; `armature help` lists them\n", run.err);
        assertEquals(ExitCode.USAGE, run.status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "get",
                "get cart",
                "get cart/a b",
                "put cart/a",
                "put cart/a x --contxt=YzE",
                "put cart/a x --context=%%%",
                "get cart/a --timeout 5",
                "get cart/a --timeout 0ms",
                "get cart/a --timeout 9999m",
                "get cart/a -o yaml",
                "get cart/a --strict --sloppy",
                "get cart/a --pr=-1",
                "get cart/a --r=256",
                "get cart/a --pw=1",
                "put cart/a x --pw=256",
                "put cart/a x --distinct-hosts=many",
                "put cart/a x --pr=1",
                "delete cart/a --w=-1",
                "get cart/zz --hex",
                "put cart/a @nowhere --output",
                "check",
                "check no/such/file",
                "check-history",
                "check-history no/such/file",
                "init --name x",
                "init --name x --member n1",
                "ring cart",
                "simulate",
                "simulate balance --nodes 0",
                "simulate --seeds 1 balance",
                "init --name x --member n1=h:1 --strategy 4 --etc /nonexistent",
                "init --name x --member n1=h:1 --tokens 2 --etc /nonexistent",
                "plan",
                "plan --join N4",
                "plan --join",
                "plan --weight n4",
                "plan --weight n4=heavy",
                "plan --zone n4=",
                "plan --replace n4=N5",
                "plan --show p-1 --drop p-1",
                "plan --show p-1 --join n4",
                "plan --show p-1 --force",
                "commit",
                "tasks stop",
                "tasks cancel",
                "tasks pause t-8 --give-up n4",
                "tasks cancel t-8 --give-up N4",
                "tasks cancel t-8 --force",
                "tasks pause t-8 --unsafe-without-majority",
                "tasks watch --limit 2h",
                "grant",
                "grant n4 --valid 1",
                "grant n4 --valid 31d",
                "grant n4 --valid 0m",
                "join"
            })
    void aWrongCommandLineEndsAsUsageBeforeAnyNodeIsAsked(String line) {
        CommandLineRun run = CommandLineRun.onTerminal(store, line.split(" "));
        assertEquals(ExitCode.USAGE, run.status, run.err + run.out);
        assertTrue(store.asked.isEmpty(), store.asked.toString());
        assertTrue(!run.err.contains("\tat "), run.err);
    }

    @Test
    void severalNodesAndATimeoutAreHandedOn() {
        CommandLineRun.onTerminal(store, "get", "cart/a", "--node", "h1:1", "--node", "h2:2", "--timeout", "250ms");
        assertEquals("client [h1:1, h2:2] PT0.25S", store.asked.get(0));
    }

    @Test
    void aFileThatIsMissingIsToldWithoutATrace() {
        CommandLineRun run = CommandLineRun.onTerminal(store, "put", "cart/a", "@/no/such/file");
        assertEquals(ExitCode.FAILED, run.status);
        assertTrue(run.err.startsWith("armature: there is no file /no/such/file"), run.err);
        assertEquals(List.of(), store.asked);
    }

    @Test
    void statusWithoutANodeHereIsUnavailable() {
        CommandLineRun run = CommandLineRun.onTerminal(store, "status");
        assertEquals(ExitCode.UNAVAILABLE, run.status);
        assertTrue(run.err.contains("armature start"), run.err);
    }

    @Test
    void theVersionNamesJavaToo() {
        CommandLineRun run = CommandLineRun.onTerminal(store, "version");
        assertTrue(run.out.startsWith("armature "), run.out);
        assertTrue(run.out.contains("\njava "), run.out);
    }
}
