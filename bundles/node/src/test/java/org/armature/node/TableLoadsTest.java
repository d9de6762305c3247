package org.armature.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.armature.model.CausalContext;
import org.armature.storage.load.LoadReport;
import org.armature.storage.load.LoadWindow;
import org.armature.storage.load.Operation;
import org.junit.jupiter.api.Test;

/** What a shard counts of a table's load. */
class TableLoadsTest {
    private final ShardCluster three = new ShardCluster(1, 2, 2, "n1", "n2", "n3");

    @Test
    void everyOwnerCountsItsCopyOfAPutAndTheReadBeforeItIsNoGet() {
        three.put("n1", "alice", "x".repeat(5_000), CausalContext.NONE);
        three.settle();
        for (String node : new String[] {"n1", "n2", "n3"}) {
            LoadWindow load = load(node);
            assertEquals(1, load.count(Operation.PUT), node);
            assertEquals(0, load.count(Operation.GET), node);
            assertEquals(1, load.sizes().total(), node);
            assertTrue(load.sizes().quantile(1) >= 5_000 && load.sizes().quantile(1) < 6_000, load.toString());
        }
    }

    @Test
    void getsAreCountedWhereACopyIsReadWithItsSizeIfThereIsOne() {
        three.put("n1", "alice", "x".repeat(5_000), CausalContext.NONE);
        three.settle();
        three.get("n1", "alice", 0);
        three.get("n1", "nobody", 0);
        three.settle();
        LoadWindow load = load("n1");
        assertEquals(2, load.count(Operation.GET));
        assertEquals(2, load.sizes().total(), "the put's and the get's");
    }

    @Test
    void aDeleteIsADeleteAndNoSmallObject() {
        Answer put = three.put("n1", "alice", "1", CausalContext.NONE);
        three.settle();
        three.put("n1", "alice", Optional.empty(), put.stored().context(), three.newRequest());
        three.settle();
        LoadWindow load = load("n1");
        assertEquals(1, load.count(Operation.PUT));
        assertEquals(1, load.count(Operation.DELETE));
        assertEquals(1, load.sizes().total());
    }

    @Test
    void anEarlierLifesCountsAreGoneOnFrom() {
        three.put("n1", "alice", "1", CausalContext.NONE);
        three.settle();
        Shard other = three.shard("n2");
        other.resumeLoads(three.shard("n1").loads(0));
        assertEquals(2, load("n2").count(Operation.PUT));
    }

    private LoadWindow load(String node) {
        return three.shard(node)
                .loads(Long.MAX_VALUE / 2)
                .getOrDefault(ShardCluster.TABLE, LoadReport.NOTHING)
                .life();
    }
}
