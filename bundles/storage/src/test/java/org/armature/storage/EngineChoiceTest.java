package org.armature.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.armature.storage.EngineChoice.Candidate;
import org.junit.jupiter.api.Test;

class EngineChoiceTest {
    private static final Candidate SMALL = candidate("small", 0, 1_000);
    private static final Candidate WIDE = candidate("wide", 0, 1_000_000);
    private static final Candidate LARGE = candidate("large", 100_000, 1_000_000);
    private static final List<Candidate> ALL = List.of(WIDE, LARGE, SMALL);
    private static final Candidate READER = candidate("reader", 0, 5_000, AccessPattern.RANDOM_READS);
    private static final Candidate SCANNER =
            candidate("scanner", 0, 9_000, AccessPattern.RANDOM_READS, AccessPattern.SCANS);

    @Test
    void takesTheEngineTheTableNames() {
        EngineChoice choice = EngineChoice.byName("wide", ALL);
        assertEquals(Optional.of("wide"), choice.engine());
        assertEquals("the table names it", why(choice, "wide"));
        assertEquals("the table names wide", why(choice, "small"));
    }

    @Test
    void saysWhichEnginesAreInstalledWhenTheNamedOneIsNot() {
        EngineChoice choice = EngineChoice.byName("mysql", ALL);
        assertEquals(Optional.empty(), choice.engine());
        assertEquals(
                "the table names engine \"mysql\", but installed are large (100000 to 1000000 bytes),"
                        + " small (0 to 1000 bytes), wide (0 to 1000000 bytes)",
                choice.reason());
        assertEquals(List.of(), taken(choice));
    }

    @Test
    void takesNoTableFromTheEngineThatHasItsObjectsBecauseItNamesAnotherOne() {
        EngineChoice choice = EngineChoice.byName("small", Durability.PROCESS, Optional.of("wide"), ALL);
        assertEquals(Optional.of("wide"), choice.engine());
        assertEquals(
                "wide has the table's objects until they are moved to small, which the table names", choice.reason());
        assertEquals(List.of("wide"), taken(choice));
        assertEquals(choice.reason(), why(choice, "small"));

        EngineChoice gone = EngineChoice.byName("small", Durability.PROCESS, Optional.of("mysql"), ALL);
        assertEquals(Optional.empty(), gone.engine());
        assertTrue(gone.reason().startsWith("engine \"mysql\" keeps the table so far and is not there"), gone.reason());
    }

    @Test
    void anEngineOnTheOneThatHasTheObjectsMayBeNamedAndTakesThemIfOnlyItPromisesWhatIsAsked() {
        Candidate forgetful = new Candidate(
                "zz_buffer",
                new EngineProfile(0, 1_000, 1 << 20, EnumSet.allOf(Durability.class), true, "tests"),
                "wide",
                true);
        List<Candidate> present = List.of(forgetful, SMALL, WIDE);
        for (String named : List.of("wide", "zz_buffer")) {
            assertEquals(
                    Optional.of(named),
                    EngineChoice.byName(named, Durability.PROCESS, Optional.of("wide"), present)
                            .engine());
        }
        assertEquals(
                Optional.of("wide"),
                EngineChoice.byName("small", Durability.PROCESS, Optional.of("wide"), present)
                        .engine());
        assertEquals(
                Optional.of("zz_buffer"),
                EngineChoice.byName("small", Durability.MEMORY, Optional.of("wide"), present)
                        .engine());
    }

    @Test
    void takesTheNarrowestRangeThatContainsTheSize() {
        assertEquals(Optional.of("small"), choose(1_000, ALL).engine());
        assertEquals(Optional.of("wide"), choose(1_001, ALL).engine());
        assertEquals(Optional.of("large"), choose(100_000, ALL).engine());
    }

    @Test
    void takesTheFirstByNameOfEquallyNarrowRangesInWhateverOrderTheyCame() {
        Candidate other = candidate("another", 0, 1_000);
        assertEquals(Optional.of("another"), choose(10, List.of(SMALL, other)).engine());
        EngineChoice choice = choose(10, List.of(other, SMALL));
        assertEquals(Optional.of("another"), choice.engine());
        assertEquals("it would do; another has the same range and comes first by name", why(choice, "small"));
    }

    @Test
    void prefersTheEngineThatServesWhatTheTableDeclaresEvenWithAWiderRange() {
        List<Candidate> both = List.of(READER, SCANNER);
        assertEquals(
                Optional.of("reader"),
                choose(10, both, AccessPattern.RANDOM_READS).engine());

        EngineChoice choice = choose(10, both, AccessPattern.SCANS, AccessPattern.RANDOM_READS);
        assertEquals(Optional.of("scanner"), choice.engine());
        assertEquals(
                "objects of about 10 bytes are within its 0 to 9000 bytes, and it serves random-reads, scans",
                choice.reason());
        assertEquals("it would do; reader does not advertise scans, and scanner does", why(choice, "reader"));
    }

    @Test
    void anEngineThatServesNotAllThatWasDeclaredIsBetterThanNoneAndSaysWhatItLacks() {
        EngineChoice choice = choose(10, List.of(SCANNER), AccessPattern.SCANS, AccessPattern.WRITE_BURSTS);
        assertEquals(Optional.of("scanner"), choice.engine());
        assertTrue(choice.reason().endsWith("; it does not advertise write-bursts"), choice.reason());
    }

    @Test
    void passesOverAnEngineThatDoesNotPromiseTheDurability() {
        EngineChoice choice =
                EngineChoice.byProfile(new TableProfile(1_000, Set.of(), Durability.DISK), List.of(SMALL, LARGE));
        assertEquals(Optional.empty(), choice.engine());
        assertEquals("it does not promise durability disk, only process", why(choice, "small"));
        assertEquals("objects of 1000 bytes are outside its 100000 to 1000000 bytes", why(choice, "large"));
    }

    @Test
    void explainsWhatItComparedForEveryEngine() {
        EngineChoice choice = choose(200_000, ALL);
        assertEquals("objects of about 200000 bytes are within its 100000 to 1000000 bytes", choice.reason());
        assertEquals(List.of("large"), taken(choice));
        assertEquals(choice.reason(), why(choice, "large"));
        assertEquals("objects of 200000 bytes are outside its 0 to 1000 bytes", why(choice, "small"));
        assertEquals(
                "it would do; the range of large, 100000 to 1000000 bytes, is narrower than 0 to 1000000 bytes",
                why(choice, "wide"));
    }

    @Test
    void aTableStaysWithTheEngineThatKeepsItWhateverIsAdded() {
        EngineChoice choice = keptBy("wide", 10, ALL);
        assertEquals(Optional.of("wide"), choice.engine());
        assertEquals(
                "it keeps the table so far; by its profile alone it would be small, since the range of small, 0 to 1000"
                        + " bytes, is narrower than 0 to 1000000 bytes",
                choice.reason());
        assertEquals("it would do; wide keeps the table so far", why(choice, "small"));
        assertEquals("it keeps the table so far", keptBy("small", 10, ALL).reason());
    }

    @Test
    void aTableMayGoToAnEngineThatStandsOnTheOneThatKeepsIt() {
        Candidate quick = new Candidate(
                "quick",
                new EngineProfile(0, 1_000, 1_000, EnumSet.of(Durability.MEMORY), true, "quick ones"),
                "wide",
                true);
        TableProfile wanted = new TableProfile(10, Set.of(), Durability.MEMORY);
        EngineChoice choice = EngineChoice.byProfile(wanted, Optional.of("wide"), List.of(WIDE, SMALL, quick));
        assertEquals(Optional.of("quick"), choice.engine());
        assertEquals("it stands on wide, which keeps the table so far", choice.reason());
        assertEquals(
                Optional.of("wide"), keptBy("wide", 10, List.of(WIDE, quick)).engine());
        assertEquals(Optional.empty(), keptBy("small", 10, List.of(WIDE, quick)).engine());
    }

    @Test
    void anEngineThatHasNothingToStandOnTakesNoTable() {
        Candidate floating = new Candidate(
                "floating",
                new EngineProfile(0, 1_000, 1_000, EnumSet.of(Durability.PROCESS), true, "tests"),
                "gone",
                false);
        List<Candidate> present = List.of(floating, WIDE);
        assertEquals(Optional.empty(), keptBy("gone", 10, present).engine());
        TableProfile wanted = new TableProfile(10, Set.of(), Durability.PROCESS);
        EngineChoice choice = EngineChoice.byProfile(wanted, present);
        assertEquals(Optional.of("wide"), choice.engine());
        assertEquals("it is to stand on engine gone, which is not there", why(choice, "floating"));
    }

    @Test
    void theEngineThatKeepsATableIsTakenEvenIfItSuitsNoMore() {
        assertEquals(Optional.of("small"), keptBy("small", 500_000, ALL).engine());
    }

    @Test
    void aTableWhoseEngineIsGoneIsNotServedEmptyByAnother() {
        EngineChoice choice = keptBy("gone", 10, ALL);
        assertEquals(Optional.empty(), choice.engine());
        assertEquals(
                "engine \"gone\" keeps the table so far and is not there; with another one it would be empty. Installed"
                        + " are large (100000 to 1000000 bytes), small (0 to 1000 bytes), wide (0 to 1000000 bytes)",
                choice.reason());
        assertEquals("gone keeps the table so far", why(choice, "small"));
    }

    @Test
    void saysThatNoEngineServesASizeOutsideAllRanges() {
        EngineChoice choice = choose(2_000_000, ALL);
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
        assertTrue(choose(1, List.of()).reason().endsWith("and no engine is installed"));
        assertTrue(keptBy("bdbje", 1, List.of()).reason().endsWith("No engine is installed"));
    }

    private static EngineChoice choose(long bytes, List<Candidate> present, AccessPattern... accesses) {
        return EngineChoice.byProfile(profile(bytes, accesses), present);
    }

    private static EngineChoice keptBy(String keeper, long bytes, List<Candidate> present) {
        return EngineChoice.byProfile(profile(bytes), Optional.of(keeper), present);
    }

    private static TableProfile profile(long bytes, AccessPattern... accesses) {
        return new TableProfile(bytes, Set.of(accesses), Durability.PROCESS);
    }

    private static List<String> taken(EngineChoice choice) {
        return choice.verdicts().stream()
                .filter(EngineChoice.Verdict::taken)
                .map(verdict -> verdict.candidate().name())
                .toList();
    }

    private static String why(EngineChoice choice, String engine) {
        return choice.verdicts().stream()
                .filter(verdict -> verdict.candidate().name().equals(engine))
                .findFirst()
                .orElseThrow()
                .why();
    }

    private static Candidate candidate(String name, long from, long to, AccessPattern... accesses) {
        EnumSet<AccessPattern> served = EnumSet.noneOf(AccessPattern.class);
        served.addAll(Arrays.asList(accesses));
        return new Candidate(
                name, new EngineProfile(from, to, to, EnumSet.of(Durability.PROCESS), true, served, "anything"));
    }
}
