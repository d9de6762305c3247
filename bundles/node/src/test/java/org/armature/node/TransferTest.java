package org.armature.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.armature.model.CausalContext;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.protocol.Message;
import org.armature.ring.Position;
import org.armature.ring.Ring;
import org.armature.ring.RingState.Phase;
import org.junit.jupiter.api.Test;

/** A ring of five partitions whose places move between nodes, with N=3. */
class TransferTest {
    static final String[] FOUR = {"n1", "n2", "n3", "n1", "n2"};
    static final String[] JOINED = {"n1", "n2", "n3", "n4", "n2"};
    static final int KEYS = 30;

    static ShardCluster filled(long seed) {
        ShardCluster cluster = new ShardCluster(seed, 2, 2, FOUR);
        for (int i = 0; i < KEYS; i++) {
            cluster.put("n1", "key" + i, "v" + i, CausalContext.NONE);
        }
        cluster.settle();
        cluster.answers().forEach(answer -> assertTrue(answer.message() instanceof Message.PutReply));
        return cluster;
    }

    static void finish(ShardCluster cluster, long seed) {
        for (int rounds = 0; cluster.rings().state().phase() != Phase.SETTLED; rounds++) {
            assertTrue(
                    rounds < 200,
                    "seed " + seed + ": the transition does not end: " + cluster.transfers("n1")
                            + cluster.transfers("n2") + cluster.transfers("n3")
                            + (cluster.names().contains("n4") ? cluster.transfers("n4") : ""));
            cluster.settle();
            cluster.tryToEnd(3);
            cluster.settle();
            cluster.passTime(1_000);
        }
        for (int rounds = 0; rounds < 20; rounds++) {
            cluster.settle();
            cluster.passTime(1_000);
        }
        cluster.settle();
    }

    /** Every key on its owners, and on no other node. */
    static void judgePlaces(ShardCluster cluster, long seed) {
        for (int i = 0; i < KEYS; i++) {
            String key = "key" + i;
            List<NodeId> owners = cluster.rings()
                    .state()
                    .settled()
                    .preferenceList(Position.of(Key.utf8(key)), 3)
                    .owners();
            for (String node : cluster.names()) {
                assertEquals(
                        owners.contains(new NodeId(node)),
                        cluster.copy(node, key).isPresent(),
                        "seed " + seed + ": " + key + " on " + node + ", owners are " + owners);
            }
        }
    }

    @Test
    void aNodeThatJoinsGetsItsPlacesAndTheOldCopiesGo() {
        ShardCluster cluster = filled(1);
        cluster.moveTo(List.of(), JOINED);
        finish(cluster, 1);
        judgePlaces(cluster, 1);
        for (int i = 0; i < KEYS; i++) {
            Answer found = cluster.get("n4", "key" + i, 0);
            cluster.settle();
            assertEquals(1, found.found().versions().size());
        }
    }

    @Test
    void aNodeThatLeavesHandsItsPlacesOver() {
        ShardCluster cluster = new ShardCluster(2, 2, 2, JOINED);
        for (int i = 0; i < KEYS; i++) {
            cluster.put("n1", "key" + i, "v" + i, CausalContext.NONE);
        }
        cluster.settle();
        cluster.moveTo(List.of(), FOUR);
        finish(cluster, 2);
        judgePlaces(cluster, 2);
    }

    @Test
    void whatAnUnheardCoordinatorAsksTheOldHolderIsDoneByTheNewOne() {
        ShardCluster cluster = filled(3);
        cluster.moveTo(List.of(), JOINED);
        finish(cluster, 3);
        assertEquals(Phase.SETTLED, cluster.rings().state().phase());
    }

    @Test
    void aCancelledTransitionLeavesEverythingWhereItWas() {
        for (long seed = 0; seed < 100; seed++) {
            ShardCluster cluster = filled(seed);
            cluster.moveTo(List.of(), JOINED);
            Random random = new Random(seed);
            for (int steps = random.nextInt(400); steps > 0; steps--) {
                cluster.step();
            }
            cluster.moveBack();
            finish(cluster, seed);
            judgePlaces(cluster, seed);
        }
    }

    /** Whether the taker has confirmed it the giver does not know, and no other place of the key is its own. */
    @Test
    void aPutAtAPlaceThatIsGivenAwayForTheSecondTimeGoesToAnotherOwner() {
        for (long seed = 0; seed < 30; seed++) {
            ShardCluster cluster = new ShardCluster(seed, 2, 2, JOINED);
            cluster.moveTo(List.of(), FOUR);
            finish(cluster, seed);
            cluster.moveTo(List.of(), JOINED);
            moveAll(cluster);
            cluster.moveBack();
            Random random = new Random(seed);
            for (int steps = random.nextInt(300); steps > 0; steps--) {
                cluster.step();
                cluster.passTime(random.nextInt(20));
            }
            cluster.kill("n1");
            cluster.settle();
            for (int partition = 0; partition < JOINED.length; partition++) {
                Answer put = cluster.put("n4", ShardCluster.keyOfPartition(partition), "v", CausalContext.NONE);
                cluster.settle();
                cluster.passTime(10_000);
                cluster.settle();
                assertTrue(put.isThere(), "seed " + seed + ", partition " + partition);
            }
        }
    }

    /** Each giver has begun with another place than the others, and may begin no second one. */
    @Test
    void giversThatEachWaitForAnothersPartOfACopyAllEnd() {
        String[] before = {"n5", "n1", "n2", "n5", "n1", "n2", "n3"};
        String[] after = {"n4", "n1", "n2", "n6", "n1", "n2", "n3"};
        ShardCluster cluster = new ShardCluster(1, 2, 2, before).movingAtOnce(1);
        cluster.settle();
        cluster.kill("n5");
        cluster.moveTo(List.of("n5"), after);
        cluster.tell("n1", new Event.PeerDown(new NodeId("n4")));
        cluster.tell("n2", new Event.PeerDown(new NodeId("n6")));
        for (int rounds = 0; rounds < 5; rounds++) {
            cluster.settle();
            cluster.passTime(1_000);
        }
        cluster.tell("n1", new Event.PeerUp(new NodeId("n4")));
        cluster.tell("n2", new Event.PeerUp(new NodeId("n6")));
        finish(cluster, 1);
    }

    @Test
    void aDeadNodesPlacesAreCopiedFromTheOthers() {
        ShardCluster cluster = new ShardCluster(4, 2, 2, JOINED);
        for (int i = 0; i < KEYS; i++) {
            cluster.put("n1", "key" + i, "v" + i, CausalContext.NONE);
        }
        cluster.settle();
        cluster.kill("n4");
        cluster.moveTo(List.of("n4"), "n1", "n2", "n3", "n5", "n2");
        finish(cluster, 4);
        for (int i = 0; i < KEYS; i++) {
            Answer found = cluster.get("n5", "key" + i, 0);
            cluster.settle();
            assertEquals(1, found.found().versions().size());
        }
    }

    /** Until every place is where it is to be; the transition does not end yet. */
    private static void moveAll(ShardCluster cluster) {
        for (int rounds = 0; !cluster.rings().mayEnd(3); rounds++) {
            assertTrue(rounds < 200, "the places do not move");
            cluster.settle();
            cluster.passTime(1_000);
        }
    }

    @Test
    void aHintThatRefersToACopyThatGoesKeepsItItself() {
        ShardCluster cluster = filled(5);
        String key = ShardCluster.keyOfPartition(1);
        cluster.failDisk("n3", ErrorCode.STORAGE_FAILED);
        Answer put = cluster.put("n1", key, "hinted", CausalContext.NONE);
        cluster.settle();
        assertTrue(put.isThere());
        assertEquals(1, cluster.hints("n1"));
        cluster.moveTo(List.of(), JOINED);
        moveAll(cluster);
        finish(cluster, 5);
        assertTrue(cluster.copy("n1", key).isEmpty(), "n1 owns it no more");
        cluster.healDisk("n3");
        finish(cluster, 5);
        assertEquals(0, cluster.hints("n1"));
        assertEquals(2, cluster.copy("n3", key).orElseThrow().set().versions().size());
    }

    /** While all who could stand in are away it refers to its own copies; the owner of some returns last. */
    @Test
    void aNodeThatSaysThatItHasNothingLeftGetsNothingAnyMore() {
        int hints = 0;
        for (long seed = 0; seed < 6; seed++) {
            ShardCluster cluster = new ShardCluster(seed, 1, 1, JOINED);
            cluster.settle();
            assertEquals(0, cluster.transfers("n4").drainedEpoch(), "it does not leave");
            List<String> others = List.of("n1", "n2", "n3");
            others.forEach(cluster::kill);
            for (int i = 0; i < KEYS; i++) {
                cluster.put("n4", "key" + i, "v" + i, CausalContext.NONE);
            }
            cluster.settle();
            hints += cluster.hints("n4");
            cluster.moveTo(List.of(), FOUR);
            cluster.restart("n1");
            cluster.restart("n3");
            int said = 0;
            for (int rounds = 0; said < 50; rounds++) {
                assertTrue(rounds < 5_000, "seed " + seed + ": it never says so");
                cluster.step();
                cluster.passTime(10);
                boolean hasNothing = cluster.transfers("n4").drainedEpoch() == 2;
                assertTrue(hasNothing || said == 0, "seed " + seed + ": it takes back what it said");
                assertTrue(!hasNothing || cluster.hints("n4") == 0, "seed " + seed + ": it keeps hints");
                said += hasNothing ? 1 : 0;
                if (rounds == 2_000) {
                    cluster.restart("n2");
                }
            }
        }
        assertTrue(hints > 0, "it kept some meanwhile");
    }

    @Test
    void whatIsKeptBesideAReferenceIsDeliveredTogetherWithWhatItRefersTo() {
        ShardCluster cluster = filled(5);
        String key = ShardCluster.keyOfPartition(1);
        cluster.failDisk("n3", ErrorCode.STORAGE_FAILED);
        cluster.put("n1", key, "referred to", CausalContext.NONE);
        cluster.settle();
        cluster.moveTo(List.of(), JOINED);
        moveAll(cluster);
        Answer kept = new Answer();
        Message.ReplicaPut another = new Message.ReplicaPut(
                ShardCluster.TABLE, Key.utf8(key), cluster.encodedRecord(), Optional.of(new NodeId("n3")), 2, 0);
        cluster.tell("n1", new Event.ReplicaPutAsked(kept, Position.of(Key.utf8(key)), new NodeId("n2"), another));
        cluster.settle();
        assertTrue(kept.message() instanceof Message.ReplicaStored, "it stands in now");
        assertTrue(cluster.copy("n1", key).isPresent(), "its own copy is still there");
        cluster.healDisk("n3");
        for (int rounds = 0; rounds < 10; rounds++) {
            cluster.passTime(1_000);
            cluster.settle();
        }
        assertEquals(0, cluster.hints("n1"));
        assertEquals(
                List.of("referred to", "x"),
                cluster.copy("n3", key).orElseThrow().set().versions().stream()
                        .map(version -> version.value().orElseThrow().utf8())
                        .filter(value -> !value.startsWith("v"))
                        .sorted()
                        .toList());
    }

    /** What it took in when it had nothing any more would be stranded with it. */
    @Test
    void aNodeThatLeavesKeepsNothingForOthers() {
        ShardCluster cluster = new ShardCluster(6, 1, 1, JOINED);
        cluster.moveTo(List.of(), FOUR);
        moveAll(cluster);
        for (String owner : List.of("n1", "n2", "n3")) {
            cluster.kill(owner);
        }
        Answer put = cluster.put("n4", "key1", "stranded", CausalContext.NONE);
        cluster.settle();
        cluster.passTime(10_000);
        cluster.settle();
        assertEquals(ErrorCode.UNAVAILABLE, put.failure().code());
        assertEquals(0, cluster.hints("n4"));
    }

    @Test
    void whatAnOwnerLacksItGetsBeforeTheOldCopyGoes() {
        ShardCluster cluster = filled(7);
        String key = ShardCluster.keyOfPartition(1);
        cluster.moveTo(List.of(), JOINED);
        moveAll(cluster);
        cluster.forget("n2", key);
        finish(cluster, 7);
        judgePlaces(cluster, 7);
    }

    /** Those that have a copy of a key which is not theirs in the ring to come. */
    private static List<String> formerOwners(ShardCluster cluster, String key) {
        Ring coming = cluster.rings().state().target().orElseThrow();
        List<NodeId> owners =
                coming.preferenceList(Position.of(Key.utf8(key)), 3).owners();
        return cluster.names().stream()
                .filter(node -> cluster.copy(node, key).isPresent() && !owners.contains(new NodeId(node)))
                .toList();
    }

    @Test
    void anOldCopyThatCannotBeReadGoesToo() {
        ShardCluster cluster = filled(8);
        cluster.moveTo(List.of(), JOINED);
        moveAll(cluster);
        int damaged = 0;
        for (int i = 0; i < KEYS; i++) {
            String key = "key" + i;
            List<String> former = formerOwners(cluster, key);
            former.forEach(node -> cluster.damage(node, key));
            damaged += former.size();
        }
        assertNotEquals(0, damaged);
        finish(cluster, 8);
        judgePlaces(cluster, 8);
    }
}
