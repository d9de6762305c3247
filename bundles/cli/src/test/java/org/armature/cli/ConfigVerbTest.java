package org.armature.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.model.NodeId;
import org.armature.protocol.ConfigEffect;
import org.armature.protocol.ConfigMessage.AppliedConfig;
import org.armature.protocol.ConfigMessage.ConfigReply;
import org.armature.protocol.ConfigMessage.KeyChange;
import org.armature.protocol.ConfigMessage.NodeConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What config shows, asks and ends with. */
class ConfigVerbTest {
    private static final KeyChange HELD = new KeyChange(
            "shop/cart", "n", "3", "2", "shop.conf:4", ConfigEffect.HELD_BACK, "until all want it (n3 wants n = 3)");

    @TempDir
    Path directory;

    private final FakeStore store = new FakeStore();

    private static NodeConfiguration node(String name, List<String> problems, List<KeyChange> changes, String n) {
        SortedMap<String, String> values = new TreeMap<>(Map.of("shop/cart n", n, "shop/cart r", "2"));
        return new NodeConfiguration(new NodeId(name), true, false, 7, 0, "c0ffee", problems, changes, values);
    }

    private CommandLineRun run(String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "config";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[all.length - 2] = "--node";
        all[all.length - 1] = "h:7102";
        return CommandLineRun.onTerminal(store, all);
    }

    private void answers(NodeConfiguration... nodes) {
        store.configuration = new ConfigReply(List.of(nodes));
    }

    @Test
    void statusTellsTheConfigurationAndWhatIsPending() {
        answers(node("n1", List.of(), List.of(HELD), "3"));
        CommandLineRun run = run();
        assertEquals("""
                node n1  configuration 7  c0ffee  since 1970-01-01T00:00:00Z

                shop.conf:4: shop/cart n: 3 -> 2: held back, until all want it (n3 wants n = 3)
                """, run.out);
        assertEquals(ExitCode.OK, run.status);
    }

    @Test
    void filesThatAreWrongAreToldWithPlaceAndFailTheCommand() {
        answers(node("n1", List.of("shop.conf:4: tables.cart.w: expected 1 to n (3), found 4"), List.of(), "3"));
        for (String deed : List.of("status", "diff")) {
            CommandLineRun run = run(deed);
            assertTrue(run.out.contains("error: shop.conf:4: tables.cart.w: expected 1 to n (3), found 4"), run.out);
            assertEquals(ExitCode.FAILED, run.status);
        }
    }

    @Test
    void filesThatAreRefusedAreSaidToBeBeforeWhatElseTheyWant() {
        KeyChange refused = new KeyChange(
                "shop/cart", "r", "2", "1", "shop.conf:4", ConfigEffect.REFUSED, "the files are refused as a whole");
        answers(node("n1", List.of("shop.conf:5: wrong"), List.of(refused), "3"));
        CommandLineRun run = run("diff");
        assertEquals("""
                error: etc/instances is refused as a whole, and n1 goes on with configuration 7:
                error: shop.conf:5: wrong

                shop.conf:4: shop/cart r: 2 -> 1: refused, the files are refused as a whole
                """, run.out);
        assertEquals(ExitCode.FAILED, run.status);
        assertTrue(run("status").out.contains("refused as a whole, and n1 goes on"));
        assertTrue(run("diff", "--nodes")
                .out
                .endsWith("node n1 does not run by its files: they are refused as a whole: shop.conf:5: wrong\n"));
    }

    @Test
    void whatAnOrderDidIsToldWithWhatItWaitsFor() throws IOException {
        String head = "configuration 7  c0ffee  since 1970-01-01T00:00:00Z";
        answers(node("n1", List.of(), List.of(), "3"));
        assertEquals(
                "node n1: the files of configuration 6 are in etc/instances again, and all they say is in effect: "
                        + head + "\n",
                run("rollback", "6").out);
        assertEquals(
                "node n1: etc/instances was read, and all it says is in effect: " + head + "\n", run("reload").out);
        assertEquals(
                "node n1: what table shop/cart had stored is deleted, for good: " + head + "\n",
                run("delete-data", "shop/cart", "--for-good").out);

        answers(node("n1", List.of(), List.of(HELD), "3"));
        Path file = Files.writeString(directory.resolve("shop.conf"), "tables.cart {}\n");
        assertEquals(
                "node n1: shop.conf is in etc/instances, and all it says is in effect but for this: " + head
                        + "\n  shop.conf:4: shop/cart n: 3 -> 2: held back, until all want it (n3 wants n = 3)\n",
                run("push", file.toString()).out);
    }

    @Test
    void aNodeThatRunsByItsFilesSaysSo() {
        answers(node("n1", List.of(), List.of(), "3"));
        assertEquals("n1 runs by its files\n", run("diff").out);
    }

    @Test
    void nodesAreComparedKeyByKeyAndThoseAwayAreNamed() {
        answers(
                node("n1", List.of(), List.of(), "3"),
                node("n2", List.of(), List.of(HELD), "2"),
                NodeConfiguration.down(new NodeId("n3"), "is down: what it runs by is not known"));
        CommandLineRun run = run("diff", "--nodes");
        assertEquals("config everywhere", store.asked.get(1));
        assertEquals("""
                KEY          n1  n2
                shop/cart n  3   2
                node n3 is down: what it runs by is not known
                node n2 does not run by its files: shop/cart n held back
                """, run.out);
        CommandLineRun json = run("diff", "--nodes", "--json");
        assertTrue(json.out.contains("\"key\": \"shop/cart n\""), json.out);
        assertTrue(json.out.contains("\"n2\": \"2\""), json.out);
    }

    @Test
    void theHistoryIsListedWithCausesAndChanges() {
        store.history =
                List.of(new AppliedConfig(7, 0, "an operator", "c0ffee", List.of("shop.conf"), List.of("n: 3 -> 2")));
        assertEquals("""
                7  1970-01-01T00:00:00Z  c0ffee  an operator  shop.conf
                     n: 3 -> 2
                """, run("history").out);
        assertTrue(run("history", "--json").out.contains("\"cause\": \"an operator\""));
        store.history = Collections.emptyList();
        assertEquals("no configurations are kept\n", run("history").out);
    }

    @Test
    void ordersGoToTheNodeWithWhatTheyName() {
        answers(node("n1", List.of(), List.of(), "3"));
        assertEquals(ExitCode.OK, run("rollback", "6").status);
        assertEquals("ConfigRollback[number=6]", store.asked.get(1));
        run("reload", "--all", "--adopt-data", "shop/cart");
        assertEquals("ConfigReload[everywhere=true, adopt=Optional[shop/cart]]", store.asked.get(4));
    }

    @Test
    void objectsAreDeletedOnlyIfThatIsSaidTwice() {
        answers(node("n1", List.of(), List.of(), "3"));
        assertEquals(ExitCode.USAGE, run("delete-data", "shop/cart").status);
        assertEquals(ExitCode.USAGE, run("reload", "--for-good").status);
        assertEquals(List.of(), store.asked);
        assertEquals(ExitCode.OK, run("delete-data", "shop/cart", "--for-good", "--all").status);
        assertEquals("ConfigDeleteData[table=shop/cart, everywhere=true]", store.asked.get(1));
    }

    @Test
    void aFileIsCheckedBeforeItIsSent() throws IOException {
        answers(node("n1", List.of(), List.of(), "3"));
        Path file = Files.writeString(directory.resolve("shop.conf"), "tables.cart { w = 4 }\n");
        CommandLineRun refused = run("push", file.toString(), "--all");
        assertEquals(ExitCode.FAILED, refused.status);
        assertTrue(refused.err.contains("shop.conf:1: tables.cart.w: expected 1 to n (3), found 4"), refused.err);
        assertEquals(List.of(), store.asked);

        Files.writeString(file, "tables.cart {}\n");
        assertEquals(ExitCode.OK, run("push", file.toString(), "--all").status);
        assertTrue(store.asked.get(1).startsWith("ConfigPush[file=shop.conf, "), store.asked.toString());
        assertTrue(store.asked.get(1).endsWith("everywhere=true]"), store.asked.toString());
    }

    @Test
    void anOrderEndsByWhatBecameOfItOnEveryNode() {
        NodeConfiguration taken = node("n1", List.of(), List.of(), "3");
        answers(taken, NodeConfiguration.down(new NodeId("n2"), "is down: nothing was changed there"));
        CommandLineRun partly = run("reload", "--all");
        assertEquals(ExitCode.OK, partly.status);
        assertTrue(partly.out.contains("node n2 is down: nothing was changed there"), partly.out);

        answers(taken, NodeConfiguration.silent(new NodeId("n2"), "did not answer within 10 s"));
        assertEquals(ExitCode.UNKNOWN, run("reload", "--all").status);

        answers(taken, node("n2", List.of("shop.conf:4: wrong"), List.of(), "3"));
        CommandLineRun refused = run("reload", "--all");
        assertEquals(ExitCode.FAILED, refused.status);
        assertTrue(refused.out.contains("node n2 goes on with configuration 7:\n  shop.conf:4: wrong"), refused.out);
    }

    @Test
    void whatDoesNotGoTogetherIsRefusedBeforeAnythingIsAsked() {
        for (List<String> wrong : List.of(
                List.of("status", "--nodes"),
                List.of("diff", "--all"),
                List.of("push"),
                List.of("rollback", "last"),
                List.of("rollback"),
                List.of("history", "7"),
                List.of("status", "--adopt-data", "shop/cart"),
                List.of("reload", "--adopt-data", "shop/CART"),
                List.of("push", "nowhere.conf"))) {
            assertEquals(ExitCode.USAGE, run(wrong.toArray(String[]::new)).status, wrong.toString());
        }
        assertEquals(List.of(), store.asked);
    }
}
