package org.armature.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.armature.model.CausalContext;
import org.armature.model.ErrorCode;
import org.armature.storage.Durability;
import org.junit.jupiter.api.Test;

/** Where replicas acknowledge from memory, one of each write makes its copy durable (Dynamo §6.1). */
class DurableReplicaTest {
    private static final String KEY = ShardCluster.keyOfPartition(0);

    private final ShardCluster three = inMemory("n1", "n2", "n3");

    private static ShardCluster inMemory(String... names) {
        ShardCluster cluster = new ShardCluster(1, 2, 2, names).inMemoryButOne(Durability.PROCESS);
        cluster.settle();
        return cluster;
    }

    private static Answer put(ShardCluster cluster, String value) {
        return cluster.put("n1", KEY, value, CausalContext.NONE);
    }

    private static long durableCopies(ShardCluster cluster, String... names) {
        return Stream.of(names)
                .flatMap(name -> cluster.durabilities(name).stream())
                .filter(durability -> durability == Durability.PROCESS)
                .count();
    }

    @Test
    void theFirstOwnerBesideTheCoordinatorMakesItsCopyDurable() {
        put(three, "1");
        three.settle();
        assertEquals(List.of(Durability.MEMORY), three.durabilities("n1"));
        assertEquals(List.of(Durability.PROCESS), three.durabilities("n2"));
        assertEquals(List.of(Durability.MEMORY), three.durabilities("n3"));
    }

    @Test
    void nobodyWaitsForTheDurableOneInParticular() {
        three.hold(Effect.WriteRecord.class, "n2");
        Answer put = put(three, "1");
        three.settle();
        assertEquals(2, put.stored().copies());
        three.release(Effect.WriteRecord.class, "n2");
        three.settle();
        assertEquals(List.of(Durability.PROCESS), three.durabilities("n2"));
    }

    @Test
    void ifItsStoreFailsTheCoordinatorMakesItsOwnCopyDurable() {
        three.failDisk("n2", ErrorCode.DISK_FULL);
        Answer put = put(three, "1");
        three.settle();
        assertEquals(2, put.stored().copies());
        assertEquals(List.of(Durability.MEMORY), three.durabilities("n3"));
        assertEquals(Durability.MEMORY, three.durabilities("n1").get(0));
        assertEquals(1, durableCopies(three, "n1"));
    }

    @Test
    void withoutAnotherOwnerTheCoordinatorsCopyIsTheDurableOne() {
        ShardCluster five = inMemory("n1", "n2", "n3", "n4", "n5");
        five.kill("n2");
        five.kill("n3");
        Answer put = put(five, "1");
        five.settle();
        assertEquals(2, put.stored().copies());
        assertEquals(List.of(Durability.PROCESS), five.durabilities("n1"));
    }

    @Test
    void ifItDiesWhoeverStandsInForItIsAskedAndItsHintIsDeliveredDurably() {
        ShardCluster five = inMemory("n1", "n2", "n3", "n4", "n5");
        five.hold(Effect.WriteRecord.class, "n2");
        put(five, "1");
        five.settle();
        five.kill("n2");
        five.settle();
        assertEquals(1, durableCopies(five, "n4", "n5"));
        assertEquals(0, durableCopies(five, "n1", "n3"));
        five.restart("n2");
        for (int i = 0; i < 4; i++) {
            five.settle();
            five.passTime(6_000);
        }
        five.settle();
        assertEquals(1, durableCopies(five, "n2"));
        assertEquals(0, five.hints("n4") + five.hints("n5"));
    }

    @Test
    void aRepeatedPutMakesDurableWhatIsThereAlready() {
        put(three, "1");
        three.settle();
        three.put("n1", KEY, Optional.of("1"), CausalContext.NONE, three.lastRequest());
        three.settle();
        assertTrue(durableCopies(three, "n2") >= 2, three.durabilities("n2").toString());
    }
}
