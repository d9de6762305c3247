package org.armature.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.Dot;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.model.RequestId;
import org.armature.model.TimeToLive;
import org.armature.protocol.Message;
import org.armature.protocol.ReapingMessage;
import org.armature.protocol.RepairMessage;
import org.armature.protocol.TransferMessage;
import org.armature.ring.Position;
import org.armature.storage.StoreKey;
import org.armature.storage.StoreKind;
import org.junit.jupiter.api.Test;

/** Deleted data goes for good once every member has confirmed that nothing can bring it back, and not before. */
class ReapingTest {
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

    private void delete(String key) {
        delete(three, "n1", key, three.newRequest());
    }

    private static void delete(ShardCluster cluster, String node, String key, RequestId request) {
        cluster.put(node, key, Optional.empty(), CausalContext.NONE, request);
        cluster.settle();
    }

    private void write(String key, String value) {
        three.put("n1", key, value, CausalContext.NONE);
        three.settle();
    }

    private static boolean isGone(ShardCluster cluster, String key) {
        return THREE.stream().noneMatch(node -> cluster.copy(node, key).isPresent());
    }

    private String causes(String node) {
        return String.join(
                "; ",
                three.shard(node).reapings().stream().map(ReapingReport::cause).toList());
    }

    // ---- what goes

    @Test
    void aDeletedKeyIsGoneFromAllOwnersAfterARound() {
        write("alice", "x");
        RequestId deletion = three.newRequest();
        delete(three, "n2", "alice", deletion);
        assertTrue(three.copy("n3", "alice").isPresent());
        pass(three, 3 * ROUND);
        assertTrue(isGone(three, "alice"));
        for (String node : THREE) {
            assertEquals(1, three.count(node, Counter.KEYS_REAPED), node);
            assertEquals(List.of(deletion), three.reaped(node).get(0).writes(), node);
        }
        assertEquals(List.of(), three.read("n1", "alice"));
        ReapingReport led = THREE.stream()
                .flatMap(node -> three.shard(node).reapings().stream())
                .filter(report -> report.reaped() > 0)
                .findFirst()
                .orElseThrow();
        assertEquals(1, led.reaped());
    }

    @Test
    void whatLivesStays() {
        write("alice", "x");
        write("bob", "y");
        delete("bob");
        pass(three, 3 * ROUND);
        assertEquals(List.of("x"), three.read("n2", "alice"));
        assertTrue(isGone(three, "bob"));
    }

    @Test
    void aKeyWrittenAgainBeforeTheRoundStays() {
        write("alice", "x");
        delete("alice");
        write("alice", "again");
        pass(three, 3 * ROUND);
        assertEquals(List.of("again"), three.read("n3", "alice"));
        assertEquals(0, three.count("n1", Counter.KEYS_REAPED));
    }

    @Test
    void aKeyCanBeWrittenAgainAfterItWentAndDeletedAgain() {
        write("alice", "x");
        delete("alice");
        pass(three, 3 * ROUND);
        write("alice", "again");
        assertEquals(List.of("again"), three.read("n3", "alice"));
        delete("alice");
        pass(three, 3 * ROUND);
        assertTrue(isGone(three, "alice"));
    }

    @Test
    void anExpiredKeyIsGoneAfterARoundAndNotBefore() {
        three.put(
                "n1",
                "alice",
                Optional.of("brief"),
                CausalContext.NONE,
                three.newRequest(),
                new Message.WriteWish(
                        0, 0, 0, Message.QuorumKind.TABLE, false, Optional.of(new TimeToLive(5 * ROUND))));
        pass(three, 4 * ROUND);
        assertEquals(List.of("brief"), three.read("n1", "alice"));
        pass(three, 5 * ROUND);
        assertTrue(isGone(three, "alice"));
        assertEquals(1, three.count("n1", Counter.KEYS_REAPED));
        assertEquals(List.of(), three.reaped("n1"), "nobody has a receipt for what expires");
    }

    @Test
    void aKeyThatIsNotDeadByTheClockOfOneOwnerStaysUntilItIs() {
        three.comparingEvery(2_000);
        three.put(
                "n1",
                "alice",
                Optional.of("brief"),
                CausalContext.NONE,
                three.newRequest(),
                new Message.WriteWish(0, 0, 0, Message.QuorumKind.TABLE, false, Optional.of(new TimeToLive(ROUND))));
        three.settle();
        three.setClockAhead("n3", -20 * ROUND);
        pass(three, 6 * ROUND);
        assertTrue(three.copy("n3", "alice").isPresent());
        three.setClockAhead("n3", 0);
        pass(three, 10 * ROUND);
        assertTrue(isGone(three, "alice"));
    }

    @Test
    void whatAnEarlierLifeHasDeletedIsFoundAfterARestart() {
        write("alice", "x");
        delete("alice");
        for (String node : THREE) {
            three.kill(node);
            three.restart(node);
        }
        pass(three, 4 * ROUND);
        assertTrue(isGone(three, "alice"));
    }

    // ---- what stops it

    @Test
    void aMemberThatIsDownStopsItAndIsNamed() {
        ShardCluster five = new ShardCluster(1, 2, 2, "n1", "n2", "n3", "n4", "n5").reaping(ROUND);
        String key = ShardCluster.keyOfPartition(0);
        five.put("n1", key, "x", CausalContext.NONE);
        five.settle();
        five.kill("n5"); // owns nothing of it
        delete(five, "n1", key, five.newRequest());
        pass(five, 5 * ROUND);
        assertTrue(five.copy("n1", key).isPresent());
        assertTrue(
                five.shard("n1").reapings().stream()
                        .anyMatch(report -> report.cause().equals("waits for n5, which is down")),
                () -> five.shard("n1").reapings().toString());
        five.restart("n5");
        pass(five, 5 * ROUND);
        assertTrue(isGone(five, key));
        assertTrue(five.shard("n1").reapings().stream()
                .allMatch(report -> report.cause().isEmpty()));
    }

    @Test
    void anOwnerThatMissedTheDeletionGetsItBeforeTheKeyGoes() {
        write("alice", "x");
        three.kill("n3");
        delete("alice");
        pass(three, 3 * ROUND);
        assertTrue(three.copy("n1", "alice").isPresent());
        three.restart("n3");
        pass(three, 20 * ROUND);
        assertTrue(isGone(three, "alice"));
        assertEquals(List.of(), three.read("n3", "alice"));
    }

    @Test
    void aHintOfBeforeStopsItUntilItsOwnerHasIt() {
        ShardCluster five = new ShardCluster(1, 2, 2, "n1", "n2", "n3", "n4", "n5").reaping(ROUND);
        String key = ShardCluster.keyOfPartition(0);
        five.kill("n3");
        five.put("n1", key, "x", CausalContext.NONE);
        five.settle();
        assertFalse(five.hintsFor("n4", key).isEmpty());
        five.wire().hold(Message.ReplicaPut.class, "n4", "n3");
        five.restart("n3");
        delete(five, "n1", key, five.newRequest());
        pass(five, 5 * ROUND);
        assertTrue(five.copy("n1", key).isPresent());
        assertTrue(
                five.shard("n1").reapings().stream()
                        .anyMatch(report -> report.cause().contains("waits for n4: it keeps hints")),
                () -> five.shard("n1").reapings().toString());
        five.wire().release(Message.ReplicaPut.class);
        pass(five, 20 * ROUND);
        assertTrue(isGone(five, key));
        assertEquals(List.of(), five.read("n3", key));
    }

    @Test
    void anOwnerInDoubtOfItsDataConfirmsNothing() {
        write("alice", "x");
        delete("alice");
        three.wire().hold(RepairMessage.CompareTrees.class, "n2", "n1");
        three.kill("n2");
        three.doubtNext("n2");
        three.restart("n2");
        pass(three, 3 * ROUND);
        assertTrue(three.copy("n1", "alice").isPresent());
        assertTrue(
                THREE.stream()
                        .map(this::causes)
                        .anyMatch(cause -> cause.contains("waits for n2: it verifies its own data")),
                () -> THREE.stream().map(this::causes).toList().toString());
        three.wire().release(RepairMessage.CompareTrees.class);
        pass(three, 20 * ROUND);
        assertTrue(isGone(three, "alice"));
    }

    @Test
    void whatANodeOwnsAloneIsNotInDoubtForEver() {
        ShardCluster alone = new ShardCluster(1, 1, 1, "n1").reaping(ROUND);
        alone.kill("n1");
        alone.doubtNext("n1");
        alone.restart("n1");
        alone.put("n1", "alice", "x", CausalContext.NONE);
        alone.settle();
        delete(alone, "n1", "alice", alone.newRequest());
        pass(alone, 5 * ROUND);
        assertTrue(
                alone.copy("n1", "alice").isEmpty(),
                () -> "" + alone.shard("n1").reapings());
    }

    // ---- what comes late

    @Test
    void aWriteThatWasHeldUpBringsNothingBack() {
        write("alice", "x");
        Bytes record = three.copy("n1", "alice").orElseThrow().encoded();
        delete("alice");
        pass(three, 5 * ROUND);
        assertTrue(isGone(three, "alice"));
        Answer answer = new Answer();
        Key key = Key.utf8("alice");
        Message.ReplicaPut late = new Message.ReplicaPut(ShardCluster.TABLE, key, record, Optional.empty(), 1, 0);
        three.tell("n3", new Event.ReplicaPutAsked(answer, Position.of(key), new NodeId("n1"), late));
        three.settle();
        assertTrue(isGone(three, "alice"));
        assertTrue(answer.message() instanceof ReapingMessage.StaleEpoch, () -> "" + answer.message());
        assertEquals(1, three.count("n3", Counter.STALE_REFUSED));
    }

    @Test
    void aRepairThatWasHeldUpBringsNothingBack() {
        write("alice", "x");
        three.forget("n3", "alice");
        ShardWire wire = three.wire();
        wire.hold(Message.ReplicaPut.class, "n1", "n3");
        three.get("n1", "alice", 3);
        pass(three, 12 * ROUND);
        delete(three, "n2", "alice", three.newRequest());
        pass(three, 5 * ROUND);
        assertTrue(isGone(three, "alice"));
        wire.release(Message.ReplicaPut.class);
        three.settle();
        assertTrue(isGone(three, "alice"));
    }

    @Test
    void whatAnExchangeSentLongAgoBringsNothingBack() {
        Key key = Key.utf8("alice");
        write("alice", "x");
        Bytes record = three.copy("n1", "alice").orElseThrow().encoded();
        delete("alice");
        pass(three, 3 * ROUND);
        assertTrue(isGone(three, "alice"));
        int partition = THREE.stream()
                .flatMap(node -> three.shard(node).reapings().stream())
                .filter(report -> report.reaped() > 0)
                .findFirst()
                .orElseThrow()
                .partition();
        Answer answer = new Answer();
        three.tell(
                "n2",
                new Event.ExchangeAsked(
                        answer,
                        new NodeId("n1"),
                        new RepairMessage.RepairRecords(
                                new RepairMessage.Place(ShardCluster.TABLE, partition, 1, 0),
                                List.of(new TransferMessage.KeyedRecord(key, record)))));
        three.settle();
        assertTrue(isGone(three, "alice"));
        assertTrue(answer.message() instanceof ReapingMessage.StaleEpoch, () -> "" + answer.message());
    }

    @Test
    void anAcknowledgedWriteIsNotLostThoughAMemberIsOfAnEarlierEpoch() {
        write("alice", "x");
        delete("alice");
        pass(three, 3 * ROUND);
        three.restoreReapEpochs("n1", new TreeMap<>());
        three.kill("n1");
        three.restart("n1"); // as a node that has just joined: it knows of no epoch
        write("alice", "new");
        assertEquals(
                3,
                THREE.stream()
                        .filter(node -> three.copy(node, "alice").isPresent())
                        .count());
        assertEquals(List.of("new"), three.read("n3", "alice"));
    }

    @Test
    void aHintThatADiskHasBroughtBackIsDropped() {
        ShardCluster five = new ShardCluster(1, 2, 2, "n1", "n2", "n3", "n4", "n5").reaping(ROUND);
        String key = ShardCluster.keyOfPartition(0);
        five.kill("n3");
        five.put("n1", key, "x", CausalContext.NONE);
        five.settle();
        Map<StoreKey, Bytes> hints = new TreeMap<>(five.disk("n4").store(StoreKind.HINTS));
        five.restart("n3");
        pass(five, 8 * ROUND);
        assertEquals(0, five.hints("n4"));
        delete(five, "n1", key, five.newRequest());
        pass(five, 8 * ROUND);
        assertTrue(isGone(five, key));
        five.kill("n4");
        five.disk("n4").store(StoreKind.HINTS).putAll(hints);
        five.restart("n4");
        pass(five, 8 * ROUND);
        assertTrue(isGone(five, key));
        assertEquals(0, five.hints("n4"));
        assertEquals(1, five.count("n4", Counter.HINTS_OVERTAKEN));
    }

    @Test
    void aBackupThatWasRestoredEntersAnewInsteadOfAsAReplica() {
        three.reaping(ROUND);
        ShardCluster cluster = three.comparingEvery(2_000);
        write("alice", "x");
        write("bob", "y");
        Map<StoreKey, Bytes> backup = new TreeMap<>(cluster.disk("n3").store(StoreKind.OBJECTS));
        SortedMap<Integer, ReapEpoch> epochs = cluster.reapEpochs("n3");
        delete("alice");
        pass(cluster, 5 * ROUND);
        assertTrue(isGone(cluster, "alice"));
        cluster.kill("n3");
        cluster.disk("n3").store(StoreKind.OBJECTS).clear();
        cluster.disk("n3").store(StoreKind.OBJECTS).putAll(backup);
        cluster.restoreReapEpochs("n3", epochs);
        cluster.doubtNext("n3");
        cluster.restart("n3");
        pass(cluster, 60 * ROUND);
        assertEquals(1, cluster.count("n3", Counter.KEYS_ENTERED_ANEW));
        assertEquals(List.of("x"), cluster.read("n1", "alice"));
        assertEquals(List.of("y"), cluster.read("n1", "bob"));
        for (String node : THREE) {
            assertTrue(cluster.copy(node, "alice").isPresent(), node);
        }
        delete("alice");
        pass(cluster, 10 * ROUND);
        assertTrue(isGone(cluster, "alice"));
    }

    @Test
    void aReadBringsNothingBackFromARestoredBackup() {
        write("alice", "x");
        Dot written = dots("n1", "alice").get(0);
        Map<StoreKey, Bytes> backup = new TreeMap<>(three.disk("n3").store(StoreKind.OBJECTS));
        SortedMap<Integer, ReapEpoch> epochs = three.reapEpochs("n3");
        delete("alice");
        pass(three, 5 * ROUND);
        assertTrue(isGone(three, "alice"));
        three.kill("n3");
        three.disk("n3").store(StoreKind.OBJECTS).putAll(backup);
        three.restoreReapEpochs("n3", epochs);
        three.doubtNext("n3");
        three.wire().hold(RepairMessage.CompareTrees.class, "n3", "n1");
        three.wire().hold(RepairMessage.CompareTrees.class, "n3", "n2");
        three.restart("n3");
        three.get("n1", "alice", 3);
        three.settle();
        assertEquals(List.of(written), dots("n3", "alice"));
        assertEquals(List.of(), dots("n1", "alice"));
        assertEquals(List.of(), dots("n2", "alice"));
    }

    private List<Dot> dots(String node, String key) {
        return three.copy(node, key).stream()
                .flatMap(copy -> copy.set().standingDots().stream())
                .toList();
    }

    // ---- vectors

    @Test
    void aLongVectorIsShortenedOnAllOwnersAndNothingComesBack() {
        three.reaping(ROUND, 3);
        for (int life = 0; life < 6; life++) {
            three.passTime(life < 5 ? 1 : 600_001); // for so long clients may repeat what the last one replaces
            CausalContext seen = three.read("n1", "alice").isEmpty() ? CausalContext.NONE : context("alice");
            three.put("n1", "alice", "v" + life, seen);
            three.settle();
            three.kill("n1");
            three.restart("n1"); // a new incarnation counts under a new actor
        }
        assertTrue(three.copy("n2", "alice").orElseThrow().set().seen().size() > 3);
        pass(three, 4 * ROUND);
        for (String node : THREE) {
            assertEquals(3, three.copy(node, "alice").orElseThrow().set().seen().size(), node);
            assertTrue(three.count(node, Counter.VECTORS_PRUNED) > 0, node);
        }
        assertEquals(List.of("v5"), three.read("n2", "alice"));
    }

    @Test
    void aLongVectorIsShortenedOnceItsClientsMayNotRepeatTheirWritesAnyMore() {
        three.reaping(ROUND, 3);
        for (int life = 0; life < 6; life++) {
            three.put("n1", "alice", "v" + life, life == 0 ? CausalContext.NONE : context("alice"));
            three.settle();
            three.kill("n1");
            three.restart("n1");
        }
        pass(three, 5 * ROUND);
        assertEquals(6, three.copy("n2", "alice").orElseThrow().set().seen().size());
        three.passTime(600_001);
        pass(three, 5 * ROUND);
        for (String node : THREE) {
            assertEquals(3, three.copy(node, "alice").orElseThrow().set().seen().size(), node);
        }
    }

    private CausalContext context(String key) {
        Answer answer = three.get("n1", key, 0);
        three.settle();
        return answer.found().context();
    }
}
