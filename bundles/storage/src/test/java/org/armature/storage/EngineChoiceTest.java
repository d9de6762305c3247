package org.armature.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.armature.storage.EngineChoice.Candidate;
import org.junit.jupiter.api.Test;

class EngineChoiceTest {
    private static final Candidate SMALL = candidate("small", 0, 1_000);
    private static final Candidate WIDE = candidate("wide", 0, 1_000_000);
    private static final Candidate LARGE = candidate("large", 100_000, 1_000_000);
    private static final List<Candidate> ALL = List.of(WIDE, LARGE, SMALL);

    @Test
    void takesTheEngineTheTableNames() {
        assertEquals(Optional.of("wide"), EngineChoice.byName("wide", ALL).engine());
    }

    @Test
    void saysWhichEnginesAreInstalledWhenTheNamedOneIsNot() {
        EngineChoice choice = EngineChoice.byName("mysql", ALL);
        assertEquals(Optional.empty(), choice.engine());
        assertEquals(
                "the table names engine \"mysql\", but installed are large (100000 to 1000000 bytes),"
                        + " small (0 to 1000 bytes), wide (0 to 1000000 bytes)",
                choice.reason());
    }

    @Test
    void takesTheNarrowestRangeThatContainsTheSize() {
        assertEquals(
                Optional.of("small"),
                EngineChoice.byObjectSize(1_000, Durability.PROCESS, ALL).engine());
        assertEquals(
                Optional.of("wide"),
                EngineChoice.byObjectSize(1_001, Durability.PROCESS, ALL).engine());
        assertEquals(
                Optional.of("large"),
                EngineChoice.byObjectSize(100_000, Durability.PROCESS, ALL).engine());
    }

    @Test
    void takesTheFirstByNameOfEquallyNarrowRangesInWhateverOrderTheyCame() {
        Candidate other = candidate("another", 0, 1_000);
        assertEquals(
                Optional.of("another"),
                EngineChoice.byObjectSize(10, Durability.PROCESS, List.of(SMALL, other))
                        .engine());
        assertEquals(
                Optional.of("another"),
                EngineChoice.byObjectSize(10, Durability.PROCESS, List.of(other, SMALL))
                        .engine());
    }

    @Test
    void passesOverAnEngineThatDoesNotPromiseTheDurability() {
        assertEquals(
                Optional.empty(),
                EngineChoice.byObjectSize(1_000, Durability.DISK, ALL).engine());
    }

    @Test
    void explainsWhatItCompared() {
        assertEquals(
                "objects of about 200000 bytes are within its 100000 to 1000000 bytes",
                EngineChoice.byObjectSize(200_000, Durability.PROCESS, ALL).reason());
    }

    @Test
    void saysThatNoEngineServesASizeOutsideAllRanges() {
        EngineChoice choice = EngineChoice.byObjectSize(2_000_000, Durability.PROCESS, ALL);
        assertEquals(Optional.empty(), choice.engine());
        assertTrue(
                choice.reason()
                        .startsWith(
                                "no engine advertises objects of 2000000 bytes with durability process, and installed are large"),
                choice.reason());
    }

    @Test
    void saysThatNoEngineIsInstalled() {
        assertTrue(EngineChoice.byName("bdbje", List.of()).reason().endsWith("but no engine is installed"));
        assertTrue(EngineChoice.byObjectSize(1, Durability.PROCESS, List.of())
                .reason()
                .endsWith("and no engine is installed"));
    }

    private static Candidate candidate(String name, long from, long to) {
        return new Candidate(name, new EngineProfile(from, to, to, EnumSet.of(Durability.PROCESS), true, "anything"));
    }
}
