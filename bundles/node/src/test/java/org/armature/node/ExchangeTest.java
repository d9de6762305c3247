package org.armature.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.antientropy.TreeShape;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.protocol.RepairMessage;
import org.armature.replication.LocalCopy;
import org.armature.ring.Position;
import org.armature.storage.StoreKind;
import org.junit.jupiter.api.Test;

/** Owners compare what they hold, and give each other what they lack. */
class ExchangeTest {
    private static final String[] THREE = {"n1", "n2", "n3"};
    private static final int KEYS = 60;
    private static final long ORDER = 7;

    private static ShardCluster filled(long seed) {
        ShardCluster cluster = new ShardCluster(seed, 2, 2, THREE);
        for (int i = 0; i < KEYS; i++) {
            cluster.put(THREE[i % 3], "key" + i, "v" + i, CausalContext.NONE);
        }
        pass(cluster, 5_000);
        return cluster;
    }

    private static void pass(ShardCluster cluster, long millis) {
        for (long passed = 0; passed < millis; passed += 100) {
            cluster.settle();
            cluster.passTime(100);
        }
        cluster.settle();
    }

    private static void loseKeys(ShardCluster cluster, String node, int from, int to) {
        cluster.kill(node);
        for (int i = from; i < to; i++) {
            cluster.forget(node, "key" + i);
        }
        cluster.restart(node);
    }

    private static void order(ShardCluster cluster, boolean mends) {
        for (String node : THREE) {
            cluster.tell(node, new Event.RepairAsked(ORDER, cluster.table().name(), OptionalInt.empty(), mends));
        }
    }

    private static RepairReport ended(ShardCluster cluster, String node) {
        List<Effect.RepairEnded> ended = cluster.repairs(node);
        assertEquals(1, ended.size(), node);
        assertEquals(ORDER, ended.get(0).order());
        return ended.get(0).report();
    }

    private static long differing(ShardCluster cluster) {
        long differing = 0;
        for (String node : THREE) {
            differing += ended(cluster, node).differing();
        }
        return differing;
    }

    private static void assertAllHoldTheSame(ShardCluster cluster) {
        for (int i = 0; i < KEYS; i++) {
            Optional<LocalCopy> copy = cluster.copy("n1", "key" + i);
            assertTrue(copy.isPresent(), "key" + i);
            for (String node : THREE) {
                assertTrue(
                        copy.get()
                                .set()
                                .agreesWith(cluster.copy(node, "key" + i)
                                        .orElseThrow()
                                        .set()),
                        "key" + i + " on " + node);
            }
        }
    }

    @Test
    void whatAReplicaLostItGetsBackWithoutAnyRead() {
        ShardCluster cluster = filled(1);
        loseKeys(cluster, "n2", 10, 30);
        order(cluster, true);
        pass(cluster, 10_000);
        assertAllHoldTheSame(cluster);
        assertEquals(20, cluster.count("n2", Counter.KEYS_REPAIRED));
        assertTrue(differing(cluster) >= 20);
        assertEquals(0, cluster.count("n1", Counter.GETS));
    }

    @Test
    void whatOnlyOneOfTwoHasTheOtherGets() {
        for (String loser : List.of("n1", "n2")) {
            ShardCluster two = new ShardCluster(20, 1, 2, "n1", "n2");
            for (int i = 0; i < KEYS; i++) {
                two.put("n1", "key" + i, "v" + i, CausalContext.NONE);
            }
            pass(two, 5_000);
            loseKeys(two, loser, 10, 30);
            for (String node : List.of("n1", "n2")) {
                two.tell(node, new Event.RepairAsked(ORDER, two.table().name(), OptionalInt.empty(), true));
            }
            pass(two, 10_000);
            for (int i = 0; i < KEYS; i++) {
                assertTrue(two.copy(loser, "key" + i).isPresent(), "key" + i + " on " + loser);
            }
        }
    }

    @Test
    void aReplicaThatLostEverythingGetsItBack() {
        ShardCluster cluster = filled(2);
        loseKeys(cluster, "n3", 0, KEYS);
        order(cluster, true);
        pass(cluster, 10_000);
        assertAllHoldTheSame(cluster);
        for (String node : THREE) {
            assertFalse(ended(cluster, node).stopped());
        }
    }

    @Test
    void equalReplicasSendOneHashForEachPartitionAndWriteNothing() {
        ShardCluster cluster = filled(3);
        int writes = cluster.writes("n1") + cluster.writes("n2") + cluster.writes("n3");
        order(cluster, true);
        pass(cluster, 5_000);
        assertEquals(0, differing(cluster));
        assertEquals(writes, cluster.writes("n1") + cluster.writes("n2") + cluster.writes("n3"));
        assertEquals(3 * 3, cluster.wire().sent(RepairMessage.CompareTrees.class));
        assertEquals(0, cluster.wire().sent(RepairMessage.LeavesAsked.class));
        assertEquals(0, cluster.wire().sent(RepairMessage.EntriesAsked.class));
    }

    @Test
    void aComparisonThatMendsNothingTellsTheKeysAndChangesNone() {
        ShardCluster cluster = filled(4);
        loseKeys(cluster, "n1", 5, 8);
        int writes = cluster.writes("n1") + cluster.writes("n2") + cluster.writes("n3");
        order(cluster, false);
        pass(cluster, 5_000);
        assertEquals(6, differing(cluster), "each with both other owners");
        assertEquals(writes, cluster.writes("n1") + cluster.writes("n2") + cluster.writes("n3"));
        assertTrue(cluster.copy("n1", "key5").isEmpty());
    }

    @Test
    void comparisonsThatMendNothingHoldUpNoneThatDo() {
        ShardCluster cluster = filled(13).comparingEvery(10_000);
        pass(cluster, 20_000);
        loseKeys(cluster, "n1", 5, 8);
        for (int times = 0; times < 10; times++) {
            order(cluster, false);
            pass(cluster, 5_000);
        }
        assertAllHoldTheSame(cluster);
    }

    @Test
    void aComparisonThatMendsNothingLeavesNoneBehindThatDoes() {
        ShardCluster cluster = filled(14);
        loseKeys(cluster, "n1", 5, 8);
        cluster.kill("n3");
        order(cluster, false);
        pass(cluster, 5_000);
        for (String node : List.of("n1", "n2")) {
            cluster.tell(node, new Event.RepairStopped(ORDER));
        }
        cluster.restart("n3");
        pass(cluster, 20_000);
        assertTrue(cluster.copy("n1", "key5").isEmpty());
        for (ExchangeReport report : cluster.shard("n1").exchanges()) {
            assertEquals(0, report.compared(), report::toString);
        }
    }

    @Test
    void replicasBecomeAlikeByThemselves() {
        ShardCluster cluster = filled(5).comparingEvery(2_000);
        loseKeys(cluster, "n2", 0, 9);
        pass(cluster, 30_000);
        assertAllHoldTheSame(cluster);
        for (String node : THREE) {
            for (ExchangeReport report : cluster.shard(node).exchanges()) {
                assertTrue(report.compared() > 3, report::toString);
                assertEquals(0, report.differing(), report::toString);
                assertEquals("", report.cause());
            }
        }
    }

    @Test
    void whoIsDownIsComparedWithWhenItIsBack() {
        ShardCluster cluster = filled(6);
        cluster.kill("n3");
        for (String node : List.of("n1", "n2")) {
            cluster.tell(node, new Event.RepairAsked(ORDER, cluster.table().name(), OptionalInt.empty(), true));
        }
        pass(cluster, 5_000);
        assertEquals(
                "n3 is down",
                cluster.shard("n1").repair(ORDER).map(RepairReport::cause).orElseThrow());
        cluster.restart("n3");
        pass(cluster, 10_000);
        assertEquals(0, ended(cluster, "n1").differing());
        assertEquals("", ended(cluster, "n1").cause());
    }

    @Test
    void anOrderWaitsWhilePlacesMoveAndThenGoesByTheNewRing() {
        ShardCluster cluster = filled(8);
        cluster.moveTo(List.of(), "n1", "n2", "n4");
        cluster.settle();
        order(cluster, true);
        cluster.settle();
        RepairReport waiting = cluster.shard("n1").repair(ORDER).orElseThrow();
        assertEquals("places move to other nodes: it goes on when the ring stands", waiting.cause());
        for (int i = 0; i < 100 && !cluster.tryToEnd(3); i++) {
            pass(cluster, 100);
        }
        pass(cluster, 5_000);
        for (String node : THREE) {
            RepairReport report = ended(cluster, node);
            assertEquals(report.all(), report.done(), report::toString);
        }
        assertTrue(ended(cluster, "n1").all() > 0);
    }

    @Test
    void anOrderThatIsStoppedTellsHowFarItCame() {
        ShardCluster cluster = filled(7);
        cluster.kill("n3");
        cluster.kill("n2");
        cluster.tell("n1", new Event.RepairAsked(ORDER, cluster.table().name(), OptionalInt.empty(), true));
        pass(cluster, 1_000);
        cluster.tell("n1", new Event.RepairStopped(ORDER));
        assertTrue(ended(cluster, "n1").stopped());
        assertTrue(cluster.shard("n1").repair(ORDER).isEmpty());
    }

    @Test
    void whoWasStoppedUncleanlyAnswersAloneOnlyOnceItWasComparedWithAllOthers() {
        ShardCluster cluster = filled(11);
        cluster.kill("n2");
        cluster.forget("n2", "key4");
        cluster.doubtNext("n2");
        cluster.restart("n2");
        Answer early = cluster.get("n2", "key4", 1);
        cluster.settle();
        assertEquals(List.of("v4"), early.values());
        assertEquals(3, cluster.shard("n2").trees().doubtful());
        cluster.kill("n3");
        pass(cluster, 5_000);
        assertEquals(3, cluster.shard("n2").trees().doubtful(), "n3 may have had what n2 has lost");
        assertEquals(6, cluster.shard("n2").exchanges().size());
        cluster.restart("n3");
        pass(cluster, 10_000);
        assertEquals(0, cluster.shard("n2").trees().doubtful());
        assertEquals(3, cluster.shard("n2").exchanges().size(), "from now on one of each two begins");
        assertAllHoldTheSame(cluster);
    }

    @Test
    void whatStandsInLeavesThatFollowEachOtherIsRepairedToTheLast() {
        ShardCluster cluster = new ShardCluster(11, 2, 2, THREE);
        List<String> keys = keysOfLeavesInARow();
        keys.forEach(key -> cluster.put("n1", key, "v of " + key, CausalContext.NONE));
        pass(cluster, 5_000);
        cluster.kill("n2");
        keys.forEach(key -> cluster.forget("n2", key));
        cluster.restart("n2");
        order(cluster, true);
        pass(cluster, 10_000);
        keys.forEach(key -> assertTrue(cluster.copy("n2", key).isPresent(), key));
    }

    /** Three of one partition. */
    private static List<String> keysOfLeavesInARow() {
        TreeShape shape = TreeShape.of(THREE.length);
        Map<Integer, String> byLeaf = new HashMap<>();
        List<String> row = List.of();
        for (int i = 0; row.isEmpty(); i++) {
            String key = "key" + i;
            Position position = Position.of(Key.utf8(key));
            int leaf = position.partitionOf(THREE.length * shape.leaves());
            byLeaf.put(leaf, key);
            if (leaf % shape.leaves() >= 2 && byLeaf.containsKey(leaf - 1) && byLeaf.containsKey(leaf - 2)) {
                row = List.of(byLeaf.get(leaf - 2), byLeaf.get(leaf - 1), key);
            }
        }
        return row;
    }

    @Test
    void aTreeThatIsBeingWorkedOutIsNotComparedWith() {
        ShardCluster cluster = filled(12);
        loseKeys(cluster, "n2", 0, KEYS);
        cluster.kill("n2");
        cluster.restart("n2");
        cluster.hold(Effect.ScanStore.class, "n2");
        order(cluster, true);
        pass(cluster, 5_000);
        String cause = cluster.shard("n1").repair(ORDER).orElseThrow().cause();
        assertTrue(cause.contains("its tree is being worked out"), cause);
        cluster.release(Effect.ScanStore.class, "n2");
        pass(cluster, 20_000);
        assertAllHoldTheSame(cluster);
        ended(cluster, "n1");
    }

    @Test
    void waitingForItsTurnIsNoWorkThatWouldMakeItWaitLonger() {
        ShardCluster cluster = filled(13).sharing(10);
        loseKeys(cluster, "n2", 0, KEYS);
        pass(cluster, 60_000);
        cluster.hold(Effect.ScanStore.class, "n1");
        order(cluster, true);
        pass(cluster, 400);
        cluster.release(Effect.ScanStore.class, "n1");
        for (int i = 0; i < 40; i++) {
            cluster.get("n1", "nothing", 0);
            pass(cluster, 500);
        }
        assertAllHoldTheSame(cluster);
        for (String node : THREE) {
            ended(cluster, node);
        }
    }

    @Test
    void aDamagedCopyIsFoundAndMended() {
        ShardCluster cluster = filled(8);
        cluster.kill("n2");
        cluster.damage("n2", "key4");
        cluster.restart("n2");
        order(cluster, true);
        pass(cluster, 10_000);
        assertAllHoldTheSame(cluster);
    }

    @Test
    void aDamagedCopyIsSetAsideBeforeItIsMended() {
        ShardCluster cluster = filled(8);
        cluster.kill("n2");
        cluster.damage("n2", "key4");
        Bytes damaged = cluster.stored("n2", "key4");
        cluster.restart("n2");
        order(cluster, true);
        pass(cluster, 10_000);
        assertAllHoldTheSame(cluster);
        List<Effect.SetAside> kept = cluster.setAside("n2");
        assertFalse(kept.isEmpty());
        for (Effect.SetAside each : kept) {
            assertEquals(damaged, each.stored());
            assertEquals(StoreKind.OBJECTS, each.kind());
            assertEquals(Bytes.utf8("key4"), Bytes.wrap(each.key().key()));
            assertTrue(each.why().contains("damaged"), each.why());
        }
        assertEquals(List.of(), cluster.setAside("n1"));
    }

    @Test
    void aDamagedCopyThatARunningNodeMeetsIsMendedThoughItsTreeHadTheSoundOne() {
        ShardCluster cluster = filled(9).comparingEvery(2_000);
        pass(cluster, 5_000);
        cluster.damage("n2", "key4");
        cluster.get("n2", "key4", 1);
        pass(cluster, 10_000);
        assertAllHoldTheSame(cluster);
    }

    @Test
    void aDamagedCopyThatNobodyReadsIsFoundByReadingThroughAndMended() {
        ShardCluster cluster = filled(12).comparingEvery(2_000).scrubbingWithin(20_000);
        pass(cluster, 1_000);
        cluster.damage("n2", "key4");
        pass(cluster, 40_000);
        assertAllHoldTheSame(cluster);
        assertTrue(cluster.count("n2", Counter.KEYS_SCRUBBED) >= KEYS);
        assertEquals(0, cluster.count("n1", Counter.RECORDS_CORRUPT));
    }

    @Test
    void aDiskThatFailsMakesNoTreeLie() {
        ShardCluster cluster = filled(10);
        cluster.failDisk("n2", ErrorCode.STORAGE_FAILED);
        for (int i = 0; i < 10; i++) {
            cluster.put("n1", "key" + i, "w" + i, CausalContext.NONE);
        }
        pass(cluster, 3_000);
        cluster.healDisk("n2");
        pass(cluster, 12_000);
        assertTreesAreAsStores(cluster, "seed 10");
    }

    @Test
    void aTreeInWhichABitHasFlippedIsFoundWrongAndWorkedOutAnewOnWhicheverSide() {
        for (String wrong : THREE) {
            ShardCluster cluster = filled(40);
            SortedMap<TreeName, Bytes> right = cluster.shard(wrong).knownTrees();
            SortedMap<TreeName, Bytes> flipped = new TreeMap<>();
            right.forEach((name, tree) -> {
                byte[] bytes = tree.toArray();
                bytes[bytes.length / 2] ^= 4;
                flipped.put(name, Bytes.wrap(bytes));
            });
            cluster.kill(wrong);
            cluster.resumeNext(wrong, flipped);
            cluster.restart(wrong);
            for (int i = 0; i < 2; i++) {
                order(cluster, true);
                pass(cluster, 10_000);
            }
            assertEquals(right, cluster.shard(wrong).knownTrees(), wrong);
            long repaired = 0;
            for (String node : THREE) {
                repaired += cluster.count(node, Counter.KEYS_REPAIRED);
            }
            assertEquals(0, repaired, wrong);
        }
    }

    /** Trees that went along with every write are those that a scan of the same stores gives. */
    private static void assertTreesAreAsStores(ShardCluster cluster, String seed) {
        for (String node : THREE) {
            SortedMap<TreeName, Bytes> before = cluster.shard(node).knownTrees();
            assertEquals(THREE.length, before.size(), seed + " " + node);
            cluster.kill(node);
            cluster.restart(node);
            pass(cluster, 12_000);
            assertEquals(before, cluster.shard(node).knownTrees(), seed + " " + node);
        }
    }

    @Test
    void treesAreAsStoresWhateverWasWritten() {
        for (int seed = 1; seed <= 20; seed++) {
            ShardCluster cluster = new ShardCluster(seed, 2, 2, THREE);
            Random random = new Random(seed);
            for (int i = 0; i < 200; i++) {
                String node = THREE[random.nextInt(3)];
                String key = "key" + random.nextInt(20);
                CausalContext context = CausalContext.NONE;
                if (random.nextBoolean()) {
                    Answer answer = cluster.get(node, key, 1);
                    cluster.settle();
                    context = answer.found().context();
                }
                Optional<String> value = random.nextInt(3) == 0 ? Optional.empty() : Optional.of("v" + i);
                cluster.put(node, key, value, context, cluster.newRequest());
                if (random.nextInt(4) == 0) {
                    cluster.settle();
                }
            }
            pass(cluster, 8_000);
            assertTreesAreAsStores(cluster, "seed " + seed);
            order(cluster, true);
            pass(cluster, 5_000);
            assertEquals(0, differing(cluster), "seed " + seed);
        }
    }
}
