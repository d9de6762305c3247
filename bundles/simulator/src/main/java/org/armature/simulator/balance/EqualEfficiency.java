package org.armature.simulator.balance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.armature.simulator.balance.Curve.Place;

/**
 * How much more metadata strategy 1 keeps than strategy 3 where both load nodes equally well. Strategy 1 is measured at
 * powers of two, so what it needs lies between the largest of them that falls short and the next; a line between the two
 * over the logarithm of their sizes says about where.
 */
final class EqualEfficiency {
    /** Two orders of magnitude. */
    private static final int AIM = 100;

    private final Curve random;
    private final Curve equal;
    private final int aimedAt;

    /**
     * @param random strategy 1
     * @param equal strategy 3
     * @param aimedAt the Q for which the aim is
     */
    EqualEfficiency(Curve random, Curve equal, int aimedAt) {
        this.random = random;
        this.equal = equal;
        this.aimedAt = aimedAt;
    }

    /** Whether the ratio is at least a hundred at the Q that is aimed at. */
    boolean reached() {
        return equal.places().stream()
                .filter(place -> place.shape().partitions() == aimedAt)
                .anyMatch(place -> between(place).least() >= AIM);
    }

    List<String> findings() {
        List<String> lines = new ArrayList<>();
        lines.add("metadata of strategy 1 for the load efficiency that strategy 3 has, as a multiple of strategy 3's:");
        for (Place place : equal.places()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  Q=%-6d efficiency %s, %8s: %s",
                    place.shape().partitions(),
                    Numbers.efficiency(place.load().mean()),
                    Numbers.bytes(place.bytes()),
                    between(place)));
        }
        lines.add("aim: at least " + AIM + " times at Q=" + aimedAt + ": " + (reached() ? "reached" : "missed"));
        return lines;
    }

    private Between between(Place place) {
        double efficiency = place.load().mean();
        Optional<Place> below = random.places().stream()
                .filter(other -> other.load().mean() < efficiency)
                .reduce((earlier, later) -> later);
        if (below.isEmpty()) {
            return new Between(0, (double) random.places().get(0).bytes() / place.bytes(), 0);
        }
        Place from = below.get();
        double least = (double) from.bytes() / place.bytes();
        int next = random.places().indexOf(from) + 1;
        if (next == random.places().size()) {
            return new Between(least, Double.POSITIVE_INFINITY, Double.NaN);
        }
        Place to = random.places().get(next);
        double part = (efficiency - from.load().mean())
                / (to.load().mean() - from.load().mean());
        double most = (double) to.bytes() / place.bytes();
        return new Between(least, most, least * Math.pow(most / least, part));
    }

    /** A ratio of sizes: above the least, up to the most. */
    private record Between(double least, double most, double about) {
        @Override
        public String toString() {
            if (least == 0) {
                return "at most " + Numbers.whole((long) Math.ceil(most));
            }
            if (Double.isInfinite(most)) {
                return "more than " + Numbers.whole((long) least) + ", the largest measured";
            }
            return "about " + Numbers.whole(Math.round(about)) + " (" + Numbers.whole((long) least) + " to "
                    + Numbers.whole(Math.round(most)) + ")";
        }
    }
}
