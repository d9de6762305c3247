package org.armature.cli;

import static org.armature.cli.FakeStore.context;
import static org.armature.cli.FakeStore.text;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.armature.client.ReadResult;
import org.armature.client.StoreException;
import org.armature.client.WriteResult;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.model.RequestId;
import org.armature.protocol.Message;
import org.armature.protocol.Message.Sibling;
import org.junit.jupiter.api.Test;

/** What get, put and delete ask of the store, what they print, and how they end. */
class DataVerbsTest {
    private static final Sibling HELLO = new Sibling(text("{\"a\":1}"), 1_795_269_851_202L, new NodeId("n1"));
    private static final Sibling OTHER = new Sibling(text("{\"b\":2}"), 1_795_269_851_207L, new NodeId("n3"));
    private static final Sibling GONE = new Sibling(Optional.empty(), 1_795_269_851_300L, new NodeId("n2"));

    private final FakeStore store = new FakeStore();

    @Test
    void onATerminalAGetShowsVersionContextAndValue() {
        store.found = new ReadResult(List.of(HELLO), context("c1"));
        CommandLineRun run = CommandLineRun.onTerminal(store, "get", "shop/cart/alice");
        assertEquals(ExitCode.OK, run.status, run.err);
        assertEquals("""
                shop/cart/alice  1 version, 7 B, written 2026-11-21T14:04:11.202Z through n1, read in TIME
                context YzE

                {"a":1}
                """, run.out.replaceAll("read in .*", "read in TIME"));
        assertEquals(List.of("client [127.0.0.1:7101] PT5S", "get shop/cart alice", "close"), store.asked);
    }

    @Test
    void aMergedValueIsSaidToBeOneAndOfHowManyByWhom() {
        store.found = new ReadResult(List.of(HELLO), context("c1"), Optional.of(new Message.Merge(2, "cart", "1.0.0")));
        CommandLineRun run = CommandLineRun.onTerminal(store, "get", "shop/cart/alice");
        assertEquals(ExitCode.OK, run.status, run.err);
        assertTrue(
                run.out.startsWith("shop/cart/alice  merged from 2 siblings by cart 1.0.0 (--siblings shows them), 7 B,"
                        + " written "),
                run.out);
        String json = CommandLineRun.inPipe(store, "get", "shop/cart/alice", "-o", "json").out;
        assertTrue(
                json.replaceAll("\\s", "")
                        .contains("\"merge\":{\"siblings\":2,\"reconciler\":\"cart\",\"version\":\"1.0.0\"}"),
                json);
    }

    @Test
    void intoAPipeGoesTheValueAloneByteForByte() {
        byte[] binary = {0, (byte) 0xff, '\n'};
        store.found = new ReadResult(
                List.of(new Sibling(Optional.of(Bytes.copyOf(binary)), 0, new NodeId("n1"))), context("c1"));
        CommandLineRun run = CommandLineRun.inPipe(store, "get", "cart/alice");
        assertArrayEquals(binary, run.raw);
        assertEquals("", run.err);
        assertEquals(ExitCode.OK, run.status);
    }

    @Test
    void aTerminalIsSparedBytesThatAreNoText() {
        byte[] escape = {27, '[', '2', 'J'};
        store.found = new ReadResult(
                List.of(new Sibling(Optional.of(Bytes.copyOf(escape)), 0, new NodeId("n1"))), context("c1"));
        assertTrue(
                CommandLineRun.onTerminal(store, "get", "cart/a").out.endsWith("(no text: --raw writes the bytes)\n"));
        assertArrayEquals(escape, CommandLineRun.onTerminal(store, "get", "cart/a", "--raw").raw);
    }

    @Test
    void siblingsAreListedWithACommandThatMergesThemAndEndInConflict() {
        store.found = new ReadResult(List.of(HELLO, OTHER, GONE), context("all"));
        CommandLineRun run = CommandLineRun.onTerminal(store, "get", "shop/cart/alice", "--node", "127.0.0.1:9");
        assertEquals(ExitCode.CONFLICT, run.status);
        assertEquals("""
                shop/cart/alice  CONFLICT: 3 versions, written without knowing of each other
                  [1] 7 B, written 2026-11-21T14:04:11.202Z through n1
                      {"a":1}
                  [2] 7 B, written 2026-11-21T14:04:11.207Z through n3
                      {"b":2}
                  [3] deleted 2026-11-21T14:04:11.300Z through n2
                context YWxs

                Merge them and write the result with the context, which covers all of them:
                  armature put --node 127.0.0.1:9 shop/cart/alice @merged --context=YWxs
                The whole value of one:  armature get --node 127.0.0.1:9 shop/cart/alice --sibling 1
                """, run.out);
    }

    @Test
    void inAPipeSiblingsLeaveStandardOutputEmpty() {
        store.found = new ReadResult(List.of(HELLO, OTHER), context("all"));
        CommandLineRun run = CommandLineRun.inPipe(store, "get", "shop/cart/alice");
        assertEquals("", run.out);
        assertTrue(run.err.contains("CONFLICT: 2 versions"), run.err);
        assertEquals(ExitCode.CONFLICT, run.status);
    }

    @Test
    void oneSiblingCanBeHadAlone() {
        store.found = new ReadResult(List.of(HELLO, OTHER), context("all"));
        assertEquals("{\"b\":2}", CommandLineRun.inPipe(store, "get", "shop/cart/alice", "--sibling", "2").out);
        CommandLineRun none = CommandLineRun.inPipe(store, "get", "shop/cart/alice", "--sibling", "3");
        assertEquals(ExitCode.USAGE, none.status);
        assertTrue(none.err.contains("has 2 versions, and --sibling 3 is none of them"), none.err);
    }

    @Test
    void anObjectWithoutAValueEndsAsFailedAndSaysWhy() {
        CommandLineRun never = CommandLineRun.onTerminal(store, "get", "cart/alice");
        assertEquals(
                "default/cart/alice has no value: it was never written, or what was deleted or had expired is removed for"
                        + " good\n",
                never.err);
        assertEquals(ExitCode.FAILED, never.status);
        store.found = new ReadResult(List.of(GONE), context("c"));
        CommandLineRun deleted = CommandLineRun.onTerminal(store, "get", "cart/alice");
        assertTrue(deleted.err.contains("deleted 2026-11-21T14:04:11.300Z through n2\ncontext Yw"), deleted.err);
        assertEquals(ExitCode.FAILED, deleted.status);
    }

    @Test
    void programsGetJson() {
        store.found = new ReadResult(
                List.of(HELLO, new Sibling(Optional.of(Bytes.copyOf(new byte[] {-1})), 0, new NodeId("n2")), GONE),
                context("c1"));
        CommandLineRun run = CommandLineRun.inPipe(store, "get", "shop/cart/alice", "-o", "json", "--r", "3");
        assertEquals(ExitCode.CONFLICT, run.status);
        assertEquals("""
                {
                  "object": "shop/cart/alice",
                  "conflict": true,
                  "context": "YzE",
                  "versions": [
                    {
                      "bytes": 7,
                      "value": "{\\"a\\":1}",
                      "writtenBy": "n1",
                      "writtenAt": "2026-11-21T14:04:11.202Z"
                    },
                    {
                      "bytes": 1,
                      "valueBase64": "/w==",
                      "writtenBy": "n2",
                      "writtenAt": "1970-01-01T00:00:00Z"
                    },
                    {
                      "deleted": true,
                      "writtenBy": "n2",
                      "writtenAt": "2026-11-21T14:04:11.300Z"
                    }
                  ]
                }
                """, run.out);
        assertTrue(store.asked.contains("get shop/cart alice r=3"), store.asked.toString());
    }

    @Test
    void aGetTellsWhenAValueExpiresAndWhenOneHas() {
        NodeId n1 = new NodeId("n1");
        Sibling brief = new Sibling(text("x"), 1_795_269_851_202L, n1, 1_795_269_881_202L);
        Sibling over = new Sibling(Optional.empty(), 1_795_269_851_202L, n1, 1_795_269_852_202L);
        store.found = new ReadResult(List.of(brief), context("c1"));
        CommandLineRun run = CommandLineRun.onTerminal(store, "get", "cart/alice");
        assertTrue(
                run.out.startsWith("default/cart/alice  1 version, 1 B, written 2026-11-21T14:04:11.202Z through n1,"
                        + " expires 2026-11-21T14:04:41.202Z, read in "),
                run.out);

        store.found = new ReadResult(List.of(over), context("c"));
        CommandLineRun expired = CommandLineRun.onTerminal(store, "get", "cart/alice");
        assertEquals(
                "default/cart/alice has no value: expired 2026-11-21T14:04:12.202Z, written 2026-11-21T14:04:11.202Z"
                        + " through n1\ncontext Yw\n",
                expired.err);
        assertEquals(ExitCode.FAILED, expired.status);

        store.found = new ReadResult(List.of(brief, over, GONE), context("all"));
        String json = CommandLineRun.inPipe(store, "get", "cart/alice", "-o", "json").out;
        assertTrue(json.contains("""
                      "bytes": 1,
                      "value": "x",
                      "writtenBy": "n1",
                      "writtenAt": "2026-11-21T14:04:11.202Z",
                      "expiresAt": "2026-11-21T14:04:41.202Z"
                    },
                    {
                      "deleted": true,
                      "writtenBy": "n1",
                      "writtenAt": "2026-11-21T14:04:11.202Z",
                      "expiredAt": "2026-11-21T14:04:12.202Z"
                    },
                    {
                      "deleted": true,
                      "writtenBy": "n2",
                      "writtenAt": "2026-11-21T14:04:11.300Z"
                    }
                """), json);
    }

    @Test
    void aPutMayLimitHowLongItsValueLives() {
        CommandLineRun.onTerminal(store, "put", "cart/alice", "x", "--ttl", "30s", "--w", "2");
        assertTrue(store.asked.contains("put default/cart alice x [] w=2 ttl=PT30S"), store.asked.toString());
        for (String wrong : List.of("0s", "-5s", "30", "36501d")) {
            CommandLineRun refused = CommandLineRun.onTerminal(store, "put", "cart/alice", "x", "--ttl=" + wrong);
            assertEquals(ExitCode.USAGE, refused.status, wrong);
            assertTrue(
                    refused.err.contains("\"" + wrong
                            + "\" is no time from 1ms to 36500d; write it with its unit, such as" + " 30s, 12h or 7d"),
                    refused.err);
        }
        assertEquals(3, store.asked.size(), store.asked.toString());
    }

    @Test
    void aPutPrintsItsContext() {
        CommandLineRun run =
                CommandLineRun.onTerminal(store, "put", "shop/cart/alice", "{}", "--context", "YzE", "--w", "3");
        assertEquals(
                "stored shop/cart/alice, 2 B, on 2 replicas in TIME\ncontext YWZ0ZXI\n",
                run.out.replaceAll("in [0-9].*", "in TIME"));
        assertEquals(ExitCode.OK, run.status);
        assertTrue(store.asked.contains("put shop/cart alice {} [c1] w=3"), store.asked.toString());
    }

    @Test
    void aPutWithoutContextOntoAnExistingKeySaysThatItMadeASiblingAndHowToReplace() {
        store.written = new WriteResult(context("after"), 2, 2, 0, new RequestId(1, 2));
        CommandLineRun run = CommandLineRun.onTerminal(store, "put", "cart/alice", "it's");
        assertEquals("""

                note: without a context this replaced nothing: 2 versions now stand beside each other.
                To see them:                     armature get default/cart/alice
                To put this in place of them all:
                  armature put default/cart/alice 'it'\\''s' --context=YWZ0ZXI
                """, run.out.substring(run.out.indexOf("\n\nnote") + 1));
        assertEquals(ExitCode.OK, run.status);
    }

    @Test
    void aPutWithAContextThatIsBehindSaysSo() {
        store.written = new WriteResult(context("after"), 2, 2, 0, new RequestId(1, 2));
        CommandLineRun run = CommandLineRun.onTerminal(store, "put", "cart/alice", "x", "--context=YzE");
        assertTrue(run.out.contains("note: others wrote it since that context was read: 2 versions"), run.out);
    }

    @Test
    void aPutMayBeForANewObjectOrAnUnchangedOneOnly() {
        CommandLineRun.onTerminal(store, "put", "cart/alice", "x", "--new");
        CommandLineRun.onTerminal(store, "put", "cart/alice", "x", "--if-unchanged=YzE", "--w=2");
        assertEquals("put default/cart alice x [] ABSENT", store.asked.get(1));
        assertEquals("put default/cart alice x [c1] w=2 UNCHANGED", store.asked.get(4));
        CommandLineRun both = CommandLineRun.onTerminal(store, "put", "cart/alice", "x", "--new", "--context=YzE");
        assertEquals(ExitCode.USAGE, both.status);
        assertTrue(both.err.contains("mutually exclusive"), both.err);
        CommandLineRun cut = CommandLineRun.onTerminal(store, "put", "cart/alice", "x", "--if-unchanged=Yz=E");
        assertEquals(ExitCode.USAGE, cut.status);
        assertTrue(cut.err.contains("the context is not whole"), cut.err);
        assertEquals(6, store.asked.size(), store.asked.toString());
    }

    @Test
    void aPutWhoseConditionDoesNotHoldShowsWhatIsThereAndHasItsOwnStatus() {
        store.failure = new StoreException.ConditionFailed(
                "put shop/cart/alice: a value is there", new ReadResult(List.of(HELLO, GONE), context("c1")));
        CommandLineRun run = CommandLineRun.onTerminal(store, "put", "shop/cart/alice", "x", "--new");
        assertEquals(ExitCode.CONDITION, run.status);
        assertEquals("", run.out);
        assertEquals("""
                ARM-218 put shop/cart/alice: a value is there
                  What is there, covered by context YzE:
                    7 B, written 2026-11-21T14:04:11.202Z through n1
                    deleted 2026-11-21T14:04:11.300Z through n2
                """, run.err);
        CommandLineRun json = CommandLineRun.inPipe(store, "put", "shop/cart/alice", "x", "--new", "-o", "json");
        assertEquals(ExitCode.CONDITION, json.status);
        assertTrue(json.out.contains("\"stored\": false,\n  \"context\": \"YzE\""), json.out);
        assertTrue(json.out.contains("\"value\": \"{\\\"a\\\":1}\""), json.out);
    }

    @Test
    void aPutTakesItsValueFromStandardInput() {
        CommandLineRun.run(store, false, new byte[] {'h', 'i'}, "put", "cart/alice", "-");
        assertTrue(store.asked.contains("put default/cart alice hi []"), store.asked.toString());
    }

    @Test
    void programsGetAPutsOutcomeAsJson() {
        CommandLineRun run = CommandLineRun.inPipe(store, "put", "cart/alice", "x", "-o", "json");
        assertEquals("""
                {
                  "object": "default/cart/alice",
                  "context": "YWZ0ZXI",
                  "siblings": 1,
                  "copies": 2,
                  "hinted": 0,
                  "request": "00000000000000010000000000000002"
                }
                """, run.out);
    }

    @Test
    void aDeleteWithoutContextDeletesExactlyWhatItHasReadFirst() {
        store.found = new ReadResult(List.of(HELLO, OTHER), context("read"));
        CommandLineRun run = CommandLineRun.onTerminal(store, "delete", "shop/cart/alice");
        assertEquals("deleted 2 versions of shop/cart/alice, on 2 replicas\ncontext YWZ0ZXI\n", run.out);
        assertEquals(List.of("get shop/cart alice", "delete shop/cart alice [read]"), store.asked.subList(1, 3));
    }

    @Test
    void whatAReadAsksForBeyondItsTableIsHandedOn() {
        store.found = new ReadResult(List.of(HELLO), context("c1"));
        CommandLineRun.inPipe(store, "get", "cart/a", "--strict", "--r", "3", "--pr", "2", "--confirmed");
        CommandLineRun.inPipe(store, "get", "cart/a", "--sloppy");
        assertEquals("get default/cart a r=3 pr=2 STRICT confirmed", store.asked.get(1));
        assertEquals("get default/cart a SLOPPY", store.asked.get(4));
    }

    @Test
    void whatAWriteAsksForBeyondItsTableIsHandedOn() {
        CommandLineRun.inPipe(
                store, "put", "cart/a", "x", "--sloppy", "--w=3", "--pw=1", "--distinct-hosts=2", "--confirmed");
        assertEquals("put default/cart a x [] w=3 pw=1 hosts=2 SLOPPY confirmed", store.asked.get(1));
    }

    @Test
    void aDeleteReadsAndWritesAsItIsTold() {
        store.found = new ReadResult(List.of(HELLO), context("read"));
        CommandLineRun.inPipe(
                store,
                "delete",
                "cart/a",
                "--r=1",
                "--pr=2",
                "--w=3",
                "--pw=4",
                "--distinct-hosts=5",
                "--strict",
                "--confirmed");
        assertEquals(
                List.of(
                        "get default/cart a r=1 pr=2 STRICT confirmed",
                        "delete default/cart a [read] w=3 pw=4 hosts=5 STRICT confirmed"),
                store.asked.subList(1, 3));
    }

    @Test
    void copiesThatWaitForAnOwnerThatIsAwayAreCalledHints() {
        store.written = new WriteResult(context("after"), 1, 3, 1, new RequestId(1, 2));
        CommandLineRun put = CommandLineRun.onTerminal(store, "put", "cart/a", "x");
        assertTrue(put.out.startsWith("stored default/cart/a, 1 B, on 3 replicas (1 as a hint) in "), put.out);
        store.written = new WriteResult(context("after"), 1, 3, 2, new RequestId(1, 2));
        CommandLineRun deleted = CommandLineRun.onTerminal(store, "delete", "cart/a", "--context=YzE");
        assertTrue(deleted.out.contains(", on 3 replicas (2 as hints)\n"), deleted.out);
        assertTrue(CommandLineRun.inPipe(store, "put", "cart/a", "x", "-o", "json")
                .out
                .contains("\"hinted\": 2,"));
    }

    @Test
    void aDeleteWithAContextReadsNothing() {
        CommandLineRun.onTerminal(store, "delete", "shop/cart/alice", "--context", "YzE");
        assertEquals("delete shop/cart alice [c1]", store.asked.get(1));
    }

    @Test
    void thereIsNothingToDeleteWhereThereIsNoValue() {
        CommandLineRun run = CommandLineRun.onTerminal(store, "delete", "shop/cart/alice");
        assertEquals(ExitCode.OK, run.status);
        assertEquals("shop/cart/alice has no value; nothing was deleted\n", run.err);
        assertEquals(3, store.asked.size(), store.asked.toString());
    }

    @Test
    void aDeleteOfWhatWasWrittenMeanwhileSaysThatItStays() {
        store.found = new ReadResult(List.of(HELLO), context("read"));
        store.written = new WriteResult(context("after"), 2, 2, 0, new RequestId(1, 2));
        CommandLineRun run = CommandLineRun.onTerminal(store, "delete", "shop/cart/alice");
        assertTrue(run.out.contains("note: it has been written since"), run.out);
    }

    @Test
    void eachKindOfFailureHasItsStatus() {
        store.failure = new StoreException.Rejected(ErrorCode.NO_SUCH_TABLE, "no table default/cart");
        CommandLineRun rejected = CommandLineRun.onTerminal(store, "put", "cart/a", "x");
        assertEquals(ExitCode.FAILED, rejected.status);
        assertEquals("ARM-204 no table default/cart\n  Nothing was changed.\n", rejected.err);

        store.failure = new StoreException.Unavailable(ErrorCode.UNAVAILABLE, "1 of 2");
        assertEquals(ExitCode.UNAVAILABLE, CommandLineRun.onTerminal(store, "put", "cart/a", "x").status);

        store.failure = new StoreException.ReadFailed(ErrorCode.READ_TIMEOUT, "1 of 2");
        CommandLineRun unread = CommandLineRun.onTerminal(store, "get", "cart/a");
        assertEquals(ExitCode.UNAVAILABLE, unread.status);
        assertTrue(unread.err.contains("--r 1"), unread.err);

        store.failure = new StoreException.OutcomeUnknown(ErrorCode.OUTCOME_UNKNOWN, "1 of 2");
        CommandLineRun unknown = CommandLineRun.onTerminal(store, "put", "cart/a", "x");
        assertEquals(ExitCode.UNKNOWN, unknown.status);
        assertTrue(unknown.err.startsWith("ARM-202 1 of 2\n"), unknown.err);
    }

    @Test
    void aTableThatIsNotThereMayBeAKeyWithASlash() {
        store.failure = new StoreException.Rejected(ErrorCode.NO_SUCH_TABLE, "no table cart/2026");
        CommandLineRun run = CommandLineRun.onTerminal(store, "get", "cart/2026/11");
        assertEquals("""
                ARM-204 no table cart/2026
                  Nothing was changed.
                  "cart/2026/11" was read as instance cart, table 2026, key 11. If the key itself has slashes, write \
                default/cart/2026/11, or name the instance by -i.
                """, run.err);
    }

    @Test
    void onlyWithDebugAFailureShowsWhereItCameFrom() {
        store.failure = new IllegalStateException("broken");
        CommandLineRun plain = CommandLineRun.onTerminal(store, "get", "cart/a");
        assertEquals(ExitCode.FAILED, plain.status);
        assertTrue(!plain.err.contains("\tat ") && plain.err.contains("--debug"), plain.err);
        assertTrue(
                CommandLineRun.onTerminal(store, "get", "cart/a", "--debug").err.contains("\tat "));
    }

    @Test
    void theClientIsClosedWhateverHappens() {
        store.failure = new IllegalStateException("broken");
        CommandLineRun.onTerminal(store, "get", "cart/a");
        assertEquals("close", store.asked.get(store.asked.size() - 1));
    }
}
