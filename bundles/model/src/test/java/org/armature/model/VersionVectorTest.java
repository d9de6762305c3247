package org.armature.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.model.VersionVector.Entry;
import org.junit.jupiter.api.Test;

class VersionVectorTest {
    private static final int SEEDS = 2_000;
    private static final ActorId A = actor("a", 0);
    private static final ActorId B = actor("b", 0);

    @Test
    void hasSeenEveryEventUpToItsEntry() {
        VersionVector vector = VersionVector.EMPTY.with(new Dot(A, 3), 1);
        assertTrue(vector.covers(new Dot(A, 1)));
        assertTrue(vector.covers(new Dot(A, 3)));
        assertFalse(vector.covers(new Dot(A, 4)));
        assertFalse(vector.covers(new Dot(B, 1)));
        assertEquals(3, vector.counter(A));
        assertEquals(0, vector.counter(B));
    }

    @Test
    void incarnationsAndEpochsOfANodeCountApart() {
        VersionVector vector = VersionVector.EMPTY.with(new Dot(actor("a", 1), 5), 1);
        assertEquals(0, vector.counter(actor("a", 2)));
        assertEquals(0, vector.counter(new ActorId(new NodeId("a"), 1, 9)));
    }

    @Test
    void anOlderDotChangesNothing() {
        VersionVector vector = VersionVector.EMPTY.with(new Dot(A, 3), 10);
        assertSame(vector, vector.with(new Dot(A, 2), 99));
        assertEquals(new Entry(3, 10), vector.entries().get(A));
    }

    @Test
    void mergeIsCommutativeAssociativeAndIdempotent() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            VersionVector a = random(random);
            VersionVector b = random(random);
            VersionVector c = random(random);
            assertSameEntries(a.merge(b), b.merge(a), seed);
            assertSameEntries(a.merge(b).merge(c), a.merge(b.merge(c)), seed);
            assertSameEntries(a, a.merge(a), seed);
            assertSameEntries(a, a.merge(VersionVector.EMPTY), seed);
            assertSameEntries(a, VersionVector.EMPTY.merge(a), seed);
        }
    }

    @Test
    void aMergeIsTheLeastVectorThatDescendsBoth() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            VersionVector a = random(random);
            VersionVector b = random(random);
            VersionVector merged = a.merge(b);
            assertTrue(merged.descends(a) && merged.descends(b), "seed " + seed);
            for (int node = 0; node < 4; node++) {
                ActorId actor = actor("n" + node, 0);
                assertEquals(Math.max(a.counter(actor), b.counter(actor)), merged.counter(actor), "seed " + seed);
            }
        }
    }

    @Test
    void descendsIsAPartialOrder() {
        int ordered = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            VersionVector a = random(random);
            VersionVector b = random.nextBoolean() ? random(random) : a.merge(random(random));
            VersionVector c = random.nextBoolean() ? random(random) : b.merge(random(random));
            assertTrue(a.descends(a), "seed " + seed);
            assertEquals(a.descends(b) && b.descends(a), a.equals(b), "seed " + seed);
            assertEquals(a.descends(b), a.merge(b).equals(a), "seed " + seed);
            if (c.descends(b) && b.descends(a)) {
                assertTrue(c.descends(a), "seed " + seed);
                ordered++;
            }
        }
        assertTrue(ordered > SEEDS / 10, "only " + ordered);
    }

    @Test
    void withADotItCoversWhatItCoveredAndTheDot() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            VersionVector before = random(random);
            Dot dot = new Dot(actor("n" + random.nextInt(4), 0), 1 + random.nextInt(4));
            VersionVector after = before.with(dot, 7);
            assertTrue(after.covers(dot) && after.descends(before), "seed " + seed);
            assertEquals(Math.max(before.counter(dot.actor()), dot.counter()), after.counter(dot.actor()));
            assertEquals(before.covers(dot), after.equals(before), "seed " + seed);
        }
    }

    @Test
    void theTimeOfAnEntryHasNoPartInEqualityOrHash() {
        VersionVector early = VersionVector.of(Map.of(A, new Entry(2, 1), B, new Entry(1, 1)));
        VersionVector late = VersionVector.of(Map.of(A, new Entry(2, 9), B, new Entry(1, 9)));
        assertEquals(early, late);
        assertEquals(early.hashCode(), late.hashCode());
        assertNotEquals(early, VersionVector.of(Map.of(A, new Entry(3, 1), B, new Entry(1, 1))));
        assertNotEquals(early, VersionVector.of(Map.of(A, new Entry(2, 1))));
    }

    @Test
    void aMergeKeepsTheTimeAtWhichTheCounterWasReached() {
        VersionVector low = VersionVector.of(Map.of(A, new Entry(1, 50)));
        VersionVector high = VersionVector.of(Map.of(A, new Entry(2, 20)));
        VersionVector again = VersionVector.of(Map.of(A, new Entry(2, 30)));
        assertEquals(new Entry(2, 20), low.merge(high).entries().get(A));
        assertEquals(new Entry(2, 30), high.merge(again).entries().get(A));
    }

    @Test
    void entriesComeInTheOrderOfTheirActorsAndGoBackUnchanged() {
        for (long seed = 0; seed < SEEDS; seed++) {
            VersionVector vector = random(new Random(seed));
            List<ActorId> visited = new ArrayList<>();
            vector.forEach((actor, entry) -> visited.add(actor));
            assertEquals(List.copyOf(vector.entries().keySet()), visited, "seed " + seed);
            assertEquals(vector.size(), visited.size());
            assertSameEntries(vector, VersionVector.of(vector.entries()), seed);
        }
    }

    @Test
    void readsAsActorsWithTheirCounters() {
        assertEquals(
                "[a.f.2:3, b.0.0:1]",
                VersionVector.EMPTY
                        .with(new Dot(B, 1), 0)
                        .with(new Dot(new ActorId(new NodeId("a"), 15, 2), 3), 0)
                        .toString());
    }

    @Test
    void refusesToCountFromZero() {
        assertThrows(IllegalArgumentException.class, () -> new Entry(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Dot(A, 0));
    }

    private static void assertSameEntries(VersionVector expected, VersionVector actual, long seed) {
        assertEquals(expected.entries(), actual.entries(), "seed " + seed);
        assertEquals(expected, actual, "seed " + seed);
        assertEquals(expected.hashCode(), actual.hashCode(), "seed " + seed);
    }

    private static VersionVector random(Random random) {
        SortedMap<ActorId, Entry> entries = new TreeMap<>();
        for (int size = random.nextInt(4); size > 0; size--) {
            entries.put(actor("n" + random.nextInt(4), 0), new Entry(1 + random.nextInt(4), random.nextInt(3)));
        }
        return VersionVector.of(entries);
    }

    private static ActorId actor(String node, long incarnation) {
        return new ActorId(new NodeId(node), incarnation, 0);
    }
}
