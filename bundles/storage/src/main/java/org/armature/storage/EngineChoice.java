package org.armature.storage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which engine serves a table, and why: the one it names, or else one whose advertised object sizes contain the table's
 * and that promises its durability (Dynamo §5). Of several, the one that lacks fewest of the accesses the table
 * declares, then the one with the narrowest range, then the first by name. A table whose objects an engine keeps already
 * stays with it, or with one that stands on it: neither a bundle that is added nor a name that is changed may make data
 * disappear.
 *
 * @param engine the chosen engine's name; empty if none serves
 * @param reason a sentence for the operator, naming what was compared
 * @param verdicts on every engine that is there, by name
 */
public record EngineChoice(Optional<String> engine, String reason, List<Verdict> verdicts) {
    public EngineChoice {
        verdicts = List.copyOf(verdicts);
    }

    /**
     * An engine that is there to be chosen.
     *
     * @param profile by which it is chosen
     * @param stack what it and the one it stands on promise together: a table that names it can have all of that
     * @param keeper the engine that has the objects in the end: the one it stands on, or itself
     * @param stands whether that one is there
     */
    public record Candidate(String name, EngineProfile profile, EngineProfile stack, String keeper, boolean stands) {
        /** Of an engine that promises no more than it is chosen by. */
        public Candidate(String name, EngineProfile profile, String keeper, boolean stands) {
            this(name, profile, profile, keeper, stands);
        }

        /** Of an engine that stands alone. */
        public Candidate(String name, EngineProfile profile) {
            this(name, profile, name, true);
        }
    }

    /**
     * @param taken whether it was chosen
     * @param why it was, or was not
     */
    public record Verdict(Candidate candidate, boolean taken, String why) {}

    /**
     * The engine that the table names; while another one has its objects, that one, or one that stands on it.
     *
     * @param durability that the table asks for: of several that share the objects, one that promises it
     * @param keeper the engine that keeps the table's objects so far
     */
    public static EngineChoice byName(
            String wanted, Durability durability, Optional<String> keeper, List<Candidate> present) {
        Optional<String> other = present.stream()
                .filter(c -> c.name().equals(wanted))
                .findFirst()
                .flatMap(named -> keeper.filter(keeping -> !named.keeper().equals(keeping)));
        return other.isPresent() ? held(wanted, durability, other.get(), present) : byName(wanted, present);
    }

    private static EngineChoice held(String wanted, Durability durability, String keeper, List<Candidate> present) {
        String held = keeper + " has the table's objects until they are moved to " + wanted + ", which the table names";
        return sorted(present).stream()
                .filter(c -> c.stands() && c.keeper().equals(keeper))
                .min(Comparator.comparing(
                                (Candidate c) -> !c.stack().durabilities().contains(durability))
                        .thenComparing(c -> !c.name().equals(keeper)))
                .map(kept -> new EngineChoice(
                        Optional.of(kept.name()),
                        held,
                        sorted(present).stream()
                                .map(c -> new Verdict(c, c.equals(kept), held))
                                .toList()))
                .orElseGet(() -> gone(keeper, present));
    }

    /** For a table that no engine keeps anything of yet. */
    public static EngineChoice byName(String wanted, List<Candidate> present) {
        boolean there = present.stream().anyMatch(c -> c.name().equals(wanted));
        List<Verdict> verdicts = sorted(present).stream()
                .map(c -> c.name().equals(wanted)
                        ? new Verdict(c, true, "the table names it")
                        : new Verdict(c, false, "the table names " + wanted))
                .toList();
        return there
                ? new EngineChoice(Optional.of(wanted), "the table names it", verdicts)
                : new EngineChoice(
                        Optional.empty(),
                        "the table names engine \"" + wanted + "\", but " + listed(present),
                        verdicts);
    }

    /** For a table that no engine keeps anything of yet. */
    public static EngineChoice byProfile(TableProfile wanted, List<Candidate> present) {
        return byProfile(wanted, Optional.empty(), present);
    }

    /** @param keeper the engine that keeps the table's objects so far */
    public static EngineChoice byProfile(TableProfile wanted, Optional<String> keeper, List<Candidate> present) {
        List<Candidate> fit = present.stream()
                .filter(c -> unfit(wanted, c).isEmpty())
                .sorted(order(wanted))
                .toList();
        Optional<Candidate> best = fit.stream().findFirst();
        if (keeper.isEmpty()) {
            return best.map(c -> taken(c, suits(wanted, c), wanted, present)).orElseGet(() -> none(wanted, present));
        }
        String keeping = keeper.get();
        return Stream.concat(fit.stream(), sorted(present).stream())
                .filter(c -> c.stands() && c.keeper().equals(keeping))
                .findFirst()
                .map(kept -> taken(kept, keeps(kept) + alone(wanted, best, kept), wanted, present))
                .orElseGet(() -> gone(keeping, present));
    }

    private static String keeps(Candidate kept) {
        return kept.name().equals(kept.keeper())
                ? "it keeps the table so far"
                : "it stands on " + kept.keeper() + ", which keeps the table so far";
    }

    private static String alone(TableProfile wanted, Optional<Candidate> best, Candidate kept) {
        return best.filter(c -> !c.equals(kept))
                .map(c -> "; by its profile alone it would be " + c.name() + ", since " + rank(wanted, c, kept))
                .orElse("");
    }

    private static EngineChoice gone(String keeper, List<Candidate> present) {
        return new EngineChoice(
                Optional.empty(),
                "engine \"" + keeper
                        + "\" keeps the table so far and is not there; with another one it would be empty. "
                        + capitalised(listed(present)),
                sorted(present).stream()
                        .map(c -> new Verdict(c, false, keeper + " keeps the table so far"))
                        .toList());
    }

    private static EngineChoice taken(Candidate taken, String reason, TableProfile wanted, List<Candidate> present) {
        List<Verdict> verdicts = sorted(present).stream()
                .map(c -> c.equals(taken)
                        ? new Verdict(c, true, reason)
                        : new Verdict(
                                c,
                                false,
                                unfit(wanted, c).orElseGet(() -> "it would do; " + passedOver(wanted, c, taken))))
                .toList();
        return new EngineChoice(Optional.of(taken.name()), reason, verdicts);
    }

    private static String passedOver(TableProfile wanted, Candidate other, Candidate taken) {
        boolean ranksFirst = unfit(wanted, taken).isEmpty() && order(wanted).compare(taken, other) < 0;
        return ranksFirst ? rank(wanted, taken, other) : taken.keeper() + " keeps the table so far";
    }

    private static EngineChoice none(TableProfile wanted, List<Candidate> present) {
        return new EngineChoice(
                Optional.empty(),
                "no engine advertises objects of " + wanted.objectBytes() + " bytes with durability "
                        + wanted.durability().text() + ", and " + listed(present),
                sorted(present).stream()
                        .map(c -> new Verdict(c, false, unfit(wanted, c).orElseThrow()))
                        .toList());
    }

    private static Comparator<Candidate> order(TableProfile wanted) {
        return Comparator.comparingInt(
                        (Candidate c) -> c.profile().lacks(wanted.accesses()).size())
                .thenComparingLong(EngineChoice::width)
                .thenComparing(Candidate::name);
    }

    private static long width(Candidate candidate) {
        return candidate.profile().suitedToBytes() - candidate.profile().suitedFromBytes();
    }

    /** Why an engine is out of the question. */
    private static Optional<String> unfit(TableProfile wanted, Candidate candidate) {
        if (!candidate.stands()) {
            return Optional.of("it is to stand on engine " + candidate.keeper() + ", which is not there");
        }
        EngineProfile profile = candidate.profile();
        if (!profile.suits(wanted.objectBytes())) {
            return Optional.of("objects of " + wanted.objectBytes() + " bytes are outside its " + range(profile));
        }
        if (profile.durabilities().contains(wanted.durability())) {
            return Optional.empty();
        }
        String asked = wanted.durability().text();
        Set<Durability> all = candidate.stack().durabilities();
        return Optional.of(
                all.contains(wanted.durability())
                        ? "over " + candidate.keeper() + " it promises durability " + asked
                                + ", and by the size of objects it is chosen for "
                                + Durability.texts(profile.durabilities()) + " alone"
                        : "it does not promise durability " + asked + ", only " + Durability.texts(all));
    }

    private static String suits(TableProfile wanted, Candidate candidate) {
        EngineProfile profile = candidate.profile();
        String sizes = "objects of about " + wanted.objectBytes() + " bytes are within its " + range(profile);
        if (wanted.accesses().isEmpty()) {
            return sizes;
        }
        Collection<AccessPattern> lacking = profile.lacks(wanted.accesses());
        return sizes
                + (lacking.isEmpty()
                        ? ", and it serves " + texts(wanted.accesses())
                        : "; it does not advertise " + texts(lacking));
    }

    /** Why the first is taken before the second, both being fit; or the first being fit and the second not. */
    private static String rank(TableProfile wanted, Candidate first, Candidate second) {
        Optional<String> out = unfit(wanted, second);
        if (out.isPresent()) {
            return out.get();
        }
        Collection<AccessPattern> firstLacks = first.profile().lacks(wanted.accesses());
        Collection<AccessPattern> secondLacks = second.profile().lacks(wanted.accesses());
        if (firstLacks.size() != secondLacks.size()) {
            return second.name() + " does not advertise " + texts(secondLacks) + ", and " + first.name()
                    + (firstLacks.isEmpty() ? " does" : " lacks only " + texts(firstLacks));
        }
        return width(first) == width(second)
                ? first.name() + " has the same range and comes first by name"
                : "the range of " + first.name() + ", " + range(first.profile()) + ", is narrower than "
                        + range(second.profile());
    }

    private static List<Candidate> sorted(List<Candidate> present) {
        List<Candidate> sorted = new ArrayList<>(present);
        sorted.sort(Comparator.comparing(Candidate::name));
        return sorted;
    }

    private static String listed(List<Candidate> present) {
        if (present.isEmpty()) {
            return "no engine is installed";
        }
        return sorted(present).stream()
                .map(c -> c.name() + " (" + range(c.profile()) + ")")
                .collect(Collectors.joining(", ", "installed are ", ""));
    }

    private static String range(EngineProfile profile) {
        return profile.suitedFromBytes() + " to " + profile.suitedToBytes() + " bytes";
    }

    private static String texts(Collection<AccessPattern> accesses) {
        return accesses.stream().map(AccessPattern::text).collect(Collectors.joining(", "));
    }

    private static String capitalised(String sentence) {
        return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    }
}
