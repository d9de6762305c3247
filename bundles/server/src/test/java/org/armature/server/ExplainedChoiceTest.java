package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.armature.client.AdminClient;
import org.armature.client.ArmatureClient;
import org.armature.client.StoreException;
import org.armature.client.Table;
import org.armature.engine.buffered.BufferedEngine;
import org.armature.engine.memory.MemoryEngine;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.model.TableName;
import org.armature.protocol.ChoiceMessage.Considered;
import org.armature.protocol.ChoiceMessage.Explained;
import org.armature.protocol.ChoiceMessage.Load;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running node tells why a table has its engine, and what the table does to it. */
class ExplainedChoiceTest {
    private static final TableName CART = new TableName("shop", "cart");

    @TempDir
    Path directory;

    private final EnginePresence engines = new EnginePresence();
    private LocalCluster cluster;
    private Optional<RunningNode> node = Optional.empty();

    @BeforeEach
    void configured() {
        cluster = LocalCluster.of(
                directory,
                1,
                "defaults { n = 1 }",
                "tables { cart { object-size = 500 B, access = scans, max-value = 512 B, max-siblings = 1 },",
                "  lost { engine = gone } }");
        engines.came(new ShelfEngine("shelf"));
        engines.came(new MemoryEngine());
    }

    @AfterEach
    void stop() {
        node.ifPresent(RunningNode::close);
        node = Optional.empty();
    }

    @Test
    void theChoiceEveryEngineAndWhatWasMeasuredAreTold() {
        start();
        use();
        Explained told = explain(CART);
        assertEquals("shelf", told.engine());
        assertEquals("", told.problem());
        assertEquals("declares objects of 500 B and scans with durability process", told.declared());
        assertEquals(
                List.of("memory", "shelf"),
                told.engines().stream().map(Considered::name).toList());
        assertEquals(
                List.of(false, true),
                told.engines().stream().map(Considered::taken).toList());
        assertEquals(
                "it does not promise durability process, only memory",
                told.engines().get(0).why());
        Load load = told.life();
        assertEquals(List.of(3L, 2L, 1L), List.of(load.gets(), load.puts(), load.deletes()));
        assertEquals(4, load.objects(), "two put, and two of three that were got were there");
        assertTrue(told.advice().isEmpty());
        assertEquals("no advice: it takes 1000 objects got and put lately, and there were 4", told.silence());
    }

    @Test
    void whatWasMeasuredOutlivesACleanStop() {
        start();
        use();
        stop();
        start();
        assertEquals(2, explain(CART).life().puts());
        use();
        assertEquals(4, explain(CART).life().puts());
    }

    @Test
    void anEngineOverAnotherOneIsToldWithWhatTheTwoPromise() {
        engines.came(new BufferedEngine());
        cluster.configureInstance(
                "defaults { n = 1 }", "tables.cart { object-size = 500 B }", "engines.buffered.over = shelf");
        start();
        Considered buffered = explain(CART).engines().stream()
                .filter(engine -> engine.name().equals("buffered"))
                .findFirst()
                .orElseThrow();
        assertEquals(List.of("memory", "process", "disk"), buffered.durabilities());
        assertEquals(
                "over shelf it promises durability process, and by the size of objects it is chosen for memory alone",
                buffered.why());
    }

    @Test
    void aTableThatIsNotServedIsExplainedTooAndOneThatIsNoneIsRefused() {
        start();
        Explained lost = explain(new TableName("shop", "lost"));
        assertEquals("", lost.engine());
        assertEquals("names engine gone with durability process", lost.declared());
        assertTrue(lost.problem().startsWith("no engine serves it: the table names engine \"gone\""));
        assertEquals("", lost.silence());
        StoreException refused = assertThrows(StoreException.class, () -> explain(new TableName("shop", "none")));
        assertEquals(ErrorCode.NO_SUCH_TABLE, refused.code());
        assertTrue(refused.getMessage().contains("tables are [shop/cart, shop/lost]"), refused.getMessage());
    }

    private void start() {
        node = Optional.of(RunningNode.start(
                cluster.plan(1), engines, new FakeBundles(engines), FakeReconcilerBundles.none(), (where, cause) -> {
                    throw new AssertionError(where, cause);
                }));
    }

    /** Two puts, three gets of which one finds nothing, a delete. */
    private void use() {
        try (ArmatureClient client = ArmatureClient.builder()
                .node(cluster.clients(1))
                .deadline(Waiting.LONGEST)
                .build()) {
            Table table = client.table("shop/cart");
            Key alice = Key.utf8("alice" + System.nanoTime());
            Key bob = Key.utf8("bob" + System.nanoTime());
            table.put(alice, Bytes.utf8("x".repeat(300)), CausalContext.NONE);
            table.put(bob, Bytes.utf8("y"), CausalContext.NONE);
            CausalContext seen = table.get(alice).context();
            table.get(bob);
            table.get(Key.utf8("nobody"));
            table.delete(alice, seen);
        }
    }

    private Explained explain(TableName table) {
        try (AdminClient admin = ArmatureClient.builder()
                .node(cluster.admin(1))
                .deadline(Waiting.LONGEST)
                .buildAdmin()) {
            return admin.explainEngine(table);
        }
    }
}
