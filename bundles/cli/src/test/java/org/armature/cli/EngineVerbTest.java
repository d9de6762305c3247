package org.armature.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.protocol.EngineMessage.Engine;
import org.armature.protocol.EngineMessage.EnginesReply;
import org.armature.protocol.EngineMessage.Exchange;
import org.armature.protocol.OperatorMessage.Amount;
import org.armature.protocol.OperatorMessage.Task;
import org.armature.protocol.OperatorMessage.TaskState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What engine shows, and what it does with a jar. */
class EngineVerbTest {
    @TempDir
    Path directory;

    private final FakeStore store = new FakeStore();
    private Path jar;

    @BeforeEach
    void make() throws IOException {
        jar = Files.writeString(directory.resolve("bdbje-2.jar"), "a jar");
        Files.createDirectory(engines());
        store.engines = new EnginesReply(
                new NodeId("n1"),
                engines().toString(),
                List.of(
                        new Engine(
                                "bdbje",
                                "org.armature.engine.bdbje",
                                "2.0.0",
                                "bdbje-2.jar",
                                List.of(new TableName("shop", "cart")),
                                List.of("bdbje/shop"),
                                0,
                                Optional.of(new Exchange("1.0.0", "2.0.0", true, 0, 312_000_000, "pause 312 ms: ..."))),
                        new Engine("memory", "", "1.0.0", "memory.jar", List.of(), List.of(), 0, Optional.empty())),
                List.of("ARM-408 x.jar was not taken: half copied"));
    }

    private Path engines() {
        return directory.resolve("engines");
    }

    private List<String> filesOfNode() throws IOException {
        try (Stream<Path> files = Files.list(engines())) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static Task task(TaskState state, String cause) {
        return new Task(
                "e-1",
                "engine",
                "exchange engine bdbje 1.0.0 for 2.0.0",
                state,
                1_000,
                new Amount(6, 6),
                new Amount(0, 0),
                0,
                Optional.empty(),
                cause);
    }

    private CommandLineRun run(String... words) {
        String[] all =
                Stream.concat(Stream.of(words), Stream.of("--node", "h:7102")).toArray(String[]::new);
        return CommandLineRun.onTerminal(store, all);
    }

    @Test
    void enginesAreListedWithTheirLastExchangeAndWhatIsWrong() {
        CommandLineRun run = run("engine", "list");
        assertEquals(ExitCode.OK, run.status, run.err);
        assertTrue(run.out.startsWith("node n1  engines in " + engines() + "\n"), run.out);
        assertTrue(run.out.contains("bdbje   2.0.0    bdbje-2.jar"), run.out);
        assertTrue(run.out.contains("1.0.0 -> 2.0.0, pause 312 ms: ..."), run.out);
        assertTrue(run.out.endsWith("warning: ARM-408 x.jar was not taken: half copied\n"), run.out);
        assertTrue(run("engine", "--json").out.contains("\"pauseMillis\": 312"), run.out);
    }

    @Test
    void aJarIsCopiedUnderAHiddenNameNamedToTheNodeAndFollowed() throws IOException {
        store.tasks.add(List.of(task(TaskState.DONE, "")));
        CommandLineRun run = run("engine", "swap", jar.toString(), "--force");
        assertEquals(ExitCode.OK, run.status, run.err);
        assertTrue(store.asked.contains("swap .bdbje-2.jar force"), store.asked::toString);
        assertTrue(run.out.contains("e-1 engine  exchange engine bdbje 1.0.0 for 2.0.0"), run.out);
        assertEquals(List.of(), filesOfNode());
    }

    @Test
    void whatTheNodeDoesNotTakeIsAFailureWithItsReason() throws IOException {
        store.tasks.add(List.of(task(TaskState.FAILED, "the newer 3.0.0 runs")));
        CommandLineRun run = run("engine", "swap", jar.toString());
        assertEquals(ExitCode.FAILED, run.status);
        assertTrue(run.out.contains("failed: the newer 3.0.0 runs"), run.out);
        assertEquals(List.of(), filesOfNode());
    }

    @Test
    void aDirectoryOfAnotherMachineIsSaidToBeOne() throws IOException {
        Files.delete(engines());
        CommandLineRun run = run("engine", "swap", jar.toString());
        assertEquals(ExitCode.FAILED, run.status);
        assertTrue(run.err.contains("ARM-408") && run.err.contains(engines().toString()), run.err);
        assertTrue(store.asked.stream().noneMatch(asked -> asked.startsWith("swap")), store.asked::toString);
    }

    @Test
    void aJarThatIsNotThereIsSaidToBeMissing() {
        CommandLineRun run = run("engine", "swap", directory.resolve("none.jar").toString());
        assertEquals(ExitCode.FAILED, run.status);
        assertTrue(run.err.contains("there is no file"), run.err);
    }

    @Test
    void anEngineIsRemovedAsItWasMeant() {
        assertEquals(ExitCode.OK, run("engine", "remove", "bdbje").status);
        assertEquals(ExitCode.OK, run("engine", "remove", "bdbje", "--tables-without-engine").status);
        assertTrue(store.asked.containsAll(List.of("remove bdbje", "remove bdbje from tables")), store.asked::toString);
    }

    @Test
    void aRemovalTellsWhatWentFromWhereAndWhatThatMeansForTables() {
        assertTrue(
                run("engine", "remove", "memory")
                        .out
                        .startsWith("engine memory 1.0.0 was removed from node n1, and its file memory.jar is in "
                                + engines() + "/.replaced; no table needed it\n"),
                () -> run("engine", "remove", "memory").out);
        String out = run("engine", "remove", "bdbje", "--tables-without-engine").out;
        assertTrue(
                out.startsWith(
                        "engine bdbje 2.0.0 was removed from node n1, and its file bdbje-2.jar is in " + engines()
                                + "/.replaced; from now on n1 does not serve shop/cart, and other nodes keep what it misses\n"),
                out);
        assertTrue(run("engine", "remove", "memory", "--json").out.startsWith("{"));
    }

    @Test
    void optionsGoWithTheirDeeds() {
        for (String[] words : new String[][] {
            {"engine", "swap"},
            {"engine", "remove"},
            {"engine", "list", "--force"},
            {"engine", "swap", "x.jar", "--tables-without-engine"}
        }) {
            assertEquals(ExitCode.USAGE, run(words).status);
        }
    }
}
