package org.armature.storage;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which engine serves a table, and why: the one it names, or else the one whose advertised object sizes contain the
 * table's expected size and that promises its durability (Dynamo §5). Of several the one with the narrowest range wins,
 * then the first by name.
 *
 * @param engine the chosen engine's name; empty if none serves
 * @param reason a sentence for the operator, naming what was compared
 */
public record EngineChoice(Optional<String> engine, String reason) {

    /** An engine that is there to be chosen. */
    public record Candidate(String name, EngineProfile profile) {}

    public static EngineChoice byName(String wanted, List<Candidate> present) {
        boolean there = present.stream().anyMatch(c -> c.name().equals(wanted));
        return there
                ? new EngineChoice(Optional.of(wanted), "the table names it")
                : new EngineChoice(
                        Optional.empty(), "the table names engine \"" + wanted + "\", but " + listed(present));
    }

    public static EngineChoice byObjectSize(long objectBytes, Durability durability, List<Candidate> present) {
        return present.stream()
                .filter(c -> c.profile().suits(objectBytes))
                .filter(c -> c.profile().durabilities().contains(durability))
                .min(Comparator.comparingLong((Candidate c) ->
                                c.profile().suitedToBytes() - c.profile().suitedFromBytes())
                        .thenComparing(Candidate::name))
                .map(c -> new EngineChoice(
                        Optional.of(c.name()),
                        "objects of about " + objectBytes + " bytes are within its "
                                + c.profile().suitedFromBytes() + " to "
                                + c.profile().suitedToBytes() + " bytes"))
                .orElseGet(() -> new EngineChoice(
                        Optional.empty(),
                        "no engine advertises objects of " + objectBytes + " bytes with durability "
                                + durability.name().toLowerCase(Locale.ROOT) + ", and " + listed(present)));
    }

    private static String listed(List<Candidate> present) {
        if (present.isEmpty()) {
            return "no engine is installed";
        }
        return present.stream()
                .sorted(Comparator.comparing(Candidate::name))
                .map(c -> c.name() + " (" + c.profile().suitedFromBytes() + " to "
                        + c.profile().suitedToBytes() + " bytes)")
                .collect(Collectors.joining(", ", "installed are ", ""));
    }
}
