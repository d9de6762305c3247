package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.client.AdminClient;
import org.armature.client.Receipt;
import org.armature.client.StoreException;
import org.armature.client.WriteOptions;
import org.armature.client.WriteResult;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.model.RequestId;
import org.armature.model.TableName;
import org.armature.protocol.ReceiptMessage.Holding;
import org.armature.protocol.ReceiptMessage.HoldingState;
import org.armature.protocol.ReceiptMessage.NodeReaping;
import org.armature.protocol.ReceiptMessage.ReapingsTold;
import org.armature.storage.OpenReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deleted data is removed for good, and that is told (§4.6 and what follows from deletes), on real nodes over real sockets. */
class ReapingTest {
    private static final TableName CART = new TableName("shop", "cart");
    private static final Key ALICE = Key.utf8("alice");
    private static final String SOON = "reaping { interval = 100 ms, look-through = 1 s }";
    private static final String NEVER = "reaping.interval = 0 s";
    private static final List<HoldingState> ALL_REAPED = Collections.nCopies(3, HoldingState.REAPED);

    @TempDir
    Path directory;

    private ShelfCluster cluster;

    @AfterEach
    void stop() {
        cluster.close();
    }

    private void start(String reaping) {
        cluster = new ShelfCluster(
                directory,
                3,
                "n = 3, r = 2, w = 2",
                reaping,
                "anti-entropy.interval = 100 ms",
                "transfers.share = 100");
    }

    private Receipt delete(Key key) {
        WriteResult deleted = cluster.cart().delete(key, cluster.cart().get(key).context());
        return new Receipt(CART, key, deleted.request());
    }

    private WriteResult put(Key key, String value) {
        return cluster.cart().put(key, Bytes.utf8(value), CausalContext.NONE, WriteOptions.DEFAULT);
    }

    private SortedMap<String, HoldingState> receipt(String asked, Receipt receipt) {
        SortedMap<String, HoldingState> states = new TreeMap<>();
        try (AdminClient admin = cluster.admin(asked)) {
            for (Holding each : admin.receipt(receipt).holdings()) {
                assertTrue(each.owner(), each.toString());
                states.put(each.node().name(), each.state());
            }
        }
        return states;
    }

    private void awaitReaped(Receipt receipt) {
        Waiting.until(
                "the delete is reaped on all owners",
                () -> List.copyOf(receipt("n1", receipt).values()).equals(ALL_REAPED));
    }

    @Test
    void aDeleteIsReapedOnAllOwnersAndItsReceiptTellsThatFromThenOn() throws IOException {
        start(SOON);
        put(ALICE, "tea");
        Receipt receipt = delete(ALICE);
        awaitReaped(receipt);
        for (String node : List.of("n1", "n2", "n3")) {
            assertFalse(cluster.holds(node, ALICE), node);
            assertTrue(Files.exists(cluster.data(node).resolve("reap-epochs")), node);
        }
        assertTrue(cluster.cart().get(ALICE).versions().isEmpty());
        assertEquals(3, cluster.sum("keys_reaped"));

        cluster.stop("n1");
        cluster.start("n1");
        cluster.awaitWhole();
        assertEquals(ALL_REAPED, List.copyOf(receipt("n2", receipt).values()));
        assertEquals(receipt, Receipt.parse(receipt.text()));
    }

    @Test
    void anEngineWhoseDirectoryAloneIsPutBackHasItsDataEnterAnew() throws IOException {
        start(SOON);
        cluster.awaitSure();
        put(ALICE, "tea");
        Path stamp = cluster.data("n3").resolve("engines/shelf/shop/reap-epochs");
        byte[] epochs = Files.readAllBytes(stamp);
        Runnable putBack = cluster.engine("n3").backup();
        awaitReaped(delete(ALICE));
        cluster.engine("n3").kill();
        cluster.stop("n3");
        putBack.run();
        Files.write(stamp, epochs);
        assertEntersAnew();
    }

    @Test
    void anEngineThatOpensInDoubtHasItsDataEnterAnew() {
        start(SOON);
        cluster.awaitSure();
        put(ALICE, "tea");
        Runnable putBack = cluster.engine("n3").backup();
        awaitReaped(delete(ALICE));
        cluster.stop("n3");
        putBack.run();
        cluster.engine("n3").nextOpensAs(OpenReport.State.DOUBTFUL);
        assertEntersAnew();
    }

    private void assertEntersAnew() {
        cluster.start("n3");
        cluster.awaitWhole();
        assertTrue(cluster.status("n3").warnings().stream()
                .anyMatch(warning -> warning.contains("shelf/shop may be older than deletions")));
        Waiting.until("n1 has it", () -> cluster.holds("n1", ALICE));
        assertEquals(1, cluster.figure("n3", "keys_entered_anew"), "not as a replica's copy");
        assertEquals(List.of(Bytes.utf8("tea")), cluster.cart().get(ALICE).values());
    }

    @Test
    void whatANodeKnowsOfRoundsIsToldByAll() {
        start(SOON);
        put(ALICE, "tea");
        awaitReaped(delete(ALICE));
        try (AdminClient admin = cluster.admin("n3")) {
            Waiting.until("the leader has ended its round", () -> rounds(admin.reapings(false)) >= 1);
            ReapingsTold told = admin.reapings(true);
            assertEquals(3, told.nodes().size());
            assertEquals(List.of(), told.silent());
            assertEquals(1, told.nodes().stream().mapToLong(NodeReaping::reaped).sum());
            assertTrue(
                    told.partitions().stream().anyMatch(each -> each.settled() >= 1 && each.raised() >= each.settled()),
                    told.toString());
            assertEquals(List.of(), admin.reapings(false).partitions());
        }
    }

    private static long rounds(ReapingsTold told) {
        return told.nodes().stream().mapToLong(NodeReaping::rounds).sum();
    }

    @Test
    void aNodeThatIsDownStopsARoundAndIsNamedAndMissesNothing() {
        start(SOON);
        put(ALICE, "tea");
        cluster.stop("n3");
        cluster.awaitWhole();
        Receipt receipt = delete(ALICE);
        try (AdminClient admin = cluster.admin("n1")) {
            Waiting.until("n3 is waited for", () -> admin.reapings(false).nodes().stream()
                    .flatMap(node -> node.causes().stream())
                    .anyMatch(cause -> cause.contains("n3")));
            assertEquals(
                    List.of("n3"),
                    admin.reapings(false).silent().stream()
                            .map(Object::toString)
                            .toList());
        }
        assertEquals(
                new TreeMap<>(Map.of("n1", HoldingState.HELD, "n2", HoldingState.HELD, "n3", HoldingState.SILENT)),
                receipt("n1", receipt));
        assertEquals(0, cluster.sum("keys_reaped"));

        cluster.start("n3");
        cluster.awaitWhole();
        awaitReaped(receipt);
        assertTrue(cluster.cart().get(ALICE).versions().isEmpty());
        assertFalse(cluster.holds("n3", ALICE));
    }

    @Test
    void aLaterWriteReplacesADeleteAndNothingIsKnownOfWhatNeverWas() {
        start(NEVER);
        put(ALICE, "tea");
        Receipt receipt = delete(ALICE);
        Waiting.until(
                "it is on all owners",
                () -> List.copyOf(receipt("n1", receipt).values()).equals(Collections.nCopies(3, HoldingState.HELD)));
        cluster.cart().put(ALICE, Bytes.utf8("milk"), cluster.cart().get(ALICE).context());
        Waiting.until("it was replaced on all owners", () -> List.copyOf(
                        receipt("n1", receipt).values())
                .equals(Collections.nCopies(3, HoldingState.REPLACED)));

        Receipt ofAnother = new Receipt(CART, ALICE, new RequestId(1, 2));
        assertEquals(
                Collections.nCopies(3, HoldingState.OTHER),
                List.copyOf(receipt("n1", ofAnother).values()));
        Receipt ofNothing = new Receipt(CART, Key.utf8("bob"), new RequestId(1, 2));
        assertEquals(
                Collections.nCopies(3, HoldingState.NOTHING),
                List.copyOf(receipt("n1", ofNothing).values()));
        Receipt elsewhere = new Receipt(new TableName("shop", "gone"), ALICE, new RequestId(1, 2));
        try (AdminClient admin = cluster.admin("n1")) {
            assertEquals(
                    ErrorCode.NO_SUCH_TABLE,
                    assertThrows(StoreException.Rejected.class, () -> admin.receipt(elsewhere))
                            .code());
        }
        assertEquals(0, cluster.sum("keys_reaped"));
    }

    @Test
    void aDamagedFileOfEpochsIsToldAndStopsNothingForLong() throws IOException {
        start(SOON);
        put(ALICE, "tea");
        awaitReaped(delete(ALICE));
        cluster.stop("n2");
        Files.write(cluster.data("n2").resolve("reap-epochs"), new byte[] {1, 2, 3});
        cluster.start("n2");
        cluster.awaitWhole();
        assertTrue(
                cluster.status("n2").warnings().stream().anyMatch(warning -> warning.contains("reap-epochs")),
                cluster.status("n2").warnings().toString());
        put(ALICE, "milk");
        awaitReaped(delete(ALICE));
    }
}
