package org.armature.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.protocol.Message;
import org.armature.protocol.ReapingMessage;
import org.armature.protocol.RepairMessage;
import org.armature.ring.Position;
import org.junit.jupiter.api.Test;

/** Each rule of the removal of deleted data, in the one situation in which it is needed. */
class ReapingRulesTest {
    private static final List<String> THREE = List.of("n1", "n2", "n3");
    private static final long ROUND = 1_000;

    private final ShardCluster three = new ShardCluster(1, 2, 2, "n1", "n2", "n3").reaping(ROUND);

    private static void pass(ShardCluster cluster, long millis) {
        for (long passed = 0; passed < millis; passed += 100) {
            cluster.settle();
            cluster.passTime(100);
        }
        cluster.settle();
    }

    private static void write(ShardCluster cluster, String key, String value) {
        cluster.put("n1", key, value, CausalContext.NONE);
        cluster.settle();
    }

    private static void delete(ShardCluster cluster, String node, String key) {
        cluster.put(node, key, Optional.empty(), CausalContext.NONE, cluster.newRequest());
        cluster.settle();
    }

    private List<String> holders(String key) {
        return THREE.stream().filter(node -> three.copy(node, key).isPresent()).toList();
    }

    @Test
    void aPutUnderWayStopsItUntilItHasEnded() {
        three.wire().hold(Message.ReplicaPut.class, "n1", "n3");
        write(three, "alice", "x");
        delete(three, "n2", "alice");
        pass(three, 3 * ROUND);
        assertEquals(THREE, holders("alice"));
        assertTrue(
                THREE.stream()
                        .flatMap(node -> three.shard(node).reapings().stream())
                        .anyMatch(report -> report.cause().equals("waits for n1: it has puts under way")),
                () -> three.shard("n1").reapings().toString());
        three.wire().release(Message.ReplicaPut.class);
        pass(three, 5 * ROUND);
        assertEquals(List.of(), holders("alice"));
    }

    @Test
    void anOwnerKeepsWhatIsNotAsItWasCompared() {
        for (String from : THREE) {
            THREE.stream().filter(to -> !to.equals(from)).forEach(to -> three.wire()
                    .hold(ReapingMessage.Reap.class, from, to));
        }
        write(three, "alice", "x");
        delete(three, "n1", "alice");
        pass(three, 2 * ROUND);
        List<String> asked = holders("alice");
        assertEquals(2, asked.size(), "who leads the round has removed it, and the others have not heard");
        write(three, "alice", "again");
        delete(three, "n1", "alice");
        three.wire().release(ReapingMessage.Reap.class);
        three.settle();
        assertEquals(THREE, holders("alice"));
    }

    @Test
    void aRestartForgetsNoReapEpoch() {
        write(three, "alice", "x");
        Bytes record = three.copy("n1", "alice").orElseThrow().encoded();
        delete(three, "n1", "alice");
        pass(three, 5 * ROUND);
        assertEquals(List.of(), holders("alice"));
        three.kill("n3");
        three.restart("n3");
        Answer answer = new Answer();
        Key key = Key.utf8("alice");
        Message.ReplicaPut late = new Message.ReplicaPut(ShardCluster.TABLE, key, record, Optional.empty(), 1, 0);
        three.tell("n3", new Event.ReplicaPutAsked(answer, Position.of(key), new NodeId("n1"), late));
        three.settle();
        assertEquals(List.of(), holders("alice"));
        assertTrue(answer.message() instanceof ReapingMessage.StaleEpoch, () -> "" + answer.message());
    }

    @Test
    void ownersOfDifferentReapEpochsCompareNothing() {
        write(three, "alice", "x");
        delete(three, "n1", "alice");
        pass(three, 5 * ROUND);
        int partition = THREE.stream()
                .flatMap(node -> three.shard(node).reapings().stream())
                .filter(report -> report.reaped() > 0)
                .findFirst()
                .orElseThrow()
                .partition();
        Answer answer = new Answer();
        RepairMessage.Place place = new RepairMessage.Place(ShardCluster.TABLE, partition, 1, 0);
        three.tell(
                "n2",
                new Event.ExchangeAsked(answer, new NodeId("n1"), new RepairMessage.CompareTrees(place, 1_024, 7)));
        three.settle();
        assertTrue(answer.message() instanceof ReapingMessage.StaleEpoch, () -> "" + answer.message());
    }

    /** What a read found may be older than the epoch that its coordinator has come to but others have not confirmed. */
    @Test
    void aReadRepairsAsOfTheEpochThatIsSettled() {
        ShardCluster five = new ShardCluster(1, 2, 2, "n1", "n2", "n3", "n4", "n5").reaping(ROUND);
        String deleted = ShardCluster.keyOfPartition(0, 0);
        String lacking = ShardCluster.keyOfPartition(0, 1);
        write(five, lacking, "y");
        five.forget("n3", lacking);
        five.wire().hold(ReapingMessage.RaiseEpoch.class, "n1", "n3");
        write(five, deleted, "x");
        delete(five, "n1", deleted);
        pass(five, 2 * ROUND);
        assertEquals(
                1,
                five.shard("n1").reapings().stream()
                        .mapToLong(report -> report.epoch().raised())
                        .max()
                        .orElseThrow());
        five.wire().hold(Message.ReplicaPut.class, "n1", "n3");
        five.get("n1", lacking, 3);
        five.settle();
        five.wire().release(ReapingMessage.RaiseEpoch.class);
        pass(five, 5 * ROUND);
        assertTrue(
                five.copy("n1", deleted).isEmpty(), () -> "" + five.shard("n1").reapings());
        five.wire().release(Message.ReplicaPut.class);
        five.settle();
        assertTrue(five.copy("n3", lacking).isEmpty());
        assertEquals(1, five.count("n3", Counter.STALE_REFUSED));
    }

    @Test
    void anActorOfAVersionThatStandsIsKept() {
        three.reaping(ROUND, 1);
        THREE.forEach(node -> three.put(node, "alice", "by " + node, CausalContext.NONE));
        three.settle();
        three.passTime(600_001); // for so long a client may repeat its write, which keeps the actor, too
        pass(three, 3 * ROUND);
        for (String node : THREE) {
            assertEquals(3, three.copy(node, "alice").orElseThrow().set().seen().size(), node);
        }
        assertEquals(List.of("by n1", "by n2", "by n3"), three.read("n2", "alice"));
    }
}
