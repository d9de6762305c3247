package org.armature.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.armature.model.CausalContext;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.model.RequestId;
import org.armature.protocol.Message;
import org.armature.ring.Position;
import org.armature.ring.Ring;
import org.armature.ring.RingState.Phase;
import org.junit.jupiter.api.Test;

/** A ring of five partitions whose places move between nodes, with N=3. */
class TransferTest {
    private static final String[] FOUR = {"n1", "n2", "n3", "n1", "n2"};
    private static final String[] JOINED = {"n1", "n2", "n3", "n4", "n2"};
    private static final int KEYS = 30;

    private static ShardCluster filled(long seed) {
        ShardCluster cluster = new ShardCluster(seed, 2, 2, FOUR);
        for (int i = 0; i < KEYS; i++) {
            cluster.put("n1", "key" + i, "v" + i, CausalContext.NONE);
        }
        cluster.settle();
        cluster.answers().forEach(answer -> assertTrue(answer.message() instanceof Message.PutReply));
        return cluster;
    }

    private static void finish(ShardCluster cluster, long seed) {
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
    private static void judgePlaces(ShardCluster cluster, long seed) {
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

    /** While nobody dies, quorums overlap at every moment of a transition: what was acknowledged is read from then on. */
    @Test
    void whatWasAcknowledgedIsReadAtEveryMoment() {
        for (long seed = 0; seed < 400; seed++) {
            new ReadsOverlap(seed).run();
        }
    }

    private static final class ReadsOverlap {
        private record Reading(Answer answer, String key, List<String> acknowledged) {}

        private final long seed;
        private final Random random;
        private final ShardCluster cluster;
        private final Map<String, Map<String, Answer>> writes = new TreeMap<>();
        private final List<Reading> readings = new ArrayList<>();

        ReadsOverlap(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.cluster = filled(seed);
        }

        void run() {
            cluster.moveTo(List.of(), random.nextBoolean() ? JOINED : new String[] {"n4", "n2", "n3", "n4", "n2"});
            for (int i = 0; i < 150; i++) {
                String node = "n" + (1 + random.nextInt(4));
                String key = "key" + random.nextInt(6);
                if (random.nextInt(3) > 0) {
                    Answer answer = cluster.put(node, key, "w" + i, CausalContext.NONE);
                    writes.computeIfAbsent(key, first -> new TreeMap<>()).put("w" + i, answer);
                } else {
                    readings.add(new Reading(cluster.get(node, key, 0), key, acknowledged(key)));
                }
                if (random.nextInt(20) == 0) {
                    cluster.passTime(20);
                }
                if (random.nextInt(30) == 0) {
                    cluster.tryToEnd(3);
                }
                for (int steps = random.nextInt(30); steps > 0; steps--) {
                    cluster.step();
                }
            }
            finish(cluster, seed);
            readings.forEach(this::judge);
        }

        private List<String> acknowledged(String key) {
            List<String> values = new ArrayList<>();
            writes.getOrDefault(key, new TreeMap<>()).forEach((value, answer) -> {
                if (answer.message() instanceof Message.PutReply) {
                    values.add(value);
                }
            });
            return values;
        }

        private void judge(Reading reading) {
            assertTrue(
                    reading.answer().message() instanceof Message.GetReply,
                    "seed " + seed + ": " + reading.answer().message());
            List<String> values = reading.answer().found().versions().stream()
                    .map(sibling -> sibling.value().orElseThrow().utf8())
                    .toList();
            assertTrue(
                    values.containsAll(reading.acknowledged()),
                    () -> "seed " + seed + ": a read of " + reading.key() + " shows " + values + " after "
                            + reading.acknowledged() + " were acknowledged");
        }
    }

    /** Clients, crashes of both sides at any step, doubled and lost messages: nothing acknowledged is lost. */
    @Test
    void whateverHappensMeanwhileNothingAcknowledgedIsLost() {
        for (long seed = 0; seed < 400; seed++) {
            new RandomTransfer(seed).run();
        }
    }

    private static final class RandomTransfer {
        private final long seed;
        private final Random random;
        private final ShardCluster cluster;
        private final Map<String, Map<String, Answer>> writes = new TreeMap<>();
        private int values;

        RandomTransfer(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.cluster = filled(seed);
        }

        void run() {
            cluster.duplicateEvery(5);
            if (random.nextBoolean()) {
                cluster.moveTo(List.of(), JOINED);
            } else {
                cluster.moveTo(List.of(), "n4", "n2", "n3", "n4", "n2");
            }
            boolean cancelled = false;
            for (int i = 0; i < 120; i++) {
                act();
                if (!cancelled && random.nextInt(300) == 0) {
                    cancelled = true;
                    cluster.moveBack();
                }
                for (int steps = random.nextInt(25); steps > 0; steps--) {
                    cluster.step();
                }
            }
            for (String node : cluster.names()) {
                if (!cluster.isUp(node)) {
                    cluster.restart(node);
                }
            }
            finish(cluster, seed);
            judge();
        }

        private void act() {
            List<String> up = new ArrayList<>(cluster.names());
            up.removeIf(node -> !cluster.isUp(node));
            switch (random.nextInt(12)) {
                case 0, 1, 2, 3, 4 -> write(up.get(random.nextInt(up.size())));
                case 5, 6 -> cluster.get(up.get(random.nextInt(up.size())), "key" + random.nextInt(KEYS), 0);
                case 7, 8, 9 -> cluster.passTime(random.nextInt(400));
                case 10 -> cluster.passTime(1_200);
                default -> killOrRestart(up);
            }
        }

        private void write(String node) {
            String key = "key" + random.nextInt(KEYS);
            String value = "w" + values++;
            RequestId request = cluster.newRequest();
            Answer answer = cluster.put(node, key, Optional.of(value), CausalContext.NONE, request);
            writes.computeIfAbsent(key, first -> new TreeMap<>()).put(value, answer);
        }

        private void killOrRestart(List<String> up) {
            if (up.size() < cluster.names().size()) {
                for (String node : cluster.names()) {
                    if (!cluster.isUp(node)) {
                        cluster.restart(node);
                    }
                }
            } else {
                cluster.kill(up.get(random.nextInt(up.size())));
            }
        }

        /** Blind writes never replace one another: each acknowledged one is a sibling that a read of two owners shows. */
        private void judge() {
            for (int i = 0; i < KEYS; i++) {
                String key = "key" + i;
                Answer found = cluster.get("n2", key, 0);
                cluster.settle();
                assertTrue(found.message() instanceof Message.GetReply, "seed " + seed + ": " + found.message());
                List<String> values = found.found().versions().stream()
                        .map(sibling -> sibling.value().orElseThrow().utf8())
                        .toList();
                assertTrue(values.contains("v" + i), "seed " + seed + ": lost v" + i + " of " + key);
                writes.getOrDefault(key, new TreeMap<>()).forEach((value, answer) -> {
                    if (answer.message() instanceof Message.PutReply) {
                        assertTrue(
                                values.contains(value),
                                "seed " + seed + ": lost " + value + " of " + key + ", there are " + values);
                    }
                });
            }
            judgePlaces(cluster, seed);
        }
    }
}
