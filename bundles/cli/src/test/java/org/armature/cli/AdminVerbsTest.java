package org.armature.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.armature.client.StoreException;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.protocol.Message.MemberState;
import org.armature.protocol.Message.MemberStatus;
import org.armature.protocol.Message.PeerStatus;
import org.armature.protocol.Message.RingReply;
import org.armature.protocol.Message.StatusReply;
import org.armature.protocol.Message.TableStatus;
import org.armature.protocol.RingProgress;
import org.armature.ring.RingState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What status and ring show. */
class AdminVerbsTest {
    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");
    private static final NodeId N3 = new NodeId("n3");

    private final FakeStore store = new FakeStore();

    @BeforeEach
    void answer() {
        store.status = new StatusReply(
                "c0ffee",
                "shop",
                N1,
                0xabcL,
                "armature/0.1.0",
                "serving",
                MemberState.MEMBER,
                1,
                RingProgress.settled(1),
                List.of(
                        new PeerStatus(N2, "10.0.0.2:7100", PeerStatus.DOWN, MemberState.MEMBER),
                        new PeerStatus(N3, "10.0.0.3:7100", PeerStatus.SLOW, MemberState.CANDIDATE)),
                List.of(
                        new TableStatus(new TableName("shop", "cart"), 3, 2, 2, "bdbje", 1_200, 143_000, ""),
                        new TableStatus(
                                new TableName("shop", "photo"), 3, 2, 2, "", 0, 0, "engine mysql is not installed")),
                List.of("node n1 has 20 tokens"),
                new TreeMap<>(Map.of("heap_used_bytes", 12L)));
        Map<NodeId, MemberStatus> members = new TreeMap<>(Map.of(
                N1, new MemberStatus("10.0.0.1:7100", "10.0.0.1:7101", "h1", "a", 100, MemberState.MEMBER),
                N2, new MemberStatus("10.0.0.2:7100", "10.0.0.2:7101", "h2", "b", 200, MemberState.MEMBER)));
        store.ring = new RingReply(
                1, "3", 64, RingProgress.settled(1), tokens(20, 44), List.of(), members, 7, "1c3f", List.of(N2, N1));
    }

    private static List<NodeId> tokens(int ofN1, int ofN2) {
        List<NodeId> tokens = new ArrayList<>(Collections.nCopies(ofN1, N1));
        tokens.addAll(Collections.nCopies(ofN2, N2));
        return tokens;
    }

    @Test
    void statusShowsPeersTablesAndWarnings() {
        CommandLineRun run = CommandLineRun.onTerminal(store, "status", "--node", "h:7102");
        assertEquals("""
                node n1  serving  cluster shop  ring 1  armature/0.1.0

                PEER  ADDRESS        STATE  MEMBER
                n2    10.0.0.2:7100  DOWN   member
                n3    10.0.0.3:7100  slow   candidate

                TABLE       N  R  W  ENGINE  ENTRIES     BYTES  STATE
                shop/cart   3  2  2  bdbje     1,200  143.0 KB  served
                shop/photo  3  2  2                0       0 B  engine mysql is not installed

                warning: node n1 has 20 tokens
                """, run.out);
        assertEquals(ExitCode.OK, run.status);
        assertEquals(List.of("admin h:7102 PT5S", "status", "close"), store.asked);
    }

    @Test
    void statusIsJsonForPrograms() {
        CommandLineRun run = CommandLineRun.onTerminal(store, "status", "--node", "h:7102", "-o", "json");
        assertEquals("""
                {
                  "node": "n1",
                  "state": "serving",
                  "clusterName": "shop",
                  "clusterId": "c0ffee",
                  "incarnation": "abc",
                  "software": "armature/0.1.0",
                  "member": "member",
                  "ringEpoch": 1,
                  "change": null,
                  "peers": [
                    {
                      "node": "n2",
                      "address": "10.0.0.2:7100",
                      "up": false,
                      "state": "down",
                      "member": "member"
                    },
                    {
                      "node": "n3",
                      "address": "10.0.0.3:7100",
                      "up": true,
                      "state": "slow",
                      "member": "candidate"
                    }
                  ],
                """, run.out.substring(0, run.out.indexOf("  \"tables\"")));
        assertTrue(run.out.contains("\"heap_used_bytes\": 12"), run.out);
    }

    @Test
    void ringShowsSharesAndBalance() {
        CommandLineRun run = CommandLineRun.onTerminal(store, "ring", "--node", "h:7102");
        assertEquals("""
                ring 1  64 partitions, strategy 3, 2 nodes

                NODE  STATE   ADDRESS        CLIENTS        HOST  ZONE  WEIGHT  TOKENS   SHARE
                n1    member  10.0.0.1:7100  10.0.0.1:7101  h1    a        100      20  31.3 %
                n2    member  10.0.0.2:7100  10.0.0.2:7101  h2    b        200      44  68.8 %

                balance (mean by highest load, by weight): 0.970
                warning: n1 has 20 tokens; with fewer than 32 a node's load depends on luck, and the number of \
                partitions can't be changed later
                """, run.out);
    }

    @Test
    void ringShowsWhoComesAndGoesAndHowFarTheChangeIs() {
        changing(RingState.Phase.FORWARD);
        CommandLineRun run = CommandLineRun.onTerminal(store, "ring", "--node", "h:7102");
        assertEquals("""
                ring 7  64 partitions, strategy 3, 3 nodes
                changing since ring 7: 62.5 % of the moves are done; `armature tasks` tells more

                NODE  STATE    ADDRESS        CLIENTS        HOST  ZONE  WEIGHT    TOKENS   SHARE
                n1    leaving  10.0.0.1:7100  10.0.0.1:7101  h1    a        100   32 -> 0  50.0 %
                n2    member   10.0.0.2:7100  10.0.0.2:7101  h2    b        100  32 -> 44  50.0 %
                n3    joining  10.0.0.3:7100  10.0.0.3:7101  h3    c        100   0 -> 20   0.0 %

                balance (mean by highest load, by weight): 1.000
                """, run.out);
        CommandLineRun json = CommandLineRun.onTerminal(store, "ring", "--node", "h:7102", "--json");
        assertTrue(
                json.out.contains(
                        "\"change\": {\n    \"phase\": \"forward\",\n    \"epoch\": 7,\n    \"permille\": 625\n"),
                json.out);
        assertTrue(json.out.contains("\"targetTokens\": ["), json.out);
    }

    @Test
    void aChangeThatWasCancelledGoesBack() {
        changing(RingState.Phase.BACK);
        CommandLineRun run = CommandLineRun.onTerminal(store, "ring", "--node", "h:7102");
        assertTrue(run.out.contains("\ngoing back since ring 7: 62.5 % of the moves are done"), run.out);
        assertTrue(run.out.contains("  44 -> 32  "), run.out);
    }

    private void changing(RingState.Phase phase) {
        Map<NodeId, MemberStatus> members = new TreeMap<>(Map.of(
                N1, new MemberStatus("10.0.0.1:7100", "10.0.0.1:7101", "h1", "a", 100, MemberState.LEAVING),
                N2, new MemberStatus("10.0.0.2:7100", "10.0.0.2:7101", "h2", "b", 100, MemberState.MEMBER),
                N3, new MemberStatus("10.0.0.3:7100", "10.0.0.3:7101", "h3", "c", 100, MemberState.JOINING)));
        List<NodeId> target = new ArrayList<>(Collections.nCopies(20, N3));
        target.addAll(Collections.nCopies(44, N2));
        store.ring = new RingReply(
                7, "3", 64, new RingProgress(phase, 7, 625), tokens(32, 32), target, members, -1, "", List.of());
    }

    @Test
    void ringTellsNoSharesOfRandomTokens() {
        store.ring = new RingReply(
                1,
                "1",
                16,
                RingProgress.settled(1),
                tokens(20, 44),
                List.of(),
                store.ring.members(),
                -1,
                "",
                List.of());
        CommandLineRun run = CommandLineRun.onTerminal(store, "ring", "--node", "h:7102");
        assertTrue(run.out.startsWith("ring 1  16 partitions, strategy 1, 2 nodes\n"), run.out);
        assertTrue(run.out.contains("    200      44      -\n"), run.out);
        assertFalse(run.out.contains("%") || run.out.contains("balance"), run.out);
    }

    @Test
    void ringShowsWhereAnObjectLives() {
        CommandLineRun run = CommandLineRun.onTerminal(store, "ring", "--node", "h:7102", "-i", "shop", "cart/a/b");
        assertTrue(run.out.endsWith("""

                        shop/cart/a/b  position 1c3f, partition 7 of 64
                        preference list  n2 n1
                        """), run.out);
        assertEquals("ring shop/cart a/b", store.asked.get(1));
    }

    @Test
    void ringIsJsonForPrograms() {
        CommandLineRun run = CommandLineRun.onTerminal(store, "ring", "--node", "h:7102", "cart/a", "-o", "json");
        assertTrue(run.out.startsWith("{\n  \"epoch\": 1,\n  \"strategy\": \"3\",\n  \"partitions\": 64,\n"), run.out);
        assertTrue(run.out.contains("\"preferenceList\": [\n    \"n2\",\n    \"n1\"\n  ]"), run.out);
    }

    @Test
    void aListenerThatIsNotForOperatorsIsToldAsItIs() {
        store.failure = new StoreException.Rejected(ErrorCode.NOT_ALLOWED_HERE, "this listener is for clients");
        CommandLineRun run = CommandLineRun.onTerminal(store, "status", "--node", "h:7101");
        assertEquals(ExitCode.FAILED, run.status);
        assertTrue(run.err.startsWith("ARM-306 this listener is for clients"), run.err);
    }
}
