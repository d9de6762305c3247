package org.armature.node;

import static org.armature.node.TransferTest.FOUR;
import static org.armature.node.TransferTest.JOINED;
import static org.armature.node.TransferTest.filled;
import static org.armature.node.TransferTest.finish;
import static org.armature.node.TransferTest.judgePlaces;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.armature.model.CausalContext;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.junit.jupiter.api.Test;

/** Copies that places have left behind on n1 when n4 has joined: how many are left, and why they stay. */
class LeftoversTest {
    private static final String KEEPER = "n1";

    private static void pass(ShardCluster cluster) {
        for (int rounds = 0; rounds < 20; rounds++) {
            cluster.settle();
            cluster.passTime(1_000);
        }
    }

    private static ShardCluster paused() {
        ShardCluster cluster = filled(1);
        for (String node : FOUR) {
            cluster.tell(node, new Event.LeftoversPaused(true));
        }
        cluster.moveTo(List.of(), JOINED);
        finish(cluster, 1);
        return cluster;
    }

    private static void goOn(ShardCluster cluster) {
        for (String node : FOUR) {
            cluster.tell(node, new Event.LeftoversPaused(false));
        }
        pass(cluster);
    }

    @Test
    void whatIsLeftIsCountedAndStaysWhileItIsPaused() {
        ShardCluster cluster = paused();
        LeftoverReport held = cluster.leftovers(KEEPER);
        assertTrue(held.keysLeft() > 0 && held.bytesLeft() > 0, held::toString);
        assertEquals(0, held.keysLooked());
        assertEquals("", held.cause());
        pass(cluster);
        assertEquals(held, cluster.leftovers(KEEPER));

        goOn(cluster);
        LeftoverReport done = cluster.leftovers(KEEPER);
        assertEquals(held.keysLeft(), done.keysLooked());
        assertEquals(held.keysLeft(), cluster.count(KEEPER, Counter.LEFTOVERS_REMOVED));
        assertTrue(done.bytesLooked() > 0, done::toString);
        assertEquals(0, done.keysLeft() + done.bytesLeft());
        judgePlaces(cluster, 1);
    }

    @Test
    void aNodeThatWasRemovedAsksOnceAndKeepsWhatItHas() {
        ShardCluster cluster = new ShardCluster(1, 2, 2, JOINED);
        for (int i = 0; i < TransferTest.KEYS; i++) {
            cluster.put("n1", "key" + i, "v" + i, CausalContext.NONE);
        }
        cluster.settle();
        cluster.tell("n4", new Event.LeftoversPaused(true));
        cluster.moveTo(List.of(), FOUR);
        finish(cluster, 1);
        cluster.wire().refuse(new NodeId("n4"));
        cluster.tell("n4", new Event.LeftoversPaused(false));
        pass(cluster);
        assertEquals(1, cluster.wire().refusals());
        assertEquals(new LeftoverReport(0, 0, 0, 0, ""), withoutLooked(cluster.leftovers("n4")));
        pass(cluster);
        assertEquals(1, cluster.wire().refusals());

        cluster.tellAgain("n4");
        pass(cluster);
        assertEquals(2, cluster.wire().refusals(), "the ring may have let it in again");
    }

    private static LeftoverReport withoutLooked(LeftoverReport report) {
        return new LeftoverReport(0, report.keysLeft(), 0, report.bytesLeft(), report.cause());
    }

    @Test
    void theLastPageIsLeftUntilItIsDone() {
        ShardCluster cluster = new ShardCluster(1, 2, 2, FOUR);
        cluster.put(KEEPER, ShardCluster.keyOfPartition(1), "v", CausalContext.NONE);
        cluster.settle();
        cluster.tell(KEEPER, new Event.LeftoversPaused(true));
        cluster.moveTo(List.of(), JOINED);
        finish(cluster, 1);
        cluster.kill("n2");
        cluster.kill("n3");
        cluster.kill("n4");
        cluster.tell(KEEPER, new Event.LeftoversPaused(false));
        pass(cluster);
        assertEquals(1, cluster.leftovers(KEEPER).keysLeft());
    }

    @Test
    void whyTheyStayIsToldUntilTheyGo() {
        ShardCluster cluster = paused();
        cluster.kill("n2");
        cluster.kill("n3");
        cluster.kill("n4");
        goOn(cluster);
        LeftoverReport waiting = cluster.leftovers(KEEPER);
        assertTrue(waiting.keysLeft() > 0, waiting::toString);
        assertTrue(waiting.cause().startsWith("no owner of partition"), waiting.cause());

        cluster.restart("n2");
        cluster.restart("n3");
        cluster.restart("n4");
        cluster.failDisk(KEEPER, ErrorCode.STORAGE_FAILED);
        pass(cluster);
        LeftoverReport failing = cluster.leftovers(KEEPER);
        assertTrue(failing.keysLeft() > 0, failing::toString);
        assertTrue(failing.cause().contains(ErrorCode.STORAGE_FAILED.toString()), failing.cause());

        cluster.healDisk(KEEPER);
        pass(cluster);
        assertEquals("", cluster.leftovers(KEEPER).cause());
        judgePlaces(cluster, 1);
    }
}
