package org.armature.ring;

import java.util.Arrays;
import java.util.Random;

/**
 * The cheapest way to bring a token from a node with too many to one with too few over others between them: each takes
 * one token of the next. A shortest path (Bellman and Ford) over the nodes; the way from one node to another is the
 * token of the one that the other can take at the least weight without making a run worse.
 */
final class Chain {
    private static final long NEVER = Long.MAX_VALUE / 4;
    private static final int LONGEST = 4;

    private final Circle circle;
    private final Random random;
    private final int nodes;

    /** By giver and taker. */
    private final int[] tokenFor;

    private final long[] weightFor;

    Chain(Circle circle, Random random) {
        this.circle = circle;
        this.random = random;
        this.nodes = circle.nodes();
        this.tokenFor = new int[nodes * nodes];
        this.weightFor = new long[nodes * nodes];
    }

    /** Whether the circle weighs less for it. */
    boolean shorten() {
        boolean someLack = false;
        boolean someExceed = false;
        for (int node = 0; node < nodes; node++) {
            someLack |= circle.lacks(node) > 0;
            someExceed |= circle.exceeds(node) > 0;
        }
        if (!someLack && !someExceed) {
            return false;
        }
        weighSteps();
        return apply(someExceed, someLack);
    }

    private void weighSteps() {
        Arrays.fill(weightFor, NEVER);
        int skip = random.nextInt(circle.tokens());
        for (int i = 0; i < circle.tokens(); i++) {
            int token = circle.wrap(i + skip);
            int giver = circle.holder(token);
            for (int taker = 0; giver != Circle.VACANT && taker < nodes; taker++) {
                long weight = circle.weight(token, taker) - circle.weight(token, giver);
                if (taker != giver
                        && weight < weightFor[giver * nodes + taker]
                        && circle.addedFaults(token, taker) <= 0) {
                    weightFor[giver * nodes + taker] = weight;
                    tokenFor[giver * nodes + taker] = token;
                }
            }
        }
    }

    private boolean apply(boolean someExceed, boolean someLack) {
        long[][] weights = new long[LONGEST + 1][nodes];
        int[][] previous = new int[LONGEST + 1][nodes];
        for (int node = 0; node < nodes; node++) {
            boolean starts = someExceed ? circle.exceeds(node) > 0 : circle.mayGive(node);
            weights[0][node] = starts ? 0 : NEVER;
        }
        int bestLength = 0;
        int best = -1;
        for (int length = 1; length <= LONGEST; length++) {
            Arrays.fill(weights[length], NEVER);
            for (int giver = 0; giver < nodes; giver++) {
                for (int taker = 0; taker < nodes; taker++) {
                    long weight = weights[length - 1][giver] + weightFor[giver * nodes + taker];
                    if (weight < weights[length][taker]) {
                        weights[length][taker] = weight;
                        previous[length][taker] = giver;
                    }
                }
            }
            for (int node = 0; node < nodes; node++) {
                boolean ends = someLack ? circle.lacks(node) > 0 : circle.mayGet(node);
                if (ends
                        && weights[length][node] < NEVER
                        && (best < 0 || weights[length][node] < weights[bestLength][best])) {
                    best = node;
                    bestLength = length;
                }
            }
        }
        return best >= 0 && walk(previous, bestLength, best);
    }

    private boolean walk(int[][] previous, int length, int end) {
        int[] before = circle.holders();
        long weight = circle.weight();
        int taker = end;
        for (int left = length; left > 0; left--) {
            int giver = previous[left][taker];
            circle.set(tokenFor[giver * nodes + taker], taker);
            taker = giver;
        }
        if (circle.weight() >= weight) {
            circle.reset(before);
            return false;
        }
        return true;
    }
}
