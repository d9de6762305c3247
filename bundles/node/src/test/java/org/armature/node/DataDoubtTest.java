package org.armature.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.protocol.Message;
import org.armature.protocol.ReapingMessage;
import org.armature.protocol.RepairMessage;
import org.armature.ring.Position;
import org.armature.storage.StoreKey;
import org.armature.storage.StoreKind;
import org.junit.jupiter.api.Test;

/** What a node can't be sure of in its own data is neither forgotten nor passed on. */
class DataDoubtTest {
    private static final List<String> THREE = List.of("n1", "n2", "n3");
    private static final long ROUND = 1_000;
    private static final String HINTED = ShardCluster.keyOfPartition(0);

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

    private interface Holding {
        void hold(Class<? extends Message> kind, String from, String to);
    }

    /** Both ways. */
    private static void between(String node, Class<? extends Message> kind, Holding holding) {
        for (String other : THREE) {
            if (!other.equals(node)) {
                holding.hold(kind, node, other);
                holding.hold(kind, other, node);
            }
        }
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
        between("n3", RepairMessage.CompareTrees.class, three.wire()::hold);
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

    /** The backup is of the epoch that is settled still, so nothing but the doubt tells that it lacks what was compared. */
    @Test
    void anOwnerThatFallsBackAfterTheComparisonDoesNotConfirm() {
        three.comparingEvery(2_000);
        write("alice", "x");
        Map<StoreKey, Bytes> backup = new TreeMap<>(three.disk("n3").store(StoreKind.OBJECTS));
        SortedMap<Integer, ReapEpoch> epochs = three.reapEpochs("n3");
        delete("alice");
        between("n3", ReapingMessage.RaiseEpoch.class, three.wire()::hold);
        pass(2 * ROUND);
        assertEquals(THREE, holders("alice"), "all is compared, and n3 has not confirmed the epoch");
        three.kill("n3");
        three.disk("n3").store(StoreKind.OBJECTS).putAll(backup);
        three.restoreReapEpochs("n3", epochs);
        three.doubtNext("n3");
        between("n3", RepairMessage.CompareTrees.class, three.wire()::hold);
        three.restart("n3");
        three.wire().release(ReapingMessage.RaiseEpoch.class);
        pass(10 * ROUND);
        assertEquals(THREE, holders("alice"));
        assertTrue(
                Stream.of("n1", "n2")
                        .flatMap(node -> three.shard(node).reapings().stream())
                        .anyMatch(report -> report.cause().equals("waits for n3: it verifies its own data")),
                () -> three.shard("n1").reapings() + "; " + three.shard("n2").reapings());
        three.wire().release(RepairMessage.CompareTrees.class);
        pass(60 * ROUND);
        assertEquals(List.of(), holders("alice"));
    }

    /** N3 is down. */
    private static ShardCluster fiveWithAHintOn4() {
        ShardCluster five = new ShardCluster(1, 2, 2, "n1", "n2", "n3", "n4", "n5");
        five.kill("n3");
        five.put("n1", HINTED, "x", CausalContext.NONE);
        five.settle();
        return five;
    }

    @Test
    void whoStandsInSaysThatItDoubtsItsHints() {
        ShardCluster five = fiveWithAHintOn4();
        assertEquals(Optional.of(false), doubts(five, "n4"));
        five.kill("n4");
        five.doubtNext("n4");
        five.restart("n4");
        five.settle();
        assertEquals(Optional.of(true), doubts(five, "n4"));
    }

    /** What a node says when it is asked in the place of n3. */
    private static Optional<Boolean> doubts(ShardCluster cluster, String node) {
        Answer answer = new Answer();
        Key name = Key.utf8(HINTED);
        Message.ReplicaGet get = new Message.ReplicaGet(ShardCluster.TABLE, name, 0, Optional.of(new NodeId("n3")), 1);
        cluster.tell(node, new Event.ReplicaGetAsked(answer, Position.of(name), new NodeId("n1"), get));
        cluster.settle();
        return answer.message() instanceof Message.ReplicaRecord found
                        && found.record().isPresent()
                ? Optional.of(found.doubtful())
                : Optional.empty();
    }

    @Test
    void placesThatAnEmptiedNodeLearnsToHoldAreInDoubt() {
        ShardCluster four = new ShardCluster(1, 1, 1, "n1", "n2", "n3", "n4").comparingEvery(2_000);
        four.kill("n4");
        four.nextRing("n1", "n2", "n3", "n1");
        four.doubtNext("n4", DataDoubt.MAY_LACK);
        four.restart("n4"); // by the ring it knew first, in which it has nothing
        four.settle();
        assertEquals(0, four.shard("n4").trees().doubtful());
        four.nextRing("n1", "n2", "n3", "n4");
        four.names().forEach(four::tellAgain);
        assertTrue(four.shard("n4").trees().doubtful() > 0);
        pass(four, 20_000);
        assertEquals(0, four.shard("n4").trees().doubtful());
    }

    @Test
    void placesThatMoveToANewNodeAreNotInDoubt() {
        write("alice", "x");
        three.moveTo(List.of(), "n1", "n2", "n4");
        three.kill("n4");
        three.doubtNext("n4", DataDoubt.MAY_LACK);
        three.restart("n4");
        boolean ended = false;
        for (int i = 0; i < 100 && !ended; i++) {
            pass(100);
            assertEquals(0, three.shard("n4").trees().doubtful());
            ended = three.tryToEnd(3);
        }
        assertTrue(ended);
        pass(1_000);
        assertEquals(0, three.shard("n4").trees().doubtful());
        assertTrue(three.copy("n4", "alice").isPresent());
    }

    @Test
    void whatIsKeptForOthersIsInDoubtUntilItIsGone() {
        ShardCluster five = fiveWithAHintOn4();
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
