package org.armature.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.armature.model.CausalContext;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.protocol.Message;
import org.armature.replication.Reconciliation;
import org.armature.replication.TableSpec;
import org.armature.ring.Position;
import org.armature.storage.Durability;
import org.junit.jupiter.api.Test;

/** The configuration of tables changes under a shard that works. */
class TablesChangedTest {
    private static final String KEY = ShardCluster.keyOfPartition(0);

    private final ShardCluster five = new ShardCluster(5, 2, 2, "n1", "n2", "n3", "n4", "n5");

    private static Event.TablesChanged cart(int n, int r, int w) {
        TableSpec cart = new TableSpec(
                ShardCluster.TABLE,
                TableSpec.Quorums.of(n, r, w),
                Durability.PROCESS,
                new TableSpec.Limits(512, 10, 8),
                Reconciliation.SIBLINGS);
        return new Event.TablesChanged(new TreeMap<>(Map.of(ShardCluster.TABLE, cart)));
    }

    private static Event.TablesChanged nothing() {
        return new Event.TablesChanged(new TreeMap<TableName, TableSpec>());
    }

    private static void tellAll(ShardCluster cluster, Event event) {
        cluster.names().forEach(node -> cluster.tell(node, event));
    }

    private static void pass(ShardCluster cluster) {
        for (int rounds = 0; rounds < 20; rounds++) {
            cluster.settle();
            cluster.passTime(1_000);
        }
        cluster.settle();
    }

    private Answer put(String value) {
        Answer answer = five.put("n1", KEY, value, CausalContext.NONE);
        five.settle();
        return answer;
    }

    @Test
    void aRequestEndsByTheRulesItBeganWith() {
        five.kill("n2");
        five.kill("n4");
        five.kill("n5");
        Answer before = five.put("n1", KEY, "longer than ten bytes", CausalContext.NONE);
        tellAll(five, cart(3, 3, 3));
        five.settle();
        assertEquals(2, before.stored().copies());

        Answer after = put("x");
        assertEquals(ErrorCode.UNAVAILABLE, after.failure().code());
        tellAll(five, cart(3, 2, 2));
        assertEquals(
                ErrorCode.VALUE_TOO_LARGE,
                put("longer than ten bytes").failure().code());
    }

    @Test
    void aTableThatGoesIsServedNoMoreAndHasItsObjectsWhenItComesBack() {
        put("1");
        tellAll(five, nothing());
        assertEquals(ErrorCode.NO_SUCH_TABLE, put("2").failure().code());
        pass(five);
        assertTrue(five.copy("n1", KEY).isPresent());

        tellAll(five, cart(3, 2, 2));
        assertEquals(List.of("1"), five.read("n5", KEY));
    }

    @Test
    void hintsOfATableThatWentAreHandedOverWhenItIsBack() {
        five.settle();
        five.kill("n2");
        put("1");
        assertEquals(new TreeSet<>(List.of(new NodeId("n2"))), five.hintsFor("n4", KEY));
        tellAll(five, nothing());
        five.restart("n2");
        five.tell("n2", nothing());
        pass(five);
        assertEquals(1, five.hints("n4"));

        tellAll(five, cart(3, 2, 2));
        pass(five);
        assertEquals(0, five.hints("n4"));
        assertTrue(five.copy("n2", KEY).isPresent());
    }

    @Test
    void hintsThatAreBeingReadWhenTheirTableGoesStay() {
        five.settle();
        five.kill("n2");
        put("1");
        five.hold(Effect.ScanStore.class, "n4");
        five.restart("n2");
        five.settle();
        five.passTime(1_000);
        tellAll(five, nothing());
        five.release(Effect.ScanStore.class, "n4");
        pass(five);
        assertEquals(1, five.hints("n4"));
    }

    @Test
    void withFewerCopiesTheLastOwnerGivesWhatItAloneHasToTheOthers() {
        put("1");
        List.of("n1", "n2").forEach(node -> five.forget(node, KEY));
        assertTrue(five.copy("n3", KEY).isPresent());

        tellAll(five, cart(2, 2, 2));
        pass(five);
        assertFalse(five.copy("n3", KEY).isPresent());
        assertTrue(five.copy("n1", KEY).isPresent());
        assertEquals(List.of("1"), five.read("n5", KEY));
    }

    @Test
    void withMoreCopiesANewOwnerHasItsCopyOnceTheObjectIsRead() {
        tellAll(five, cart(2, 2, 2));
        put("1");
        assertFalse(five.copy("n3", KEY).isPresent());
        tellAll(five, cart(3, 2, 2));
        assertEquals(List.of("1"), five.read("n4", KEY));
        pass(five);
        assertTrue(five.copy("n3", KEY).isPresent());
    }

    @Test
    void whileANodeKnowsTheOldNAndAnotherTheNewNothingAcknowledgedIsMissed() {
        for (int seed = 0; seed < 60; seed++) {
            ShardCluster cluster = new ShardCluster(seed, 2, 2, "n1", "n2", "n3", "n4", "n5");
            int n = seed % 2 == 0 ? 2 : 4;
            int r = seed % 2 == 0 ? 2 : 3;
            List<String> inTurn = List.of("n1", "n2", "n3", "n4", "n5");
            for (int changed = 0; changed <= inTurn.size(); changed++) {
                Answer written =
                        cluster.put(inTurn.get((seed + changed) % 5), "key" + changed, "v", CausalContext.NONE);
                for (int steps = 0; steps < seed; steps++) {
                    cluster.step();
                }
                if (changed < inTurn.size()) {
                    cluster.tell(inTurn.get(changed), cart(n, r, r));
                }
                cluster.settle();
                assertTrue(written.message() instanceof Message.PutReply, "seed " + seed + ": " + written.message());
            }
            for (int key = 0; key <= inTurn.size(); key++) {
                for (String node : inTurn) {
                    assertEquals(
                            List.of("v"), cluster.read(node, "key" + key), "seed " + seed + " key" + key + " " + node);
                }
            }
            pass(cluster);
            assertEquals(List.of("v"), cluster.read("n1", "key0"), "seed " + seed);
        }
    }

    @Test
    void tablesThatComeWaitUntilTheRingStands() {
        ShardCluster cluster = TransferTest.filled(1);
        cluster.moveTo(List.of(), TransferTest.JOINED);
        cluster.settle();
        TableSpec cart = cluster.table();
        TableName stock = new TableName("shop", "stock");
        Event both = new Event.TablesChanged(new TreeMap<>(Map.of(
                cart.name(),
                cart,
                stock,
                new TableSpec(stock, cart.quorums(), cart.durability(), cart.limits(), cart.reconciliation()))));
        tellAll(cluster, both);
        assertEquals(ErrorCode.NO_SUCH_TABLE, read(cluster, stock).failure().code());

        TransferTest.finish(cluster, 1);
        assertTrue(read(cluster, stock).message() instanceof Message.GetReply);
    }

    private static Answer read(ShardCluster cluster, TableName table) {
        Answer answer = new Answer();
        Key key = Key.utf8("none");
        cluster.tell(
                "n1",
                new Event.GetAsked(
                        answer, Position.of(key), new Message.Get(table, key, Message.ReadWish.TABLE, 5_000)));
        cluster.settle();
        return answer;
    }
}
