package org.armature.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.protocol.Message;
import org.armature.protocol.RepairMessage;
import org.armature.storage.StoreKey;
import org.armature.storage.StoreKind;
import org.junit.jupiter.api.Test;

/** What a node can't be sure of in its own data is neither forgotten nor passed on. */
class DataDoubtTest {
    private static final List<String> THREE = List.of("n1", "n2", "n3");
    private static final long ROUND = 1_000;

    private final ShardCluster three = new ShardCluster(1, 2, 2, "n1", "n2", "n3").reaping(ROUND);

    private void pass(long millis) {
        pass(three, millis);
    }

    private static void pass(ShardCluster cluster, long millis) {
        for (long passed = 0; passed < millis; passed += 100) {
            cluster.settle();
            cluster.passTime(100);
        }
        cluster.settle();
    }

    private void write(String key, String value) {
        three.put("n1", key, value, CausalContext.NONE);
        three.settle();
    }

    private void delete(String key) {
        three.put("n1", key, Optional.empty(), CausalContext.NONE, three.newRequest());
        three.settle();
    }

    private List<String> holders(String key) {
        return THREE.stream().filter(node -> three.copy(node, key).isPresent()).toList();
    }

    /** As its disk was before a key was removed everywhere. */
    private void restoreAsBeforeTheRemovalOf(String key, String node) {
        Map<StoreKey, Bytes> backup = new TreeMap<>(three.disk(node).store(StoreKind.OBJECTS));
        SortedMap<Integer, ReapEpoch> epochs = three.reapEpochs(node);
        delete(key);
        pass(5 * ROUND);
        assertEquals(List.of(), holders(key));
        three.kill(node);
        three.disk(node).store(StoreKind.OBJECTS).putAll(backup);
        three.restoreReapEpochs(node, epochs);
        three.doubtNext(node);
    }

    @Test
    void whatAnExchangeHasNotSettledOutlivesACleanStop() {
        three.comparingEvery(2_000);
        write("alice", "x");
        restoreAsBeforeTheRemovalOf("alice", "n3");
        THREE.forEach(other -> three.wire().hold(RepairMessage.CompareTrees.class, "n3", other));
        THREE.forEach(other -> three.wire().hold(RepairMessage.CompareTrees.class, other, "n3"));
        three.restart("n3");
        three.settle();
        assertEquals(DataDoubt.MAY_BE_OLD, three.shard("n3").doubtLeft());
        three.stopCleanly("n3");
        three.wire().release(RepairMessage.CompareTrees.class);
        three.restart("n3");
        pass(60 * ROUND);
        assertEquals(
                1, three.count("n3", Counter.KEYS_ENTERED_ANEW), "it came back as a write of now, not as a replica");
        assertEquals(DataDoubt.NONE, three.shard("n3").doubtLeft());
        three.stopCleanly("n3");
        three.restart("n3");
        three.settle();
        assertEquals(0, three.shard("n3").trees().doubtful());
    }

    @Test
    void whatIsKeptForOthersIsInDoubtUntilItIsGone() {
        ShardCluster five = new ShardCluster(1, 2, 2, "n1", "n2", "n3", "n4", "n5");
        String key = ShardCluster.keyOfPartition(0);
        five.kill("n3");
        five.put("n1", key, "x", CausalContext.NONE);
        five.settle();
        five.kill("n4");
        five.doubtNext("n4");
        five.wire().hold(Message.ReplicaPut.class, "n4", "n3");
        five.restart("n4");
        five.restart("n3");
        pass(five, 10_000);
        assertEquals(1, five.hints("n4"));
        assertEquals(0, five.shard("n4").trees().doubtful());
        assertEquals(DataDoubt.MAY_BE_OLD, five.shard("n4").doubtLeft());
        five.wire().release(Message.ReplicaPut.class);
        pass(five, 10_000);
        assertEquals(0, five.hints("n4"));
        assertEquals(DataDoubt.NONE, five.shard("n4").doubtLeft());
    }
}
