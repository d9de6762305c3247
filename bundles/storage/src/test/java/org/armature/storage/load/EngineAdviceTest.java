package org.armature.storage.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.armature.storage.AccessPattern;
import org.armature.storage.Durability;
import org.armature.storage.EngineChoice.Candidate;
import org.armature.storage.EngineProfile;
import org.junit.jupiter.api.Test;

class EngineAdviceTest {
    private static final long KB = 1_000;
    private static final Candidate BDBJE = engine("bdbje", 0, 100 * KB, AccessPattern.RANDOM_READS);
    private static final Candidate MYSQL = engine("mysql", 100 * KB, 16_000 * KB, AccessPattern.values());
    private static final List<Candidate> BOTH = List.of(BDBJE, MYSQL);

    @Test
    void anotherEngineIsAdvisedWithAllItsNumbersWhenMostObjectsAreOutsideTheRange() {
        EngineAdvice advice = EngineAdvice.of(evidence(BDBJE, BOTH, sizes(Map.of(1 * KB, 500L, 300 * KB, 9_500L))))
                .orElseThrow();
        assertEquals("mysql", advice.engine());
        assertTrue(advice.strong());
        assertEquals(
                "table shop/photo declares objects of 1 KiB with durability process; its engine bdbje advertises 0 to"
                        + " 100000 bytes, but of 10000 objects got and put lately 95 % are above 100000 bytes (half up to"
                        + " 327679): engine mysql advertises 100000 to 16000000 bytes, which holds 95 % of them; see"
                        + " `armature engine explain shop/photo`",
                advice.text());
    }

    @Test
    void anEngineForLargeObjectsIsAdvisedAgainstWhenMostAreSmall() {
        EngineAdvice advice = EngineAdvice.of(evidence(MYSQL, BOTH, sizes(Map.of(1 * KB, 6_000L))))
                .orElseThrow();
        assertEquals("bdbje", advice.engine());
        assertTrue(advice.text().contains("100 % are below 100000 bytes"), advice.text());
    }

    @Test
    void theAdviceIsWeakWhereTheEvidenceIs() {
        assertFalse(EngineAdvice.of(evidence(BDBJE, BOTH, sizes(Map.of(1 * KB, 1_000L, 300 * KB, 9_000L))))
                .filter(EngineAdvice::strong)
                .isPresent());
        assertFalse(EngineAdvice.of(evidence(BDBJE, BOTH, sizes(Map.of(300 * KB, 4_999L))))
                .orElseThrow()
                .strong());
        assertTrue(EngineAdvice.of(evidence(BDBJE, BOTH, sizes(Map.of(300 * KB, 5_000L))))
                .orElseThrow()
                .strong());
    }

    @Test
    void thereIsNoneFromTooFewObjects() {
        EngineAdvice.Evidence few = evidence(BDBJE, BOTH, sizes(Map.of(300 * KB, 999L)));
        assertEquals(Optional.empty(), EngineAdvice.of(few));
        assertEquals(
                "no advice: it takes 1000 objects got and put lately, and there were 999", EngineAdvice.silence(few));
        assertTrue(EngineAdvice.of(evidence(BDBJE, BOTH, sizes(Map.of(300 * KB, 1_000L))))
                .isPresent());
    }

    @Test
    void thereIsNoneWhereTheEngineSuitsAtLeastHalfOfTheObjects() {
        EngineAdvice.Evidence half = evidence(BDBJE, BOTH, sizes(Map.of(1 * KB, 5_001L, 300 * KB, 4_999L)));
        assertEquals(Optional.empty(), EngineAdvice.of(half));
        assertTrue(EngineAdvice.silence(half).contains("50 % of them are within the 0 to 100000 bytes of bdbje"));
    }

    @Test
    void thereIsNoneWhereNobodySuitsBetter() {
        LoadWindow large = sizes(Map.of(300 * KB, 9_000L));
        assertEquals(Optional.empty(), EngineAdvice.of(evidence(BDBJE, List.of(BDBJE), large)));
        LoadWindow both = sizes(Map.of(200 * KB, 5_000L, 20 * KB, 5_000L));
        Candidate tiny = engine("tiny", 0, 10 * KB, AccessPattern.values());
        assertEquals(Optional.empty(), EngineAdvice.of(evidence(tiny, List.of(tiny, MYSQL), both)));
    }

    @Test
    void anEngineThatPromisesLessOrCannotStoreTheLargestIsNeverAdvised() {
        LoadWindow large = sizes(Map.of(300 * KB, 9_000L, 20_000 * KB, 1L));
        assertEquals(Optional.empty(), EngineAdvice.of(evidence(BDBJE, BOTH, large)));
        Candidate forgetful = new Candidate(
                "forgetful",
                new EngineProfile(0, 16_000 * KB, 16_000 * KB, EnumSet.of(Durability.MEMORY), true, "anything"));
        assertEquals(
                Optional.empty(),
                EngineAdvice.of(evidence(BDBJE, List.of(BDBJE, forgetful), sizes(Map.of(300 * KB, 9_000L)))));
        EngineAdvice.Evidence careless = new EngineAdvice.Evidence(
                "shop/photo",
                "declares nothing much",
                BDBJE,
                Durability.MEMORY,
                List.of(BDBJE, forgetful),
                sizes(Map.of(300 * KB, 9_000L)));
        assertEquals(Optional.empty(), EngineAdvice.of(careless), "it would be gone with the process");
    }

    @Test
    void whatIsDoneWithATableIsHeldAgainstWhatEnginesAdvertise() {
        Candidate writer = engine("writer", 0, 200 * KB, AccessPattern.RANDOM_WRITES);
        LoadWindow writes = window(Map.of(Operation.PUT, 8_000L, Operation.GET, 2_000L), 600, 100);
        EngineAdvice advice =
                EngineAdvice.of(evidence(BDBJE, List.of(BDBJE, writer), writes)).orElseThrow();
        assertEquals("writer", advice.engine());
        assertFalse(advice.strong(), "accesses alone are never strong");
        assertTrue(
                advice.text()
                        .contains(
                                "bdbje does not advertise random-writes, but lately 80 % of 10000 operations were puts"
                                        + " and deletes: engine writer advertises that; see"),
                advice.text());
        LoadWindow reads = window(Map.of(Operation.PUT, 2_000L, Operation.GET, 8_000L), 600, 100);
        assertEquals(Optional.empty(), EngineAdvice.of(evidence(BDBJE, List.of(BDBJE, writer), reads)));
    }

    @Test
    void burstsAreFarMoreWritesThanTheMeanOverSomeTime() {
        Map<Operation, Long> operations = Map.of(Operation.PUT, 5_000L, Operation.GET, 5_000L);
        assertEquals(Set.of(AccessPattern.WRITE_BURSTS), EngineAdvice.measured(window(operations, 100, 500)));
        assertEquals(Set.of(), EngineAdvice.measured(window(operations, 100, 499)));
        assertEquals(Set.of(), EngineAdvice.measured(window(operations, 29, 5_000)));
        EngineAdvice advice = EngineAdvice.of(evidence(BDBJE, BOTH, window(operations, 100, 500), 120 * KB))
                .orElseThrow();
        assertTrue(advice.text().contains("the busiest 10 seconds had 500 writes, 10 times the mean"), advice.text());
    }

    private static EngineAdvice.Evidence evidence(Candidate engine, List<Candidate> present, LoadWindow recent) {
        return new EngineAdvice.Evidence(
                "shop/photo",
                "declares objects of 1 KiB with durability process",
                engine,
                Durability.PROCESS,
                present,
                recent);
    }

    /** With an engine that holds these objects too. */
    private static EngineAdvice.Evidence evidence(
            Candidate engine, List<Candidate> present, LoadWindow recent, long upTo) {
        Candidate wide = engine("wide", 0, upTo, AccessPattern.values());
        return evidence(engine, List.of(present.get(0), wide), recent);
    }

    private static LoadWindow sizes(Map<Long, Long> counts) {
        SizeHistogram.Builder sizes = new SizeHistogram.Builder();
        long all = 0;
        for (Map.Entry<Long, Long> entry : new TreeMap<>(counts).entrySet()) {
            sizes.add(SizeHistogram.classOf(entry.getKey()), entry.getValue());
            all += entry.getValue();
        }
        return new LoadWindow(
                new TreeMap<>(Map.of(Operation.GET, all / 2, Operation.PUT, all - all / 2)), sizes.build(), 600, 100);
    }

    private static LoadWindow window(Map<Operation, Long> operations, long slices, long busiest) {
        SizeHistogram sizes = new SizeHistogram.Builder()
                .add(SizeHistogram.classOf(1 * KB), 10_000)
                .build();
        return new LoadWindow(new TreeMap<>(operations), sizes, slices, busiest);
    }

    private static Candidate engine(String name, long from, long to, AccessPattern... accesses) {
        EnumSet<AccessPattern> served = EnumSet.noneOf(AccessPattern.class);
        served.addAll(Arrays.asList(accesses));
        return new Candidate(
                name,
                new EngineProfile(
                        from, to, to, EnumSet.of(Durability.PROCESS, Durability.DISK), true, served, "anything"));
    }
}
