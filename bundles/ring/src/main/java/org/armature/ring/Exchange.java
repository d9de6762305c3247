package org.armature.ring;

import java.util.Arrays;
import java.util.Random;

/**
 * Gives tokens to nodes that lack some: those nobody holds and those of nodes with too many, each in its place, wherever
 * no run of tokens gets worse by it, cheapest first. Where that does not do, a chain: one node takes a token of a second,
 * the second one of a third.
 */
final class Exchange {
    private static final int MOST_WORK = 50_000_000;

    private final Circle circle;
    private final Random random;
    private final int[] order;

    Exchange(Circle circle, Random random) {
        this.circle = circle;
        this.random = random;
        this.order = new int[circle.tokens()];
        for (int token = 0; token < order.length; token++) {
            order[token] = token;
        }
    }

    void run() {
        for (int i = order.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int token = order[i];
            order[i] = order[other];
            order[other] = token;
        }
        for (Need need : Need.values()) {
            for (int gained = 0; gained <= circle.distance(); gained++) {
                pass(need, gained);
            }
        }
        chains();
    }

    /** Who gives and who gets, in the order of urgency. */
    private enum Need {
        BOTH_MUST,
        GIVER_MUST,
        GETTER_MUST
    }

    private boolean gives(Need need, int node) {
        return node == Circle.VACANT
                ? need != Need.GETTER_MUST
                : need == Need.GETTER_MUST ? circle.mayGive(node) : circle.exceeds(node) > 0;
    }

    private boolean gets(Need need, int node) {
        return need == Need.GIVER_MUST ? circle.mayGet(node) : circle.lacks(node) > 0;
    }

    private void pass(Need need, int gained) {
        int[] getters = nodes(need);
        for (int i = 0; i < order.length && getters.length > 0; i++) {
            int token = order[i];
            if (gives(need, circle.holder(token))) {
                int getter = best(getters, need, token, gained);
                if (getter >= 0) {
                    circle.set(token, getter);
                    getters = gets(need, getter) ? getters : nodes(need);
                }
            }
        }
    }

    private int[] nodes(Need need) {
        int[] nodes = new int[circle.nodes()];
        int count = 0;
        for (int node = 0; node < nodes.length; node++) {
            if (gets(need, node)) {
                nodes[count++] = node;
            }
        }
        return Arrays.copyOf(nodes, count);
    }

    private int best(int[] getters, Need need, int token, int gained) {
        int best = -1;
        int skip = random.nextInt(getters.length);
        for (int i = 0; i < getters.length; i++) {
            int node = getters[(i + skip) % getters.length];
            if (circle.gained(token, node) == gained
                    && gets(need, node)
                    && (best < 0 || circle.lacks(node) > circle.lacks(best))
                    && circle.addedFaults(token, node) <= 0) {
                best = node;
            }
        }
        return best;
    }

    private void chains() {
        Chain chain = new Chain(circle, random);
        int left = Math.min(circle.nodes(), MOST_WORK / circle.nodes() / circle.tokens());
        while (left > 0 && chain.shorten()) {
            left--;
        }
    }
}
