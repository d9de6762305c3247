package org.armature.reconciler.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.armature.reconciler.CounterExample;
import org.armature.reconciler.Reconciler;
import org.armature.reconciler.ReconcilerLaws;
import org.armature.reconciler.Sibling;
import org.armature.reconciler.UnfitValue;
import org.junit.jupiter.api.Test;

/** What a node asks of every reconciler before it uses it, and more of it. */
public abstract class ReconcilerContract {
    private static final int SEEDS = 20;
    private static final int SAMPLES = 200;
    private static final int GARBLED = 500;

    /** A new one each time. */
    protected abstract Reconciler reconciler();

    @Test
    void itsNameIsOneThatATableCanGive() {
        String name = reconciler().name();
        assertTrue(name.matches("[a-z0-9][a-z0-9_-]{0,47}"), name);
        assertFalse(List.of("siblings", "lww").contains(name), name + " means something else in a configuration");
    }

    @Test
    void itSaysItsVersion() {
        assertFalse(reconciler().version().isBlank());
    }

    @Test
    void itKeepsTheLaws() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Optional<CounterExample> broken = new ReconcilerLaws(reconciler(), seed, ReconcilerLaws.ROUNDS).check();
            assertEquals(Optional.empty(), broken, "seed " + seed);
        }
    }

    @Test
    void twoOfItMakeTheSame() throws UnfitValue {
        Random random = new Random(1);
        for (int i = 0; i < SAMPLES; i++) {
            List<Sibling> siblings = List.of(sibling(random, "n1"), sibling(random, "n2"), sibling(random, "n3"));
            assertEquals(text(reconciler().merge(siblings)), text(reconciler().merge(siblings)));
        }
    }

    @Test
    void itsSamplesDifferAndAreTheSameForEqualRandomNumbers() {
        Reconciler reconciler = reconciler();
        Random random = new Random(1);
        Random same = new Random(1);
        TreeSet<String> samples = new TreeSet<>();
        for (int i = 0; i < SAMPLES; i++) {
            String sample = text(reconciler.sample(random));
            assertEquals(sample, text(reconciler.sample(same)));
            samples.add(sample);
        }
        assertTrue(samples.size() >= 5, "of " + SAMPLES + " samples only " + samples.size() + " differ: " + samples);
    }

    /** Clients may write anything; such a key must not cost other keys their reconciler. */
    @Test
    void bytesItDoesNotUnderstandItRefusesByUnfitValueAndByNothingElse() {
        Reconciler reconciler = reconciler();
        Random random = new Random(1);
        for (int i = 0; i < GARBLED; i++) {
            byte[] garbled = garbled(reconciler, random, i);
            try {
                byte[] merged = reconciler.merge(List.of(new Sibling(garbled, 1, "n1"), sibling(random, "n2")));
                assertNotNull(merged, () -> "merging " + text(garbled));
            } catch (UnfitValue expected) {
                assertNotNull(expected.getMessage(), () -> "of " + text(garbled));
            } catch (RuntimeException | StackOverflowError thrown) {
                throw new AssertionError("merging " + text(garbled) + " throws " + thrown, thrown);
            }
        }
    }

    /** Sometimes just bytes, and sometimes a value with one byte changed or its end missing. */
    private static byte[] garbled(Reconciler reconciler, Random random, int round) {
        byte[] bytes = round % 3 == 0 ? new byte[random.nextInt(64)] : reconciler.sample(random);
        if (round % 3 == 0) {
            random.nextBytes(bytes);
        } else if (bytes.length > 0 && round % 3 == 1) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        } else {
            bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
        }
        return bytes;
    }

    private Sibling sibling(Random random, String writer) {
        return new Sibling(reconciler().sample(random), 1 + random.nextInt(3), writer);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
