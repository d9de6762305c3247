package org.armature.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.armature.model.CausalContext;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.junit.jupiter.api.Test;

/** Node n1 exchanges the engine of a table: its stores answer nothing for a while. N=3, R=W=2, all own all keys. */
class AvoidedNodeTest {
    private static final String KEY = ShardCluster.keyOfPartition(0);
    private static final List<String> NODES = List.of("n1", "n2", "n3");
    private static final long MILLIS = 10_000;

    private final ShardCluster cluster = new ShardCluster(3, 2, 2, "n1", "n2", "n3");

    private void avoid(TableName table, long millis) {
        NodeId node = new NodeId("n1");
        for (String each : NODES) {
            long until = cluster.now().monoNanos() + TimeUnit.MILLISECONDS.toNanos(millis);
            cluster.tell(each, new Event.TablesAvoided(node, Set.of(table), until));
        }
    }

    private void stall() {
        cluster.hold(Effect.ReadRecord.class, "n1");
        cluster.hold(Effect.WriteRecord.class, "n1");
    }

    private String coordinatorOf(String node, String value) {
        cluster.settle();
        Answer put = cluster.put(node, KEY, value, CausalContext.NONE);
        cluster.settle();
        assertTrue(put.stored().copies() >= 2, value);
        return cluster.copy("n2", KEY).orElseThrow().set().versions().stream()
                .map(version -> version.dot().actor().node().name())
                .reduce("", (all, each) -> all.contains(each) ? all : all + each);
    }

    @Test
    void writesAreAnsweredThoughItsStoresAreNotAndNobodyTakesThemForIt() {
        avoid(ShardCluster.TABLE, MILLIS);
        stall();
        for (String node : NODES) {
            Answer put = cluster.put(node, KEY, "by " + node, CausalContext.NONE);
            cluster.settle();
            assertEquals(2, put.stored().copies(), node);
        }
        assertTrue(cluster.copy("n1", KEY).isEmpty());
        assertEquals(0, cluster.hints("n2") + cluster.hints("n3"));

        cluster.release(Effect.ReadRecord.class, "n1");
        cluster.release(Effect.WriteRecord.class, "n1");
        cluster.settle();
        assertEquals(3, cluster.copy("n1", KEY).orElseThrow().set().versions().size());
    }

    @Test
    void readsAreAnsweredWhereverTheyAreAsked() {
        cluster.settle();
        cluster.put("n2", KEY, "x".repeat(2 * GetCall.DIGEST_ABOVE), CausalContext.NONE);
        cluster.settle();
        avoid(ShardCluster.TABLE, MILLIS);
        stall();
        for (String node : NODES) {
            Answer get = cluster.get(node, KEY, 0);
            cluster.settle();
            assertTrue(get.isThere(), node);
            assertEquals(1, get.found().versions().size(), node);
        }
    }

    @Test
    void itCoordinatesAgainAfterwards() {
        avoid(ShardCluster.TABLE, MILLIS);
        assertFalse(coordinatorOf("n1", "1").contains("n1"));
        avoid(ShardCluster.TABLE, 0);
        assertTrue(coordinatorOf("n1", "2").contains("n1"));
    }

    @Test
    void whoIsNotToldOfTheEndFindsItByTheClock() {
        avoid(ShardCluster.TABLE, MILLIS);
        assertFalse(coordinatorOf("n1", "1").contains("n1"));
        cluster.passTime(MILLIS);
        assertTrue(coordinatorOf("n1", "2").contains("n1"));
    }

    @Test
    void otherTablesAreNotConcerned() {
        avoid(new TableName("shop", "other"), MILLIS);
        assertTrue(coordinatorOf("n1", "1").contains("n1"));
    }

    @Test
    void whereThereIsNoOtherOwnerItIsChosenAllTheSame() {
        cluster.settle();
        cluster.kill("n2");
        cluster.kill("n3");
        avoidByItself();
        Answer get = cluster.get("n1", KEY, 1);
        cluster.settle();
        assertTrue(get.isThere());
    }

    private void avoidByItself() {
        long until = cluster.now().monoNanos() + TimeUnit.MILLISECONDS.toNanos(MILLIS);
        cluster.tell("n1", new Event.TablesAvoided(new NodeId("n1"), Set.of(ShardCluster.TABLE), until));
    }

    @Test
    void whatItHadBegunBeforeIsKnownToBeUnanswered() {
        Shard shard = cluster.shard("n1");
        cluster.settle();
        stall();
        cluster.put("n1", KEY, "1", CausalContext.NONE);
        cluster.settle();
        long mark = shard.newestCall();
        assertFalse(shard.answersAllUpTo(mark));
        assertTrue(shard.answersAllUpTo(mark - 1));

        cluster.release(Effect.ReadRecord.class, "n1");
        cluster.release(Effect.WriteRecord.class, "n1");
        cluster.settle();
        assertTrue(shard.answersAllUpTo(mark));
    }
}
