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
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.Key;
import org.armature.model.TableName;
import org.armature.node.PassReport.End;
import org.armature.ring.Position;
import org.armature.storage.StoreKey;
import org.armature.storage.StoreKind;
import org.junit.jupiter.api.Test;

/** How a shard goes through stores that two engines keep. */
class StorePassTest {
    private static final String NODE = "n1";

    private final ShardCluster one = new ShardCluster(1, 1, 1, NODE);
    private long lastPass;

    private static Map<StoreKey, Bytes> served(ShardCluster cluster) {
        return new TreeMap<>(cluster.disk(NODE).store(StoreKind.OBJECTS));
    }

    private static Map<StoreKey, Bytes> others(ShardCluster cluster) {
        return new TreeMap<>(cluster.disk(NODE).other(StoreKind.OBJECTS));
    }

    private void put(int keys) {
        for (int key = 0; key < keys; key++) {
            one.put(NODE, "key" + key, "value", CausalContext.NONE);
        }
        one.settle();
    }

    private void forgetInTheOther() {
        one.disk(NODE).other(StoreKind.OBJECTS).clear();
    }

    private void ask(ShardCluster cluster, StoreKind kind, int partition, boolean mends) {
        cluster.tell(NODE, new Event.PassAsked(++lastPass, ShardCluster.TABLE, kind, partition, mends));
    }

    /** Over all partitions, one pass each. */
    private List<PassReport> passes(ShardCluster cluster, StoreKind kind, boolean mends) {
        int before = cluster.passes(NODE).size();
        int partitions = cluster.rings().partitions();
        for (int partition = 0; partition < partitions; partition++) {
            ask(cluster, kind, partition, mends);
        }
        await(cluster, before + partitions);
        return reports(cluster, before);
    }

    private static List<PassReport> reports(ShardCluster cluster, int from) {
        List<Effect.PassEnded> ended = cluster.passes(NODE);
        return ended.subList(from, ended.size()).stream()
                .map(Effect.PassEnded::report)
                .toList();
    }

    private static void await(ShardCluster cluster, int passes) {
        for (int round = 0; round < 10_000 && cluster.passes(NODE).size() < passes; round++) {
            cluster.settle();
            cluster.passTime(10);
        }
        assertEquals(passes, cluster.passes(NODE).size());
    }

    private static long differing(List<PassReport> reports) {
        return reports.stream().mapToLong(PassReport::differing).sum();
    }

    private static long entries(List<PassReport> reports) {
        return reports.stream().mapToLong(PassReport::entries).sum();
    }

    @Test
    void aFirstPassCopiesTheStoreAndASecondFindsThatBothAreEqual() {
        put(500);
        forgetInTheOther();

        List<PassReport> first = passes(one, StoreKind.OBJECTS, true);
        assertEquals(500, entries(first));
        assertEquals(500, differing(first));
        assertEquals(served(one), others(one));

        List<PassReport> second = passes(one, StoreKind.OBJECTS, true);
        assertEquals(500, entries(second));
        assertEquals(0, differing(second));
        assertTrue(second.stream()
                .allMatch(report ->
                        report.end() == End.COMPLETED && report.cause().isEmpty()));
    }

    @Test
    void whatTheServingEngineLacksIsRemovedFromTheOther() {
        put(10);
        StoreKey stray = served(one).keySet().iterator().next();
        one.disk(NODE).store(StoreKind.OBJECTS).remove(stray);

        assertEquals(1, differing(passes(one, StoreKind.OBJECTS, true)));
        assertEquals(served(one), others(one));
        assertEquals(9, others(one).size());
    }

    @Test
    void aPassThatOnlyLooksCountsAndChangesNothing() {
        put(10);
        forgetInTheOther();
        assertEquals(10, differing(passes(one, StoreKind.OBJECTS, false)));
        assertEquals(Map.of(), others(one));
    }

    @Test
    void hintsAreGoneThroughLikeObjects() {
        ShardCluster three = new ShardCluster(1, 1, 1, NODE, "n2", "n3", "n4");
        three.kill("n2");
        for (int key = 0; key < 40; key++) {
            three.put(NODE, "key" + key, "value", CausalContext.NONE);
        }
        three.settle();
        Map<StoreKey, Bytes> hints = new TreeMap<>(three.disk(NODE).store(StoreKind.HINTS));
        assertNotEquals(Map.of(), hints);
        three.disk(NODE).other(StoreKind.HINTS).clear();

        assertEquals(hints.size(), differing(passes(three, StoreKind.HINTS, true)));
        assertEquals(hints, three.disk(NODE).other(StoreKind.HINTS));
    }

    @Test
    void aRecordThatCanNotBeReadAnyMoreIsCopiedAsItIs() {
        put(1);
        one.damage(NODE, "key0");
        assertEquals(1, differing(passes(one, StoreKind.OBJECTS, true)));
        assertEquals(served(one), others(one));
    }

    @Test
    void aKeyThatIsBeingWrittenIsLookedAtAfterItsTurn() {
        put(1);
        one.hold(Effect.WriteRecord.class, NODE);
        one.put(NODE, "key0", "later", CausalContext.NONE);
        one.settle();
        forgetInTheOther();
        int partition = partitionOf(one);
        ask(one, StoreKind.OBJECTS, partition, true);
        one.settle();
        assertEquals(List.of(), one.passes(NODE), "the pass went on beside the write");

        one.release(Effect.WriteRecord.class, NODE);
        await(one, 1);
        assertEquals(0, one.passes(NODE).get(0).report().differing(), "the write itself had made them equal");
        assertEquals(served(one), others(one));
        assertEquals(List.of("later", "value"), one.read(NODE, "key0"));
    }

    @Test
    void whoWantsToWriteAKeyWaitsForItsMatch() {
        put(1);
        forgetInTheOther();
        one.hold(Effect.MatchRecord.class, NODE);
        ask(one, StoreKind.OBJECTS, partitionOf(one), true);
        one.settle();
        Answer put = one.put(NODE, "key0", "later", CausalContext.NONE);
        Answer another = one.put(NODE, "key0", "last", CausalContext.NONE);
        one.settle();
        assertTrue(!put.isThere() && !another.isThere());

        one.release(Effect.MatchRecord.class, NODE);
        await(one, 1);
        assertEquals(2, put.stored().siblings());
        assertEquals(3, another.stored().siblings());
        assertEquals(served(one), others(one));
    }

    private static int partitionOf(ShardCluster cluster) {
        StoreKey key = served(cluster).keySet().iterator().next();
        return Position.of(new Key(Bytes.wrap(key.key())))
                .partitionOf(cluster.rings().partitions());
    }

    @Test
    void aFailureEndsThePassWithItsCauseAndTheNextOneBegins() {
        put(100);
        forgetInTheOther();
        one.disk(NODE).failOther(true);
        List<PassReport> failed = passes(one, StoreKind.OBJECTS, true);
        assertTrue(
                failed.stream()
                        .filter(report -> report.entries() > 0)
                        .allMatch(report -> report.end() == End.FAILED
                                && report.cause().matches("ARM-402 shop/cart/key[0-9]+: fault")),
                failed::toString);

        one.disk(NODE).failOther(false);
        passes(one, StoreKind.OBJECTS, true);
        assertEquals(served(one), others(one));
    }

    @Test
    void aPassIsStoppedBeforeItsNextPage() {
        put(one.rings().partitions() * 4 * StorePasses.PAGE);
        forgetInTheOther();
        one.hold(Effect.CompareStore.class, NODE);
        ask(one, StoreKind.OBJECTS, 0, true);
        ask(one, StoreKind.OBJECTS, 0, true);
        one.settle();
        one.tell(NODE, new Event.PassStopped(1));
        one.tell(NODE, new Event.PassStopped(2));
        one.tell(NODE, new Event.PassStopped(77));
        one.release(Effect.CompareStore.class, NODE);
        await(one, 2);
        assertEquals(
                List.of(End.STOPPED, End.STOPPED),
                reports(one, 0).stream().map(PassReport::end).toList());
        assertEquals(StorePasses.PAGE, entries(reports(one, 0)));
    }

    @Test
    void aTableThatIsNotConfiguredIsNotGoneThrough() {
        one.tell(NODE, new Event.PassAsked(1, new TableName("shop", "gone"), StoreKind.OBJECTS, 0, true));
        await(one, 1);
        assertEquals("table shop/gone is not configured", reports(one, 0).get(0).cause());
    }

    @Test
    void whateverIsWrittenMeanwhileBothEnginesAreEqualInTheEnd() {
        for (long seed = 0; seed < 200; seed++) {
            run(seed);
        }
    }

    private void run(long seed) {
        Random random = new Random(seed);
        ShardCluster cluster = new ShardCluster(seed, 1, 1, NODE);
        for (int key = 0; key < 30; key++) {
            cluster.put(NODE, "key" + key, "first", CausalContext.NONE);
        }
        cluster.settle();
        cluster.disk(NODE).other(StoreKind.OBJECTS).clear();
        List<Answer> puts = new ArrayList<>();
        int asked = 0;
        for (int step = 0; step < 60; step++) {
            String key = "key" + random.nextInt(40);
            switch (random.nextInt(4)) {
                case 0 -> {
                    ask(
                            cluster,
                            StoreKind.OBJECTS,
                            random.nextInt(cluster.rings().partitions()),
                            true);
                    asked++;
                }
                case 1 -> puts.add(cluster.put(NODE, key, Optional.empty(), CausalContext.NONE, cluster.newRequest()));
                case 2 ->
                    cluster.disk(NODE).other(StoreKind.OBJECTS).keySet().stream()
                            .skip(random.nextInt(10))
                            .findFirst()
                            .ifPresent(lost ->
                                    cluster.disk(NODE).other(StoreKind.OBJECTS).remove(lost));
                default -> puts.add(cluster.put(NODE, key, "v" + step, CausalContext.NONE));
            }
            for (int steps = random.nextInt(8); steps > 0; steps--) {
                cluster.step();
            }
        }
        await(cluster, asked);
        passes(cluster, StoreKind.OBJECTS, true);
        assertEquals(served(cluster), others(cluster), "seed " + seed);
        assertEquals(0, differing(passes(cluster, StoreKind.OBJECTS, true)), "seed " + seed);
        puts.forEach(put -> assertTrue(put.isThere(), "seed " + seed));
    }
}
