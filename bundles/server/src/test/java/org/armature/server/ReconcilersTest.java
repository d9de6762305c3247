package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.armature.reconciler.Sibling;
import org.armature.reconciler.UnfitValue;
import org.armature.server.InstalledReconciler.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReconcilersTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(150);
    private static final int MOST_BYTES = 100;
    private static final List<Sibling> SIBLINGS = List.of(Words.sibling("b a"), Words.sibling("c"));
    private static final List<Sibling> BAD = List.of(Words.sibling("bad"), Words.sibling("c"));

    private final Reconcilers reconcilers = new Reconcilers();
    private final CountDownLatch released = new CountDownLatch(1);

    @AfterEach
    void end() {
        released.countDown();
        reconcilers.close();
    }

    private InstalledReconciler came(Words words, String bundleVersion) {
        reconcilers.came(words, new EngineOrigin(1, "com.example.words", bundleVersion));
        reconcilers.awaitVerdicts();
        List<InstalledReconciler> all = reconcilers.all();
        return all.get(all.size() - 1);
    }

    private static MergeResult merge(InstalledReconciler reconciler, List<Sibling> siblings, Duration limit) {
        return reconciler.merge(siblings, MOST_BYTES, limit).join();
    }

    private static String text(MergeResult result) {
        return result instanceof MergeResult.Merged merged ? merged.value().utf8() : result.toString();
    }

    /** Neither ends nor heeds an interrupt, until the test does. */
    private byte[] hang() {
        boolean over = false;
        while (!over) {
            try {
                over = released.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                over = released.getCount() == 0;
            }
        }
        return new byte[0];
    }

    @Test
    void oneThatKeepsTheLawsServes() {
        InstalledReconciler union = came(Words.union("1.0.0"), "1.0.0");
        assertEquals(Optional.of(union), reconcilers.serving(Words.NAME));
        assertEquals("a b c", text(merge(union, SIBLINGS, LONG)));
        assertEquals(List.of(), reconcilers.warnings(new TreeMap<>(Map.of("shop/cart", Words.NAME))));
    }

    @Test
    void oneThatBreaksALawIsRefusedWithACounterExample() {
        InstalledReconciler first = came(
                Words.always(words -> words.isEmpty()
                        ? new byte[0]
                        : words.first().repeat(words.size()).getBytes(StandardCharsets.UTF_8)),
                "1.0.0");
        assertEquals(State.REFUSED, first.state());
        assertEquals(Optional.empty(), reconcilers.serving(Words.NAME));
        List<String> warnings = reconcilers.warnings(new TreeMap<>(Map.of("shop/cart", Words.NAME)));
        assertTrue(
                warnings.get(0)
                        .matches("ARM-702 reconciler words 1.0.0 of com.example.words 1.0.0 is not used: it is not"
                                + " (associative|idempotent) \\(.*\\): of \\[.*] it makes '.*', but of .*"),
                warnings.toString());
        assertEquals(
                "ARM-701 table shop/cart wants reconciler words, and none of that name can be used on this node:"
                        + " readers see siblings",
                warnings.get(1));
    }

    @Test
    void oneWhoseTrialDoesNotEndIsRefused() {
        try (Reconcilers hasty = new Reconcilers(Duration.ofMillis(50))) {
            hasty.came(Words.always(words -> hang()), EngineOrigin.NONE);
            hasty.awaitVerdicts();
            assertEquals(
                    List.of("ARM-702 reconciler words 1.0.0 is not used: trying it on siblings did not come to an end"
                            + " within 50 ms"),
                    hasty.warnings(Collections.emptySortedMap()));
        }
    }

    @Test
    void theOneOfTheHighestBundleServesAndTheOtherWhenThatGoes() {
        Words newer = Words.union("2.0.0");
        InstalledReconciler old = came(Words.union("1.0.0"), "1.9.0");
        InstalledReconciler now = came(newer, "1.10.0");
        assertEquals(Optional.of(now), reconcilers.serving(Words.NAME));
        reconcilers.went(newer);
        assertEquals(Optional.of(old), reconcilers.serving(Words.NAME));
        assertTrue(merge(now, SIBLINGS, LONG) instanceof MergeResult.Busy, "it is not asked after it went");
    }

    @Test
    void aNewVersionIsTriedOnSiblingsThatReadersMet() {
        reconcilers.samples().met(Words.NAME, List.of(Words.sibling("zebra"), Words.sibling("yak")));
        InstalledReconciler shy = came(
                Words.at("zebra", words -> {
                    throw new UnfitValue("no zebras");
                }),
                "1.0.0");
        assertEquals(State.REFUSED, shy.state());
        assertTrue(shy.why().contains("it says that it can't read them: no zebras"), shy.why());
    }

    @Test
    void oneThatThrowsIsSetAside() {
        InstalledReconciler rude = came(
                Words.at("bad", words -> {
                    throw new IllegalStateException("bad day");
                }),
                "1.0.0");
        assertEquals(
                new MergeResult.Failed("it threw java.lang.IllegalStateException: bad day"), merge(rude, BAD, LONG));
        assertSetAside(rude, "it threw java.lang.IllegalStateException: bad day");
    }

    @Test
    void oneThatMakesNothingIsSetAside() {
        InstalledReconciler idle = came(Words.at("bad", words -> null), "1.0.0");
        merge(idle, BAD, LONG);
        assertSetAside(idle, "it made null");
    }

    @Test
    void oneThatMakesMoreThanItMayAndMoreThanItWasGivenIsSetAside() {
        InstalledReconciler fat = came(Words.at("bad", words -> new byte[MOST_BYTES + 1]), "1.0.0");
        merge(fat, BAD, LONG);
        assertSetAside(fat, "it made 101 bytes of siblings, where 100 are allowed");
    }

    @Test
    void oneThatMakesHardlyMoreThanItWasGivenStays() {
        InstalledReconciler union = came(Words.union("1.0.0"), "1.0.0");
        List<Sibling> large = List.of(Words.sibling("x".repeat(80)), Words.sibling("y".repeat(80)));
        assertEquals(161, text(merge(union, large, LONG)).length());
        assertEquals(State.FIT, union.state());
    }

    @Test
    void valuesItCannotReadAreNoFaultOfIts() {
        InstalledReconciler strict = came(
                Words.at("bad", words -> {
                    throw new UnfitValue("no bad words");
                }),
                "1.0.0");
        assertEquals(new MergeResult.Unfit("no bad words"), merge(strict, BAD, LONG));
        assertEquals(State.FIT, strict.state());
    }

    @Test
    void oneThatIsLateThreeTimesInARowIsSetAside() {
        InstalledReconciler slow = came(
                Words.at("bad", words -> {
                    try {
                        released.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return new byte[0];
                }),
                "1.0.0");
        for (int i = 0; i < 2; i++) {
            assertEquals(new MergeResult.Late(), merge(slow, BAD, SHORT));
        }
        assertEquals("a b c", text(merge(slow, SIBLINGS, LONG)), "an interrupt meets the call it is for, and no other");
        for (int i = 0; i < 3; i++) {
            assertEquals(State.FIT, slow.state());
            assertEquals(new MergeResult.Late(), merge(slow, BAD, SHORT));
        }
        assertSetAside(slow, "3 merges in a row took longer than 150 ms");
    }

    @Test
    void oneThatHangsIsSetAsideAndWhoWaitsForItIsAnswered() {
        InstalledReconciler stuck = came(Words.at("bad", words -> hang()), "1.0.0");
        assertEquals(new MergeResult.Late(), merge(stuck, BAD, SHORT));
        assertEquals(new MergeResult.Late(), merge(stuck, BAD, SHORT));
        assertEquals(new MergeResult.Busy(), merge(stuck, SIBLINGS, SHORT), "both threads hang");
        Waiting.until("set aside", () -> stuck.state() == State.SET_ASIDE);
        assertSetAside(stuck, "a merge does not come to an end");
    }

    private void assertSetAside(InstalledReconciler reconciler, String why) {
        assertEquals(State.SET_ASIDE, reconciler.state());
        assertEquals(why, reconciler.why());
        assertEquals(Optional.empty(), reconcilers.serving(Words.NAME));
        assertEquals(1, reconcilers.setAside());
        assertEquals(
                List.of("ARM-703 reconciler words 1.0.0 of com.example.words 1.0.0 was set aside: " + why
                        + ". Another version of it, or a new start of the node, tries again"),
                reconcilers.warnings(Collections.emptySortedMap()));
        assertEquals(new MergeResult.Busy(), merge(reconciler, SIBLINGS, LONG), "it is asked no more");
    }
}
