package org.armature.reconciler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Reconcilers that are broken in one way each are found, and told of by the law they break. */
class ReconcilerLawsTest {
    private static final int SEEDS = 20;

    @Test
    void aUnionKeepsTheLaws() {
        assertNone(of(siblings -> String.join(" ", Scripted.union(siblings))));
    }

    @Test
    void theLatestByTimeWriterAndBytesKeepsTheLaws() {
        Comparator<Sibling> order = Comparator.comparingLong(Sibling::writtenMillis)
                .thenComparing(Sibling::writtenBy)
                .thenComparing(Scripted::text);
        assertNone(of(siblings -> Scripted.text(siblings.stream().max(order).orElseThrow())));
    }

    @Test
    void theFirstOfTheListDependsOnTheOrder() {
        assertBroken(Law.COMMUTATIVE, of(siblings -> Scripted.text(siblings.get(0))));
    }

    @Test
    void theLatestByTimeAloneDependsOnTheOrderWhereTimesAreEqual() {
        assertBroken(
                Law.COMMUTATIVE,
                of(siblings -> Scripted.text(siblings.stream()
                        .max(Comparator.comparingLong(Sibling::writtenMillis))
                        .orElseThrow())));
    }

    @Test
    void whatBelongsToMoreThanHalfOfTheSiblingsDependsOnTheGrouping() {
        assertBroken(Law.ASSOCIATIVE, of(siblings -> Scripted.union(siblings).stream()
                .filter(word -> 2
                                * siblings.stream()
                                        .filter(sibling -> List.of(
                                                        Scripted.text(sibling).split(" ", -1))
                                                .contains(word))
                                        .count()
                        > siblings.size())
                .collect(Collectors.joining(" "))));
    }

    @Test
    void aSumCountsTwiceWhatWasMergedAlready() {
        assertBroken(Law.IDEMPOTENT, of(siblings -> siblings.stream()
                .map(Scripted::text)
                .flatMap(text -> List.of(text.split(" ", -1)).stream())
                .filter(word -> !word.isEmpty())
                .sorted()
                .collect(Collectors.joining(" "))));
    }

    @Test
    void aCountOfItsOwnMakesItMakeSomethingElseEachTime() {
        AtomicLong calls = new AtomicLong();
        assertBroken(Law.DETERMINISTIC, of(siblings -> "call " + calls.incrementAndGet()));
    }

    @Test
    void oneThatThrowsAtSomeSiblingsIsFound() {
        assertBroken(Law.TOTAL, of(siblings -> {
            TreeSet<String> union = Scripted.union(siblings);
            if (union.contains("a") && union.contains("f")) {
                throw new IllegalStateException("never both");
            }
            return String.join(" ", union);
        }));
    }

    @Test
    void oneThatCannotReadItsOwnSamplesIsFound() {
        assertBroken(Law.TOTAL, of(siblings -> {
            throw new UnfitValue("no beginning");
        }));
    }

    @Test
    void oneThatOffersNoSampleIsFound() {
        Reconciler silent = new Scripted() {
            @Override
            String mergeTexts(List<Sibling> siblings) {
                return "";
            }

            @Override
            public byte[] sample(RandomGenerator random) {
                return null;
            }
        };
        assertBroken(Law.TOTAL, silent);
    }

    @Test
    void storedSiblingsAreTriedToo() {
        Reconciler shy = of(siblings -> {
            TreeSet<String> union = Scripted.union(siblings);
            return union.contains("zebra") ? Scripted.text(siblings.get(0)) : String.join(" ", union);
        });
        assertEquals(Optional.empty(), new ReconcilerLaws(shy, 1, ReconcilerLaws.ROUNDS).check());
        List<Sibling> stored = List.of(
                new Sibling(Scripted.bytes("zebra"), 5, "n1"), new Sibling(Scripted.bytes("yak zebra"), 6, "n2"));
        CounterExample found = new ReconcilerLaws(shy, 1, ReconcilerLaws.ROUNDS)
                .check(List.of(stored))
                .orElseThrow();
        assertEquals(stored, found.siblings());
    }

    @Test
    void aCounterExampleTellsInWordsWhatWasMergedAndWhatCameOut() {
        Reconciler first = of(siblings -> Scripted.text(siblings.get(0)));
        String words = new ReconcilerLaws(first, 7, ReconcilerLaws.ROUNDS)
                .check()
                .orElseThrow()
                .toString();
        assertTrue(
                words.matches(
                        "it is not commutative \\(the order of siblings must not matter\\): of"
                                + " \\['.*'@\\d/n\\d, '.*'@\\d/n\\d] it makes '.*', but of \\['.*'@\\d/n\\d, '.*'@\\d/n\\d] '.*'"),
                words);
    }

    @Test
    void equalSeedsFindTheSame() {
        Reconciler first = of(siblings -> Scripted.text(siblings.get(0)));
        assertEquals(
                new ReconcilerLaws(first, 3, 50).check().orElseThrow().toString(),
                new ReconcilerLaws(first, 3, 50).check().orElseThrow().toString());
    }

    @Test
    void itTriesAtLeastOneRound() {
        Reconciler union = of(siblings -> String.join(" ", Scripted.union(siblings)));
        assertThrows(IllegalArgumentException.class, () -> new ReconcilerLaws(union, 1, 0));
    }

    @Test
    void bytesThatAreNoTextAreShownAsDigits() {
        assertEquals("0xff00", Preview.of(new byte[] {(byte) 0xff, 0}));
        assertEquals("'ä'", Preview.of("ä".getBytes(StandardCharsets.UTF_8)));
        assertTrue(Preview.of(new byte[1_000]).endsWith("… (1000 bytes)"));
        assertTrue(
                Preview.of("x".repeat(1_000).getBytes(StandardCharsets.UTF_8)).endsWith("…' (1000 bytes)"));
    }

    @Test
    void aSiblingCannotBeChangedThroughItsBytes() {
        byte[] given = {1};
        Sibling sibling = new Sibling(given, 1, "n1");
        given[0] = 2;
        sibling.value()[0] = 3;
        assertEquals(1, sibling.value()[0]);
        assertEquals(1, sibling.length());
    }

    private interface Merge {
        String of(List<Sibling> siblings) throws UnfitValue;
    }

    private static Reconciler of(Merge merge) {
        return new Scripted() {
            @Override
            String mergeTexts(List<Sibling> siblings) throws UnfitValue {
                return merge.of(siblings);
            }
        };
    }

    private static void assertNone(Reconciler reconciler) {
        for (long seed = 0; seed < SEEDS; seed++) {
            assertEquals(
                    Optional.empty(),
                    new ReconcilerLaws(reconciler, seed, ReconcilerLaws.ROUNDS).check(),
                    "seed " + seed);
        }
    }

    private static void assertBroken(Law law, Reconciler reconciler) {
        for (long seed = 0; seed < SEEDS; seed++) {
            Optional<CounterExample> found = new ReconcilerLaws(reconciler, seed, ReconcilerLaws.ROUNDS).check();
            assertEquals(Optional.of(law), found.map(CounterExample::law), "seed " + seed + ": " + found);
        }
    }
}
