package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.armature.client.AdminClient;
import org.armature.client.StoreException;
import org.armature.client.Table;
import org.armature.engine.buffered.BufferedEngine;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.model.TableName;
import org.armature.protocol.ConfigEffect;
import org.armature.protocol.ConfigMessage.AppliedConfig;
import org.armature.protocol.ConfigMessage.ConfigDeleteData;
import org.armature.protocol.ConfigMessage.ConfigPush;
import org.armature.protocol.ConfigMessage.ConfigReload;
import org.armature.protocol.ConfigMessage.ConfigRollback;
import org.armature.protocol.ConfigMessage.KeyChange;
import org.armature.protocol.ConfigMessage.NodeConfiguration;
import org.armature.protocol.Message.TableStatus;
import org.armature.protocol.PlannedChange;
import org.armature.storage.StorageException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of an instance change under nodes that run. */
class LiveConfigurationTest {
    private static final Key KEY = Key.utf8("alice");
    private static final TableName CART = new TableName("shop", "cart");
    private static final String SMALL = ", max-value = 40 B";
    private static final String ONE = "n = 1, r = 1, w = 1" + SMALL;
    private static final String THREE = "n = 3, r = 2, w = 2" + SMALL;
    private static final String TWO = "n = 2, r = 2, w = 2" + SMALL;

    @TempDir
    Path directory;

    private ShelfCluster cluster;

    @AfterEach
    void stop() {
        cluster.close();
    }

    private void oneNode() {
        cluster = new ShelfCluster(directory, 1, ONE);
    }

    private void write(String node, String cart) {
        cluster.write(node, "tables.cart { engine = shelf, " + cart + " }");
    }

    private <T> T ask(String node, Function<AdminClient, T> question) {
        try (AdminClient admin = cluster.admin(node)) {
            return question.apply(admin);
        }
    }

    private NodeConfiguration reload(String node) {
        return ask(node, admin -> admin.config(new ConfigReload(false, Optional.empty())))
                .nodes()
                .get(0);
    }

    private NodeConfiguration configuration(String node) {
        return ask(node, admin -> admin.config(false)).nodes().get(0);
    }

    private Optional<TableStatus> table(String node, String name) {
        return cluster.status(node).tables().stream()
                .filter(table -> table.table().table().equals(name))
                .findFirst();
    }

    private boolean warns(String node, ErrorCode code) {
        return cluster.status(node).warnings().stream().anyMatch(warning -> warning.startsWith(code.toString()));
    }

    private static void put(Table table, String value) {
        table.put(KEY, Bytes.utf8(value), CausalContext.NONE);
    }

    private static List<String> values(Table table) {
        return table.get(KEY).values().stream().map(Bytes::utf8).toList();
    }

    @Test
    void aTableThatIsAddedIsServedSoonWithoutBeingAskedFor() {
        oneNode();
        cluster.write("n1", "defaults { engine = shelf, " + ONE + " }", "tables { cart {}, stock {} }");
        Waiting.until("stock is served", () -> table("n1", "stock").isPresent());
        put(cluster.cart(), "1");
        assertEquals(List.of("1"), values(cluster.cart()));
        assertEquals(
                "the files were changed",
                ask("n1", AdminClient::configHistory).get(0).cause());
    }

    @Test
    void aTableThatIsRemovedIsServedNoMoreAndHasItsObjectsWhenItIsBack() {
        oneNode();
        put(cluster.cart(), "1");
        cluster.write("n1", "tables.stock { engine = shelf, " + ONE + " }");
        assertEquals(List.of(), reload("n1").problems());
        assertEquals(
                ErrorCode.NO_SUCH_TABLE,
                assertThrows(StoreException.class, () -> put(cluster.cart(), "2"))
                        .code());

        write("n1", ONE);
        assertEquals(List.of(), reload("n1").problems());
        assertEquals(List.of("1"), values(cluster.cart()));
    }

    @Test
    void aFileThatIsWrongChangesNothingAndIsTold() {
        oneNode();
        long before = configuration("n1").number();
        write("n1", "n = 1, r = 2, w = 1, max-value = 3 B");
        NodeConfiguration told = reload("n1");
        assertEquals(1, told.problems().size(), told::toString);
        assertTrue(
                told.problems().get(0).contains("shop.conf:1: tables.cart.r: expected 1 to n (1), found 2"),
                told::toString);
        assertEquals(before, told.number());
        put(cluster.cart(), "longer than three bytes");
        assertTrue(warns("n1", ErrorCode.CONFIG_NOT_TAKEN));

        write("n1", "n = 1, r = 1, w = 1, max-value = 3 B");
        Waiting.until("the mended file is taken", () -> configuration("n1").number() > before);
        assertTrue(!warns("n1", ErrorCode.CONFIG_NOT_TAKEN));
        assertEquals(
                ErrorCode.VALUE_TOO_LARGE,
                assertThrows(StoreException.class, () -> put(cluster.cart(), "longer than three bytes"))
                        .code());
    }

    @Test
    void anEngineThatIsNotInstalledIsRefusedWithItsPlace() {
        oneNode();
        cluster.write(
                "n1",
                "tables {",
                "  cart { engine = shelf, " + ONE + " }",
                "  stock { engine = drawer, max-value = 40 B }",
                "}");
        NodeConfiguration told = reload("n1");
        assertTrue(told.problems().get(0).contains("shop.conf:3: tables.stock.engine: ARM-401"), told::toString);
        assertTrue(table("n1", "stock").isEmpty());
    }

    @Test
    void whatElseARefusedFileWantsIsRefusedWithIt() {
        oneNode();
        cluster.write(
                "n1",
                "tables {",
                "  cart { engine = shelf, n = 1, r = 1, w = 1, max-value = 3 B }",
                "  stock { engine = drawer, max-value = 40 B }",
                "}");
        NodeConfiguration told = reload("n1");
        assertEquals(1, told.problems().size(), told::toString);
        assertEquals(
                List.of("shop/cart max-value", "shop/stock "),
                told.changes().stream()
                        .map(change -> change.subject() + " " + change.key())
                        .toList());
        for (KeyChange change : told.changes()) {
            assertEquals(ConfigEffect.REFUSED, change.effect(), change::toString);
            assertTrue(
                    change.why().startsWith("the files are refused as a whole; once they are right: at once"),
                    change::toString);
        }
        put(cluster.cart(), "longer than three bytes");
    }

    @Test
    void theHistoryTellsWhatTookEffectAndNotWhatWasExpected() {
        oneNode();
        write("n1", "n = 2, r = 2, w = 1, max-value = 41 B");
        assertEquals(List.of(), reload("n1").changes());
        assertChanged("n: 1 -> 2: took effect", "r: 1 -> 2: took effect", "max-value: 40 B -> 41 B: took effect");

        cluster.secondEngine("n1", "drawer");
        cluster.write("n1", "tables.cart { engine = drawer, n = 2, r = 2, w = 1, max-value = 41 B }");
        reload("n1");
        assertChanged("engine: shelf -> drawer: needs migration, engine shelf has the table's objects");
    }

    @Test
    void theHistoryTellsOnceThatAnEngineStaysWhateverIsSaidOfSizesAndAccesses() {
        oneNode();
        cluster.write("n1", "tables.cart { object-size = 20 B, access = scans, " + ONE + " }");
        assertEquals(List.of(), reload("n1").problems());
        assertChanged("engine: shelf -> nothing: no effect, engine shelf keeps the table as before");
        cluster.write("n1", "tables.cart { object-size = 30 B, access = scans, " + ONE + " }");
        assertEquals(List.of(), reload("n1").problems());
        assertChanged("object-size: 20 B -> 30 B: no effect, engine shelf keeps the table as before");
    }

    /** @param parts of each line that the history has of the latest configuration */
    private void assertChanged(String... parts) {
        List<String> changes = ask("n1", AdminClient::configHistory).get(0).changes();
        assertEquals(parts.length, changes.size(), changes::toString);
        for (int i = 0; i < parts.length; i++) {
            assertTrue(changes.get(i).contains("shop/cart " + parts[i]), changes.get(i));
        }
    }

    @Test
    void theHistoryTellsWhatIsHeldBackAndLaterThatItTookEffect() {
        cluster = new ShelfCluster(directory, 2, TWO);
        write("n1", TWO + ", reconcile = lww");
        reload("n1");
        Waiting.until("n1 knows what n2 wants", () -> held("n1", "n2 wants"));
        assertChanged("reconcile: siblings -> lww: held back, until all members that are up want it");
        write("n2", TWO + ", reconcile = lww");
        Waiting.until("n1 has changed", () -> configuration("n1").changes().isEmpty());
        assertChanged("reconcile: siblings -> lww: took effect");
    }

    @Test
    void anotherEngineNeedsAMigrationAndIsTakenAtAStartIfThereIsNothingToMove() {
        oneNode();
        cluster.secondEngine("n1", "drawer");
        put(cluster.cart(), "1");
        cluster.write("n1", "tables.cart { engine = drawer, " + ONE + " }");
        NodeConfiguration told = reload("n1");
        assertEquals(ConfigEffect.NEEDS_MIGRATION, told.changes().get(0).effect());
        assertEquals(List.of("1"), values(cluster.cart()));
        cluster.stop("n1");
        cluster.start("n1");
        assertEquals("shelf", table("n1", "cart").orElseThrow().engine());
        assertEquals(List.of("1"), values(cluster.cart()));
        List<KeyChange> waiting = configuration("n1").changes();
        assertEquals(1, waiting.size(), waiting::toString);
        assertEquals(ConfigEffect.NEEDS_MIGRATION, waiting.get(0).effect(), "it is shown until it is moved");
        assertEquals(
                List.of("engine", "shelf", "drawer"),
                List.of(
                        waiting.get(0).key(),
                        waiting.get(0).before(),
                        waiting.get(0).after()));

        cluster.write("n1", "tables { cart { engine = shelf, " + ONE + " }, stock { engine = shelf, " + ONE + " } }");
        reload("n1");
        cluster.write("n1", "tables { cart { engine = shelf, " + ONE + " }, stock { engine = drawer, " + ONE + " } }");
        reload("n1");
        cluster.stop("n1");
        cluster.start("n1");
        assertEquals("drawer", table("n1", "stock").orElseThrow().engine());
    }

    @Test
    void aTableGoesToABufferOverItsEngineAndBackAtAStartWithItsObjects() {
        oneNode();
        cluster.moreEngines("n1", new BufferedEngine());
        put(cluster.cart(), "1");
        String over = "engines.buffered { over = shelf, linger = 10 s }";
        for (String engine : List.of("buffered", "shelf")) {
            String before = table("n1", "cart").orElseThrow().engine();
            cluster.write("n1", "tables.cart { engine = " + engine + ", " + ONE + " }", over);
            NodeConfiguration told = reload("n1");
            assertEquals(List.of(), told.problems());
            KeyChange waiting = told.changes().get(0);
            assertEquals(ConfigEffect.NEEDS_RESTART, waiting.effect(), told::toString);
            assertEquals(before, table("n1", "cart").orElseThrow().engine());
            put(cluster.cart(), before);
            cluster.stop("n1");
            cluster.start("n1");
            assertEquals(engine, table("n1", "cart").orElseThrow().engine());
            assertEquals(List.of(), configuration("n1").changes());
            assertTrue(values(cluster.cart()).containsAll(List.of("1", before)), () -> "on " + engine);
        }
    }

    @Test
    void optionsOfAnOpenEngineWaitForARestart() {
        oneNode();
        cluster.write("n1", "tables.cart { engine = shelf, " + ONE + " }", "engines.shelf.depth = 2");
        NodeConfiguration told = reload("n1");
        assertEquals("engines.shelf.depth", told.changes().get(0).key());
        assertEquals(ConfigEffect.NEEDS_RESTART, told.changes().get(0).effect());
        cluster.stop("n1");
        cluster.start("n1");
        assertEquals(List.of(), configuration("n1").changes());
    }

    @Test
    void anotherNumberOfCopiesWaitsUntilEveryoneWantsIt() {
        cluster = new ShelfCluster(directory, 3, THREE);
        put(cluster.cart(), "1");
        for (String node : List.of("n1", "n2")) {
            write(node, TWO + ", max-siblings = 3");
            reload(node);
        }
        Waiting.until("n1 knows what n3 wants", () -> held("n1", "n3 wants n = 3"));
        assertEquals(3, table("n1", "cart").orElseThrow().n());
        Waiting.until("n3 tells that nodes differ", () -> warns("n3", ErrorCode.CONFIG_DIFFERS));

        cluster.stop("n1");
        cluster.start("n1");
        assertEquals(3, table("n1", "cart").orElseThrow().n());

        write("n3", TWO + ", max-siblings = 3");
        for (String node : List.of("n1", "n2", "n3")) {
            Waiting.until(
                    node + " has n = 2", () -> table(node, "cart").orElseThrow().n() == 2);
        }
        assertEquals(List.of("1"), values(cluster.cart()));
        Waiting.until("all run by the same", () -> !warns("n1", ErrorCode.CONFIG_DIFFERS));
    }

    private boolean held(String node, String why) {
        return cluster.status(node).warnings().stream()
                .anyMatch(
                        warning -> warning.startsWith(ErrorCode.CONFIG_HELD_BACK.toString()) && warning.contains(why));
    }

    @Test
    void aMinorityChangesNothingThatAllHaveToChange() {
        cluster = new ShelfCluster(directory, 3, THREE);
        cluster.stop("n2");
        cluster.stop("n3");
        Waiting.until("n1 is alone", () -> cluster.status("n1").peers().stream().noneMatch(peer -> peer.isReachable()));
        write("n1", TWO);
        reload("n1");
        assertTrue(
                held("n1", "only 1 of 3 members are up"),
                () -> cluster.status("n1").warnings().toString());
        assertEquals(3, table("n1", "cart").orElseThrow().n());
    }

    @Test
    void fewerCopiesThanReadsCouldMeetAreRefused() {
        cluster = new ShelfCluster(directory, 3, THREE);
        write("n1", ONE);
        NodeConfiguration told = reload("n1");
        assertTrue(told.problems().get(0).contains("go to n = 2 with r = 2 first"), told::toString);
    }

    @Test
    void whileNodesWantAnotherNTheRingIsNotChanged() {
        cluster = new ShelfCluster(directory, 3, THREE);
        write("n1", TWO);
        reload("n1");
        Waiting.until("n1 knows what n3 wants", () -> held("n1", "n3 wants n = 3"));
        StoreException refused = ask("n1", admin -> {
            String plan = admin.plan(List.of(new PlannedChange.Weight(LocalCluster.id(2), 2)), true)
                    .id();
            return assertThrows(StoreException.class, () -> admin.commit(plan, false));
        });
        assertEquals(ErrorCode.CHANGE_REFUSED, refused.code());
        assertTrue(refused.getMessage().contains("table shop/cart has n = 2 here and 3 on n"), refused::getMessage);
    }

    @Test
    void aNewTableDoesNotTakeAnotherOnesObjectsUnlessAnOperatorSaysSo() {
        oneNode();
        put(cluster.cart(), "1");
        cluster.write("n1", "tables.stock { engine = shelf, " + ONE + " }");
        reload("n1");
        write("n1", ONE + ", reconcile = lww");
        NodeConfiguration told = reload("n1");
        assertTrue(told.problems().get(0).contains("objects of an earlier table of this name"), told::toString);
        assertTrue(table("n1", "stock").isPresent());

        ask("n1", admin -> admin.config(new ConfigReload(false, Optional.of(CART))));
        Waiting.until(
                "cart is served by its new rule",
                () -> configuration("n1").changes().isEmpty()
                        && configuration("n1").problems().isEmpty());
        assertEquals(List.of("1"), values(cluster.cart()));
    }

    @Test
    void whatARemovedTableHasStoredIsDeletedOnDemandAlone() {
        oneNode();
        put(cluster.cart(), "1");
        NodeConfiguration served = delete();
        assertTrue(served.problems().get(0).contains("table shop/cart is configured here"), served::toString);
        cluster.write("n1", "tables.stock { engine = shelf, " + ONE + " }");
        reload("n1");
        assertEquals(List.of(), delete().problems());
        write("n1", ONE + ", reconcile = lww");
        assertEquals(List.of(), reload("n1").problems());
        assertEquals(List.of(), values(cluster.cart()));
        put(cluster.cart(), "2");
        assertEquals(List.of("2"), values(cluster.cart()));
    }

    @Test
    void aDeletionThatFailsHalfWaySaysWhatIsGoneAndGoesOnWhenItIsSaidAgain() {
        oneNode();
        for (int i = 0; i < 100; i++) {
            cluster.cart().put(Key.utf8("key" + i), Bytes.utf8("1"), CausalContext.NONE);
        }
        long stores = cluster.engine("n1").stores("cart");
        assertTrue(stores > 1, () -> stores + " stores");
        cluster.write("n1", "tables.stock { engine = shelf, " + ONE + " }");
        reload("n1");
        AtomicInteger drops = new AtomicInteger();
        cluster.engine("n1").beforeDrop(store -> {
            if (drops.incrementAndGet() > 1) {
                throw new StorageException.DiskFull("no room");
            }
        });
        String told = delete().problems().get(0);
        assertTrue(told.contains("1 of " + stores + " stores of table shop/cart were deleted, for good"), told);
        assertTrue(told.contains((stores - 1) + " were not: no room"), told);
        assertTrue(told.contains("say `armature config delete-data shop/cart --for-good` again"), told);
        assertEquals(stores - 1, cluster.engine("n1").stores("cart"));

        cluster.engine("n1").beforeDrop(store -> {});
        assertEquals(List.of(), delete().problems());
        assertEquals(0, cluster.engine("n1").stores("cart"));
    }

    private NodeConfiguration delete() {
        return ask("n1", admin -> admin.config(new ConfigDeleteData(CART, false)))
                .nodes()
                .get(0);
    }

    @Test
    void earlierFilesComeBackAndThoseInPlaceAreKept() throws IOException {
        oneNode();
        write("n1", ONE + ", max-siblings = 3");
        long second = reload("n1").number();
        cluster.write("n1", "not = right");
        NodeConfiguration back = ask("n1", admin -> admin.config(new ConfigRollback(second - 1)))
                .nodes()
                .get(0);
        assertEquals(List.of(), back.problems());
        assertEquals(second + 1, back.number());
        assertTrue(
                !Files.readString(cluster.instances("n1").resolve("shop.conf")).contains("max-siblings"));
        List<AppliedConfig> history = ask("n1", AdminClient::configHistory);
        assertEquals(
                List.of(second + 1, second, second - 1),
                history.stream().map(AppliedConfig::number).toList());
        assertEquals("an operator", history.get(0).cause());
        try (var kept = Files.list(cluster.data("n1").resolve("config"))) {
            assertEquals(
                    1,
                    kept.filter(path -> path.getFileName().toString().startsWith("replaced-"))
                            .count());
        }
        NodeConfiguration none = ask("n1", admin -> admin.config(new ConfigRollback(999)))
                .nodes()
                .get(0);
        assertTrue(none.problems().get(0).startsWith(ErrorCode.NO_SUCH_CONFIG.toString()), none::toString);
    }

    @Test
    void aPushedFileMendsAWrongOneOfAnyNode() {
        cluster = new ShelfCluster(directory, 3, THREE);
        for (String wrong : List.of("n1", "n2")) {
            write(wrong, "n = 3, r = 4");
            assertEquals(1, reload(wrong).problems().size());
            List<NodeConfiguration> told =
                    push("n2", Bytes.utf8("tables.cart { engine = shelf, " + THREE + ", max-siblings = 4 }"));
            assertEquals(
                    List.of(),
                    told.stream().flatMap(node -> node.problems().stream()).toList());
            assertEquals("4", configuration(wrong).values().get("shop/cart max-siblings"));
        }
    }

    @Test
    void aPushedFileIsWrittenByAllOrByNone() throws IOException {
        cluster = new ShelfCluster(directory, 3, THREE);
        Bytes wrong = Bytes.utf8("tables.cart { engine = drawer, n = 3, max-value = 40 B }");
        List<NodeConfiguration> refused = push("n2", wrong);
        assertEquals(3, refused.size());
        assertTrue(
                refused.stream().allMatch(node -> node.problems().get(0).contains("tables.cart.engine")),
                refused::toString);

        cluster.stop("n3");
        Waiting.until("n3 is away", () -> cluster.status("n2").peers().stream()
                .anyMatch(peer -> peer.node().name().equals("n3") && !peer.isReachable()));
        Bytes right = Bytes.utf8("tables.cart { engine = shelf, max-siblings = 3, max-value = 40 B }");
        List<NodeConfiguration> written = push("n2", right);
        assertTrue(written.get(2).down(), written::toString);
        for (String node : List.of("n1", "n2")) {
            assertEquals(right.utf8(), Files.readString(cluster.instances(node).resolve("shop.conf")));
            assertEquals("3", configuration(node).values().get("shop/cart max-siblings"));
        }
        assertTrue(
                !Files.readString(cluster.instances("n3").resolve("shop.conf")).contains("max-siblings"));
        for (String name : List.of("../shop.conf", "Shop.conf", "shop", ".shop.conf", "a/b.conf")) {
            NodeConfiguration strange = ask("n1", admin -> admin.config(new ConfigPush(name, right, false)))
                    .nodes()
                    .get(0);
            assertTrue(strange.problems().get(0).contains("expected the instance's name"), name);
        }
    }

    private List<NodeConfiguration> push(String node, Bytes content) {
        return ask(node, admin -> admin.config(new ConfigPush("shop.conf", content, true)))
                .nodes();
    }
}
