package org.armature.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EngineProfileTest {
    @Test
    void suitsTheSizesItNamesBothEndsIncluded() {
        EngineProfile profile = profile(100, 200, 300);
        assertFalse(profile.suits(99));
        assertTrue(profile.suits(100));
        assertTrue(profile.suits(200));
        assertFalse(profile.suits(201));
    }

    @Test
    void refusesSizesThatContradictEachOther() {
        assertThrows(IllegalArgumentException.class, () -> profile(-1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> profile(2, 1, 3));
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> profile(1, 3, 2));
        assertTrue(refusal.getMessage().contains("1, 3, 2"), refusal.getMessage());
    }

    @Test
    void refusesToPromiseNoDurabilityAtAll() {
        Set<Durability> none = Set.of();
        assertThrows(IllegalArgumentException.class, () -> new EngineProfile(0, 1, 1, none, true, "nothing"));
    }

    @Test
    void keepsItsPromisesWhateverBecomesOfTheSetItTook() {
        Set<Durability> levels = EnumSet.of(Durability.DISK);
        EngineProfile profile = new EngineProfile(0, 1, 1, levels, true, "anything");
        levels.add(Durability.MEMORY);
        assertEquals(Set.of(Durability.DISK), profile.durabilities());
        assertThrows(UnsupportedOperationException.class, () -> profile.durabilities()
                .add(Durability.MEMORY));
    }

    @Test
    void anEngineThatSaysNothingOfAccessesMakesNoDifferenceBetweenThem() {
        assertEquals(EnumSet.allOf(AccessPattern.class), profile(0, 1, 1).accesses());
        assertEquals(Set.of(), profile(0, 1, 1).lacks(EnumSet.allOf(AccessPattern.class)));
    }

    @Test
    void tellsWhichOfTheWantedAccessesItDoesNotServe() {
        EngineProfile profile =
                new EngineProfile(0, 1, 1, EnumSet.of(Durability.DISK), true, EnumSet.of(AccessPattern.SCANS), "scans");
        assertEquals(
                Set.of(AccessPattern.RANDOM_READS),
                profile.lacks(List.of(AccessPattern.SCANS, AccessPattern.RANDOM_READS)));
        assertEquals("random-reads", AccessPattern.RANDOM_READS.text());
    }

    private static EngineProfile profile(long from, long to, long max) {
        return new EngineProfile(from, to, max, EnumSet.of(Durability.PROCESS), true, "anything");
    }
}
