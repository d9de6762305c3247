package org.armature.ring;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Sentences for the operator where tokens, or copies, don't go by weight. */
final class WeightWarnings {
    private WeightWarnings() {}

    /**
     * If the node has a token less than its weight asks for, or a good deal more.
     *
     * @param cause why it has less
     */
    static Optional<String> ofNode(Member member, int got, int partitions, long totalWeight, String cause) {
        long weighed = got * totalWeight;
        long asked = (long) partitions * member.weight();
        String reason;
        if (weighed <= asked - totalWeight) {
            reason = cause;
        } else if (weighed >= asked + totalWeight && 4 * weighed > 5 * asked) {
            reason = "it takes what other hosts or zones may not hold";
        } else {
            return Optional.empty();
        }
        return Optional.of(member.node() + " gets " + got + " of " + partitions + " tokens, its weight asks for "
                + (2 * asked + totalWeight) / (2 * totalWeight) + ": " + reason);
    }

    /** Of zones that hold more copies than their weights ask for, since there are fewer zones than copies. */
    static List<String> ofZones(Ring ring, int spread) {
        SortedMap<String, Long> weights = new TreeMap<>();
        ring.members().values().forEach(member -> weights.merge(member.zone(), (long) member.weight(), Long::sum));
        long total = weights.values().stream().mapToLong(it -> it).sum();
        List<String> warnings = new ArrayList<>();
        weights.forEach((zone, weight) -> {
            if (weights.size() > 1 && weights.size() < spread && weight * spread < total) {
                warnings.add("zone " + zone + " has " + weight + " of " + total
                        + " of all weights, and yet holds a copy of every key of a table of N=" + spread
                        + ": there are "
                        + weights.size() + " zones, and each gets one before any gets two");
            }
        });
        return warnings;
    }
}
