package org.armature.simulator.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.armature.model.ErrorCode;
import org.armature.protocol.Message.Outcome;
import org.junit.jupiter.api.Test;

/** The settings the paper names (§4.5, §6), each with one node down, and what becomes of requests then. */
class PaperUsesTest {
    private static final String KEY = "cart";

    private static void assertNothingWrong(Scenario cluster) {
        assertEquals(List.of(), cluster.heal());
    }

    // ---- (N, R, W) = (3, 2, 2), what most of its services use

    @Test
    void of322WithAnOwnerDownAFallbackHoldsTheThirdCopyUntilTheOwnerIsBack() {
        Scenario cluster = Plan.ofNodes(4).start();
        List<String> owners = cluster.owners(KEY);
        String fallback = cluster.fallbacks(KEY).get(0);
        cluster.kill(owners.get(2));

        assertTrue(cluster.put(owners.get(0), KEY, "book").isDone());
        assertEquals(List.of("book"), cluster.get(owners.get(1), KEY).values());
        assertEquals(1, cluster.hints(fallback));

        cluster.start(owners.get(2));
        cluster.pass(10);
        assertEquals(0, cluster.hints(fallback));
        assertEquals(List.of("book"), cluster.held(owners.get(2), KEY));
        assertNothingWrong(cluster);
    }

    @Test
    void of322OnThreeNodesWithOneDownTwoCopiesAreEnoughAndTheCoordinatorRemembersTheThird() {
        Scenario cluster = Plan.ofNodes(3).start();
        List<String> owners = cluster.owners(KEY);
        cluster.kill(owners.get(2));
        Told written = cluster.put(owners.get(0), KEY, "book");
        assertTrue(written.isDone());
        assertEquals(2, written.copies());
        assertEquals(0, written.hinted());
        assertEquals(1, cluster.hints(owners.get(0)));
        cluster.start(owners.get(2));
        cluster.pass(10);
        assertEquals(List.of("book"), cluster.held(owners.get(2), KEY));
        assertNothingWrong(cluster);
    }

    @Test
    void of322OnThreeNodesWithTwoDownNothingIsAcknowledgedAndNothingIsWritten() {
        Scenario cluster = Plan.ofNodes(3).start();
        List<String> owners = cluster.owners(KEY);
        cluster.kill(owners.get(1), owners.get(2));
        Told refused = cluster.put(owners.get(0), KEY, "book");
        assertEquals(Optional.of(ErrorCode.UNAVAILABLE), refused.code());
        assertEquals(Optional.of(Outcome.NOT_DONE), refused.outcome());
        assertEquals(List.of(), cluster.held(owners.get(0), KEY));
        assertNothingWrong(cluster);
    }

    // ---- W = 1: "never reject a write as long as there is one node"

    @Test
    void ofW1AnySingleNodeAcceptsWrites() {
        Scenario cluster = Plan.ofNodes(4).quorum(3, 1, 1).start();
        for (String alone : List.of("n0", "n1", "n2", "n3")) {
            cluster.isolate("n0", "n1", "n2", "n3");
            assertTrue(cluster.put(alone, KEY, "from-" + alone).isDone(), alone);
            cluster.join("n0", "n1", "n2", "n3");
        }
        assertNothingWrong(cluster);
        assertEquals(
                List.of("from-n0", "from-n1", "from-n2", "from-n3"),
                cluster.get("n0", KEY).values());
    }

    // ---- R = 1, W = N: a read engine

    @Test
    void ofR1WithWNReadsNeedOneNodeAndSloppyWritesAFallbackForTheOneThatIsDown() {
        Scenario cluster = Plan.ofNodes(4).quorum(3, 1, 3).start();
        List<String> owners = cluster.owners(KEY);
        cluster.put(owners.get(0), KEY, "old");
        cluster.kill(owners.get(2));
        Told written = cluster.putOver(owners.get(0), KEY, "new", cluster.get(owners.get(0), KEY));
        assertTrue(written.isDone());
        assertEquals(3, written.copies());
        assertEquals(1, written.hinted());
        cluster.kill(owners.get(1));
        assertEquals(List.of("new"), cluster.get(owners.get(0), KEY).values());
        assertNothingWrong(cluster);
    }

    @Test
    void ofR1WithWNAndStrictQuorumsWritesFailWithOneOwnerDownAndReadsGoOn() {
        Scenario cluster = Plan.ofNodes(4).quorum(3, 1, 3).strict().start();
        List<String> owners = cluster.owners(KEY);
        cluster.put(owners.get(0), KEY, "old");
        cluster.kill(owners.get(2));
        assertEquals(
                Optional.of(ErrorCode.UNAVAILABLE),
                cluster.put(owners.get(0), KEY, "new").code());
        assertEquals(List.of("old"), cluster.get(owners.get(1), KEY).values());
        assertNothingWrong(cluster);
    }
}
