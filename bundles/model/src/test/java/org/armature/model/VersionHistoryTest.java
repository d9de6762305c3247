package org.armature.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.armature.model.KeyHistory.Copy;
import org.junit.jupiter.api.Test;

/** Version sets as histories bring them about, against the causal graph of the writes. */
class VersionHistoryTest {
    private static final int SEEDS = 200;

    @Test
    void whatStandsIsExactlyWhatNoOtherWriterHadSeen() {
        for (long seed = 0; seed < SEEDS; seed++) {
            KeyHistory history = new KeyHistory(seed, false);
            for (int step = 0; step < 120; step++) {
                history.step();
                for (Copy copy : history.replicas()) {
                    assertEquals(history.latest(copy.reached()), copy.standing(), "seed " + seed + " step " + step);
                }
            }
        }
    }

    @Test
    void mergeIsCommutativeAssociativeAndIdempotent() {
        for (long seed = 0; seed < SEEDS; seed++) {
            KeyHistory history = new KeyHistory(seed, false);
            for (int step = 0; step < 120; step++) {
                history.step();
            }
            assertLaws(history, seed);
        }
    }

    @Test
    void mergeIsCommutativeAssociativeAndIdempotentWithRepeatedWritesToo() {
        for (long seed = 0; seed < SEEDS; seed++) {
            assertLaws(rememberedHistory(seed), seed);
        }
    }

    private static void assertLaws(KeyHistory history, long seed) {
        Random random = new Random(seed);
        List<Copy> copies = history.copies();
        for (int i = 0; i < 60; i++) {
            VersionSet a = copies.get(random.nextInt(copies.size())).set();
            VersionSet b = copies.get(random.nextInt(copies.size())).set();
            VersionSet c = copies.get(random.nextInt(copies.size())).set();
            assertEquals(a.merge(b), b.merge(a), "seed " + seed);
            assertEquals(a, a.merge(a), "seed " + seed);
            assertEquals(a.merge(b), a.merge(b).merge(b), "seed " + seed);
            assertEquals(a.merge(b).merge(c), a.merge(b.merge(c)), "seed " + seed);
        }
    }

    @Test
    void repeatedWritesStandOnceAndWhatOneWriterHadSeenUnderEitherDotIsGone() {
        for (long seed = 0; seed < SEEDS; seed++) {
            KeyHistory history = rememberedHistory(seed);
            BitSet all = new BitSet();
            history.copies().forEach(copy -> all.or(copy.reached()));
            for (int order = 0; order < 5; order++) {
                assertEquals(
                        history.latest(all), mergeOfAll(history, seed + order).standing(), "seed " + seed);
            }
        }
    }

    /** With repeats, and no more writes than a log remembers. */
    private static KeyHistory rememberedHistory(long seed) {
        KeyHistory history = new KeyHistory(seed, true);
        for (int step = 0; step < 80 && history.dots() < RequestLog.LIMIT; step++) {
            history.step();
        }
        return history;
    }

    @Test
    void nothingIsLostAndNoWriteStandsTwiceEvenWhenLogsForget() {
        for (long seed = 0; seed < SEEDS; seed++) {
            KeyHistory history = new KeyHistory(seed, true);
            for (int step = 0; step < 250; step++) {
                history.step();
                if (step % 10 == 0) {
                    for (Copy copy : history.replicas()) {
                        assertNothingLost(history, copy, "seed " + seed + " step " + step);
                    }
                }
            }
            assertNothingLost(history, mergeOfAll(history, seed), "seed " + seed);
        }
    }

    @Test
    void whatDeadCoordinatorsLeftIsRecognisedHoweverManyWritesCameSince() {
        for (long seed = 0; seed < SEEDS; seed++) {
            KeyHistory history = new KeyHistory(seed, false);
            List<Copy> left = new ArrayList<>();
            for (int step = 0; step < 250; step++) {
                history.step();
                if (step % 25 == 0) {
                    left.add(history.putThroughOneThatDies());
                }
            }
            Collections.shuffle(left, new Random(seed));
            Copy all = mergeOfAll(history, seed);
            for (Copy copy : left) {
                all = all.merge(copy);
            }
            assertEquals(history.latest(all.reached()), all.standing(), "seed " + seed);
        }
    }

    private static void assertNothingLost(KeyHistory history, Copy copy, String where) {
        assertEquals(new BitSet(), history.lost(copy), where + ": lost");
        assertEquals(copy.set().versions().size(), copy.standing().cardinality(), where + ": a write stands twice");
    }

    @Test
    void replicasThatHaveExchangedTheirSetsAgreeEvenWhenLogsForget() {
        for (long seed = 0; seed < SEEDS; seed++) {
            KeyHistory history = new KeyHistory(seed, true);
            for (int step = 0; step < 250; step++) {
                history.step();
            }
            Random random = new Random(seed);
            List<VersionSet> sets = new ArrayList<>();
            history.replicas().forEach(copy -> sets.add(copy.set()));
            for (int exchange = 0; exchange < 12 * sets.size(); exchange++) {
                int a = random.nextInt(sets.size());
                int b = random.nextInt(sets.size());
                VersionSet merged = sets.get(a).merge(sets.get(b));
                sets.set(a, merged);
                sets.set(b, merged);
            }
            for (VersionSet set : sets) {
                assertEquals(sets.get(0), set, "seed " + seed);
            }
        }
    }

    private static Copy mergeOfAll(KeyHistory history, long seed) {
        List<Copy> copies = new ArrayList<>(history.copies());
        Collections.shuffle(copies, new Random(seed));
        return copies.stream().reduce(Copy.NONE, Copy::merge);
    }
}
