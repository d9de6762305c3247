package org.armature.ring;

import java.util.Arrays;
import java.util.List;
import org.armature.model.NodeId;

/**
 * A ring of strategy 3 for other members, found by {@link Rearrangement}, and how good it is.
 *
 * <p>A host or zone whose share is the most it may hold stands at every so many-th token, and any change shifts many of
 * them. So if too much moves, the plan is made again with such shares a little lower; a later change may raise them.
 *
 * @param moved owners that partitions gain
 * @param plainBound what must move for fair shares alone
 * @param bound what must move in any case
 * @param faults what is left amiss, see {@link Circle}
 */
record TokenPlan(Ring ring, double moved, double plainBound, double bound, long faults) {
    private static final double[] TIGHTNESS = {1, 0.97, 0.94};

    /** Above this ratio to the bound, other plans are tried. */
    private static final double MUCH = 1.1;

    /** Down to this one, a plan is improved. */
    private static final double LITTLE = 1.02;

    private static final long SEED = 0x5245504c414eL;

    /** @param anew an arrangement of the new members that does not care what moves */
    static TokenPlan of(Ring before, Topology topology, List<NodeId> anew, int spread) {
        Holdings holdings = Holdings.of(before, topology, spread);
        boolean capped = !shares(holdings, topology, 0).isAs(shares(holdings, topology, TIGHTNESS.length - 1));
        TokenPlan best = null;
        for (int attempt = 0; attempt < TIGHTNESS.length; attempt++) {
            FairShares shares = shares(holdings, topology, attempt);
            Circle circle = new Circle(topology, shares, holdings, numbers(before.tokens(), topology));
            long enough = shares.runsMeetZones() ? (long) (LITTLE * holdings.bound(shares)) : Long.MAX_VALUE;
            new Rearrangement(circle, enough, SEED + attempt).run(numbers(anew, topology));
            TokenPlan plan = judge(before, circle, topology, holdings, shares, spread);
            best = best == null || plan.isBetterThan(best) ? plan : best;
            if (plan.moved <= MUCH * (capped ? plan.plainBound : plan.bound)) {
                return best;
            }
        }
        return best;
    }

    private static FairShares shares(Holdings holdings, Topology topology, int attempt) {
        return FairShares.of(topology, holdings.partitions(), holdings.distance(), TIGHTNESS[attempt]);
    }

    private static int[] numbers(List<NodeId> tokens, Topology topology) {
        return tokens.stream().mapToInt(topology::number).toArray();
    }

    private static TokenPlan judge(
            Ring before, Circle circle, Topology topology, Holdings holdings, FairShares shares, int spread) {
        List<NodeId> tokens = Arrays.stream(circle.holders())
                .mapToObj(node -> topology.member(node).node())
                .toList();
        Ring ring = new Ring(before.epoch() + 1, tokens, topology.byNode());
        Movement movement = Movement.between(before, ring, spread);
        double bound = shares.runsMeetZones() ? holdings.bound(shares) : movement.gained();
        double better = movement.moved() > MUCH * bound && shares.runsMeetZones()
                ? Relaxation.bound(holdings, topology, shares)
                : 0;
        return new TokenPlan(ring, movement.moved(), bound, Math.max(bound, better), circle.faults());
    }

    private boolean isBetterThan(TokenPlan other) {
        return faults != other.faults ? faults < other.faults : moved < other.moved;
    }
}
