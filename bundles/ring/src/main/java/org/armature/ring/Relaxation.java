package org.armature.ring;

import java.util.Arrays;

/**
 * A lower bound on what moves that takes into account how tokens constrain each other: where hosts or zones are few, a
 * token can't simply change hands, because its neighbours leave no other choice.
 *
 * <p>The idea (Lagrangian relaxation): let shares be exceeded, but at a price for each node. The cheapest sequence of
 * tokens on distinct hosts, or in distinct zones, can then be found exactly (Viterbi), and what it costs, less the price
 * of what fair shares allow, is a bound for any prices. Prices that make it a good one are sought by subgradient steps.
 * The seam of the ring is left open.
 */
final class Relaxation {
    private static final int MOST_STATES = 1_300;
    private static final long WORK = 80_000_000;
    private static final int MOST_STEPS = 300;
    private static final int PATIENCE = 10;
    private static final double SHORTER = 0.7;
    private static final double FIRST_STEP = 0.5;
    private static final double NEVER = 1e12;

    private final Holdings holdings;
    private final FairShares shares;
    private final int[] groupOf;
    private final int groups;
    private final int states;
    private final boolean[] distinct;
    private final double[] prices;

    /** By token and group, the node that costs least. */
    private final int[] cheapest;

    /** By token and the groups of the last tokens up to it, the groups up to the token before. */
    private final short[] previous;

    private final double[][] cost;

    private Relaxation(Holdings holdings, FairShares shares, int[] groupOf, int groups, int states) {
        this.holdings = holdings;
        this.shares = shares;
        this.groupOf = groupOf;
        this.groups = groups;
        this.states = states;
        this.distinct = new boolean[states];
        this.prices = new double[groupOf.length];
        this.cheapest = new int[holdings.partitions() * groups];
        this.previous = new short[holdings.partitions() * states];
        this.cost = new double[2][states];
        for (int state = 0; state < states; state++) {
            distinct[state] = isDistinct(state);
        }
    }

    /** 0 if it would take too long to find one, or if tokens do not constrain each other. */
    static double bound(Holdings holdings, Topology topology, FairShares shares) {
        boolean byHost = topology.zones() < holdings.distance();
        int groups = byHost ? topology.hosts() : topology.zones();
        int states = states(groups, holdings.distance());
        if (states < groups || (long) states * holdings.partitions() > WORK / 10) {
            return 0;
        }
        int[] groupOf = new int[topology.nodes()];
        for (int node = 0; node < groupOf.length; node++) {
            groupOf[node] = byHost ? topology.hostOf(node) : topology.zoneOf(node);
        }
        return new Relaxation(holdings, shares, groupOf, groups, states).best();
    }

    /** How many ways there are for the groups of distance - 1 tokens; 0 if too many. */
    private static int states(int groups, int distance) {
        int states = 1;
        for (int i = 1; i < distance && states > 0; i++) {
            states = states * groups > MOST_STATES ? 0 : states * groups;
        }
        return states;
    }

    private boolean isDistinct(int state) {
        boolean[] met = new boolean[groups];
        int rest = state;
        for (int i = 1; i < holdings.distance(); i++) {
            if (met[rest % groups]) {
                return false;
            }
            met[rest % groups] = true;
            rest /= groups;
        }
        return true;
    }

    private double best() {
        long work = (long) holdings.partitions() * (groupOf.length + (long) states * groups);
        double best = 0;
        double step = FIRST_STEP;
        int idle = 0;
        for (long left = Math.min(MOST_STEPS, WORK / work); left > 0; left--) {
            int[] held = new int[groupOf.length];
            double value = cheapestSequence(held) - allowed();
            idle = value > best + 1e-9 ? 0 : idle + 1;
            best = Math.max(best, value);
            if (idle > PATIENCE) {
                step *= SHORTER;
                idle = 0;
            }
            if (!changePrices(held, step)) {
                break;
            }
        }
        return best;
    }

    /** What the tokens of fair shares would cost in prices. */
    private double allowed() {
        double sum = 0;
        for (int node = 0; node < prices.length; node++) {
            sum += prices[node] * (prices[node] > 0 ? shares.most(node) : shares.least(node));
        }
        return sum;
    }

    /** Towards shares that are fair; false if they are. */
    private boolean changePrices(int[] held, double step) {
        int[] unfair = new int[prices.length];
        double length = 0;
        for (int node = 0; node < prices.length; node++) {
            boolean tooFew = prices[node] < 0 || (prices[node] == 0 && held[node] < shares.least(node));
            int fair = tooFew ? shares.least(node) : shares.most(node);
            boolean free = prices[node] == 0 && held[node] >= shares.least(node) && held[node] <= shares.most(node);
            unfair[node] = free ? 0 : held[node] - fair;
            length += (double) unfair[node] * unfair[node];
        }
        for (int node = 0; node < prices.length && length > 0; node++) {
            prices[node] += step * unfair[node] / Math.sqrt(length);
        }
        return length > 0;
    }

    /** What it costs; counts what each node holds in it. */
    private double cheapestSequence(int[] held) {
        Arrays.fill(cost[0], 0);
        double[] ofGroup = new double[groups];
        for (int token = 0; token < holdings.partitions(); token++) {
            double[] before = cost[token % 2];
            double[] after = cost[(token + 1) % 2];
            weighGroups(token, ofGroup);
            Arrays.fill(after, NEVER);
            for (int state = 0; state < states; state++) {
                for (int group = 0; distinct[state] && group < groups; group++) {
                    int next = (state * groups + group) % states;
                    double sum = before[state] + ofGroup[group];
                    if (sum < after[next] && follows(state, group)) {
                        after[next] = sum;
                        previous[token * states + next] = (short) state;
                    }
                }
            }
        }
        return countBack(cost[holdings.partitions() % 2], held);
    }

    private void weighGroups(int token, double[] ofGroup) {
        Arrays.fill(ofGroup, NEVER);
        for (int node = 0; node < groupOf.length; node++) {
            double sum = holdings.gained(token, node) + prices[node];
            if (sum < ofGroup[groupOf[node]]) {
                ofGroup[groupOf[node]] = sum;
                cheapest[token * groups + groupOf[node]] = node;
            }
        }
    }

    private boolean follows(int state, int group) {
        int rest = state;
        for (int i = 1; i < holdings.distance(); i++) {
            if (rest % groups == group) {
                return false;
            }
            rest /= groups;
        }
        return true;
    }

    private double countBack(double[] ends, int[] held) {
        int end = 0;
        for (int state = 0; state < states; state++) {
            end = distinct[state] && (!distinct[end] || ends[state] < ends[end]) ? state : end;
        }
        double least = ends[end];
        for (int token = holdings.partitions() - 1; token >= 0; token--) {
            held[cheapest[token * groups + end % groups]]++;
            end = previous[token * states + end];
        }
        return least;
    }
}
