package org.armature.config.schema;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The known name somebody most likely meant. */
public final class NearestName {
    private static final int FARTHEST = 2;
    /** No known name is near this length; comparing costs the product of both lengths. */
    private static final int LONGEST = 64;

    private NearestName() {}

    /** The nearest within two typing mistakes, fewer for names that short ones would all be near to. */
    public static Optional<String> of(String written, Collection<String> known) {
        if (written.length() > LONGEST) {
            return Optional.empty();
        }
        int farthest = Math.min(FARTHEST, (written.length() + 1) / 3);
        return known.stream()
                .filter(name -> distance(written, name) <= farthest)
                .min(Comparator.comparingInt((String name) -> distance(written, name))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Letters to add, drop, replace or swap with their neighbour (optimal string alignment). */
    static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 ? j : j == 0 ? i : cheapest(a, b, i, j, cost);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int cheapest(String a, String b, int i, int j, int[][] cost) {
        int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
