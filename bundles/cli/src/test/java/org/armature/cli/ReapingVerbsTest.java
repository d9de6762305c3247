package org.armature.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalLong;
import org.armature.client.ReadResult;
import org.armature.client.Receipt;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.model.RequestId;
import org.armature.model.TableName;
import org.armature.protocol.Message.Sibling;
import org.armature.protocol.ReceiptMessage.Holding;
import org.armature.protocol.ReceiptMessage.HoldingState;
import org.armature.protocol.ReceiptMessage.NodeReaping;
import org.armature.protocol.ReceiptMessage.PartitionReaping;
import org.armature.protocol.ReceiptMessage.ReapingsTold;
import org.armature.protocol.ReceiptMessage.ReceiptTold;
import org.junit.jupiter.api.Test;

/** What delete --receipt, receipt and reaping ask of nodes, and show. */
class ReapingVerbsTest {
    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");
    private static final NodeId N3 = new NodeId("n3");
    private static final String ID =
            new Receipt(new TableName("shop", "cart"), Key.utf8("alice"), new RequestId(1, 2)).text();

    private final FakeStore store = new FakeStore();

    private CommandLineRun receipt(String id) {
        return CommandLineRun.inPipe(store, "receipt", id, "--node", "h:7102");
    }

    private static Holding holding(NodeId node, boolean owner, HoldingState state) {
        return new Holding(node, owner, state, OptionalLong.empty());
    }

    private static Holding reaped(NodeId node, boolean owner, long millis) {
        return new Holding(node, owner, HoldingState.REAPED, OptionalLong.of(millis));
    }

    @Test
    void deletePrintsTheReceiptOfWhatItDidAndOnlyIfAsked() {
        store.found = new ReadResult(List.of(new Sibling(FakeStore.text("tea"), 1, N1)), FakeStore.context("seen"));
        String[] delete = {"delete", "shop/cart/alice", "--node", "h:7101"};
        assertTrue(!CommandLineRun.inPipe(store, delete).out.contains("receipt"));
        CommandLineRun run = CommandLineRun.inPipe(store, "delete", "shop/cart/alice", "--receipt", "--node", "h:7101");
        assertEquals(ExitCode.OK, run.status, run.err);
        assertTrue(run.out.contains("\nreceipt " + ID + "\n"), run.out);
        CommandLineRun json =
                CommandLineRun.inPipe(store, "delete", "shop/cart/alice", "--receipt", "--json", "--node", "h:7101");
        assertTrue(json.out.contains("\"receipt\": \"" + ID + "\""), json.out);
    }

    @Test
    void aDeleteThatIsReapedOnAllOwnersIsComplete() {
        store.receipt = new ReceiptTold(List.of(
                reaped(N1, true, 1_700_000_000_000L),
                reaped(N2, true, 1_700_000_001_500L),
                reaped(N3, true, 1_700_000_000_000L)));
        CommandLineRun run = receipt(ID);
        assertEquals(ExitCode.OK, run.status, run.err);
        assertEquals("receipt shop/cart alice " + new RequestId(1, 2), store.asked.get(1));
        assertEquals("""
                delete of shop/cart/alice: on 3 of 3 owners, compared, reaped at 2023-11-14T22:13:21.500Z
                NODE  STATE
                n1    reaped at 2023-11-14T22:13:20Z
                n2    reaped at 2023-11-14T22:13:21.500Z
                n3    reaped at 2023-11-14T22:13:20Z
                """, run.out);
    }

    @Test
    void anOwnerThatCameLaterOrLostItsNotesLeavesNoReceiptOpenForEver() {
        store.receipt = new ReceiptTold(List.of(
                reaped(N1, true, 1_700_000_000_000L),
                holding(N2, true, HoldingState.NOTHING),
                reaped(N3, false, 1_700_000_001_500L)));
        CommandLineRun run = receipt(ID);
        assertEquals(ExitCode.OK, run.status, run.err);
        assertEquals("""
                delete of shop/cart/alice: on 1 of 2 owners, compared, reaped at 2023-11-14T22:13:21.500Z; nothing is left on any
                NODE  STATE
                n1    reaped at 2023-11-14T22:13:20Z
                n2    nothing left, and no note
                n3    reaped at 2023-11-14T22:13:21.500Z, owner no more
                """, run.out);
        for (HoldingState open : List.of(HoldingState.HELD, HoldingState.OTHER, HoldingState.SILENT)) {
            store.receipt = new ReceiptTold(List.of(reaped(N1, true, 1_700_000_000_000L), holding(N2, true, open)));
            assertEquals(ExitCode.FAILED, receipt(ID).status, open.toString());
        }
        store.receipt = new ReceiptTold(
                List.of(holding(N1, true, HoldingState.NOTHING), holding(N2, true, HoldingState.NOTHING)));
        assertEquals(ExitCode.FAILED, receipt(ID).status);
    }

    @Test
    void aProgramIsToldThatThereWasNothingToDelete() {
        store.found = new ReadResult(List.of(), FakeStore.context("seen"));
        CommandLineRun run =
                CommandLineRun.inPipe(store, "delete", "shop/cart/alice", "--receipt", "--json", "--node", "h:7101");
        assertEquals(ExitCode.OK, run.status, run.err);
        assertEquals("""
                {
                  "object": "shop/cart/alice",
                  "deleted": false,
                  "receipt": null
                }
                """, run.out);
    }

    @Test
    void aNodeMayTakeTheTimeThatItNeedsToAskOthers() {
        store.receipt = new ReceiptTold(List.of(reaped(N1, true, 1_700_000_000_000L)));
        receipt(ID);
        assertEquals("admin h:7102 PT15S", store.asked.get(0));
    }

    @Test
    void asLongAsThatIsNotKnownOfAllItIsNot() {
        store.receipt = new ReceiptTold(List.of(
                holding(N1, true, HoldingState.HELD),
                holding(N2, true, HoldingState.SILENT),
                holding(N3, true, HoldingState.REPLACED)));
        CommandLineRun run = receipt(ID);
        assertEquals(ExitCode.FAILED, run.status, run.err);
        assertEquals("""
                delete of shop/cart/alice: on 2 of 3 owners, not reaped
                NODE  STATE
                n1    holds its tombstone
                n2    did not answer
                n3    replaced by a later write
                """, run.out);

        store.receipt = new ReceiptTold(List.of(
                holding(N1, true, HoldingState.NOTHING),
                holding(N2, true, HoldingState.OTHER),
                reaped(N3, false, 1_700_000_000_000L)));
        assertEquals("""
                delete of shop/cart/alice: on 0 of 2 owners, not reaped
                NODE  STATE
                n1    nothing known
                n2    holds something else, and knows nothing of it
                n3    reaped at 2023-11-14T22:13:20Z, owner no more
                """, receipt(ID).out);
    }

    @Test
    void whatALaterWriteHasReplacedEverywhereIsOver() {
        store.receipt = new ReceiptTold(
                List.of(holding(N1, true, HoldingState.REPLACED), holding(N2, true, HoldingState.REPLACED)));
        CommandLineRun run = receipt(ID);
        assertEquals(ExitCode.OK, run.status, run.err);
        assertEquals("""
                delete of shop/cart/alice: on 2 of 2 owners, replaced by a later write
                NODE  STATE
                n1    replaced by a later write
                n2    replaced by a later write
                """, run.out);
    }

    @Test
    void anAddressThatIsNoneIsAWrongCommandLine() {
        for (String command : List.of("receipt " + ID, "reaping", "get shop/cart/alice")) {
            CommandLineRun run = CommandLineRun.onTerminal(store, (command + " --node 127.0.0.1").split(" "));
            assertEquals(ExitCode.USAGE, run.status, run.err);
            assertTrue(run.err.contains("the port is missing; write host:port"), run.err);
        }
    }

    @Test
    void programsAreToldTheSame() {
        store.receipt =
                new ReceiptTold(List.of(reaped(N1, true, 1_700_000_000_000L), holding(N2, true, HoldingState.HELD)));
        CommandLineRun run = CommandLineRun.inPipe(store, "receipt", ID, "--json", "--node", "h:7102");
        assertEquals("""
                {
                  "object": "shop/cart/alice",
                  "owners": 2,
                  "came": 2,
                  "reaped": 1,
                  "complete": false,
                  "reapedAt": null,
                  "nodes": [
                    {
                      "node": "n1",
                      "owner": true,
                      "state": "reaped",
                      "reapedAt": "2023-11-14T22:13:20Z"
                    },
                    {
                      "node": "n2",
                      "owner": true,
                      "state": "held",
                      "reapedAt": null
                    }
                  ]
                }
                """, run.out);
    }

    @Test
    void whatIsNoReceiptIsRefusedBeforeAnyNodeIsAsked() {
        for (String wrong : List.of("alice", ID.substring(1), ID + "A", "")) {
            CommandLineRun run = receipt(wrong);
            assertEquals(ExitCode.USAGE, run.status);
            assertTrue(run.err.contains("was not printed by armature delete --receipt: it is no receipt"), run.err);
        }
        assertEquals(List.of(), store.asked);
    }

    @Test
    void reapingShowsWhatWasRemovedAndWhatStopsTheRest() {
        store.reapings = new ReapingsTold(
                List.of(
                        new NodeReaping(N2, 7, 12, 10_000, 3, 0, 0, List.of()),
                        new NodeReaping(N1, 6, 1, 4, 0, 2, 31, List.of("waits for n3, which is down"))),
                List.of(),
                List.of(N3));
        CommandLineRun run = CommandLineRun.inPipe(store, "reaping", "--node", "h:7102");
        assertEquals(ExitCode.OK, run.status, run.err);
        assertEquals("reapings", store.asked.get(1));
        assertEquals("""
                NODE  EPOCH  ROUNDS  REAPED  SHORTENED  ROUNDS OPEN  KEYS OF THEM
                n1        6       1       4          0            2            31
                n2        7      12  10,000          3            0             0
                n1: waits for n3, which is down
                warning: n3 did not answer
                """, run.out);
    }

    @Test
    void reapingOfAllPartitionsShowsEach() {
        store.reapings = new ReapingsTold(
                List.of(new NodeReaping(N1, 6, 1, 4, 0, 1, 31, List.of("waits for n3, which is down"))),
                List.of(
                        new PartitionReaping(N1, 12, 7, 6, 1, 4, 0, 31, "waits for n3, which is down"),
                        new PartitionReaping(N1, 3, 2, 2, 0, 0, 0, 0, "")),
                List.of());
        CommandLineRun run = CommandLineRun.inPipe(store, "reaping", "--all", "--node", "h:7102");
        assertEquals("reapings all", store.asked.get(1));
        assertTrue(run.out.contains("""
                PARTITION  NODE  RAISED  SETTLED  ROUNDS  REAPED  SHORTENED  KEYS OPEN  CAUSE
                        3  n1         2        2       0       0          0          0
                       12  n1         7        6       1       4          0         31  waits for n3, which is down
                """), run.out);
        CommandLineRun json = CommandLineRun.inPipe(store, "reaping", "--all", "--json", "--node", "h:7102");
        assertTrue(json.out.contains("\"raisedEpoch\": 7"), json.out);
    }
}
