package org.armature.ring;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * How many of Q tokens each node should hold: by weight, but no host, and no zone if there are as many zones, more than
 * every {@code distance}-th token, since two tokens of one must not come within that distance of each other. What the
 * capped ones may not hold, the others share by weight. Fractions: a node is served fairly if its tokens are its share
 * rounded up or down.
 */
final class FairShares {
    private static final int HALVINGS = 100;
    private static final double ROUNDING = 1e-6;

    private final Topology topology;
    private final boolean runsMeetZones;
    private final double hostCap;
    private final double zoneCap;
    private final double[] weightOfHost;
    private final double[] shares;

    private FairShares(Topology topology, int partitions, int distance, double tightness) {
        this.topology = topology;
        this.hostCap = cap(topology.hosts(), partitions, distance, tightness);
        this.zoneCap =
                topology.zones() < distance ? partitions : cap(topology.zones(), partitions, distance, tightness);
        this.weightOfHost = new double[topology.hosts()];
        for (int node = 0; node < topology.nodes(); node++) {
            weightOfHost[topology.hostOf(node)] += topology.weight(node);
        }
        this.shares = new double[topology.nodes()];
        double level = level(this::ofAll, partitions);
        for (int node = 0; node < shares.length; node++) {
            int host = topology.hostOf(node);
            int zone = topology.zoneOf(node);
            double inZone = uncapped(zone, level) > zoneCap ? level(it -> uncapped(zone, it), zoneCap) : level;
            shares[node] = ofHost(host, inZone) * topology.weight(node) / weightOfHost[host];
        }
        this.runsMeetZones = topology.zones() >= distance
                || IntStream.range(0, topology.zones())
                        .allMatch(zone -> uncapped(zone, level) * distance * tightness >= partitions);
    }

    /**
     * @param tightness up to 1: how much of what a host or zone could hold at best it may hold, if there are more of them
     *     than must be. At 1, one that holds as much has every {@code distance}-th token and no choice
     */
    static FairShares of(Topology topology, int partitions, int distance, double tightness) {
        return new FairShares(topology, partitions, distance, tightness);
    }

    /** Whole tokens, unless so many for each group would not make up Q. */
    private static double cap(int groups, int partitions, int distance, double tightness) {
        int whole = partitions / distance;
        if ((long) groups * whole < partitions) {
            return (double) partitions / distance;
        }
        return groups == distance ? whole : Math.max(whole * tightness, (double) partitions / groups);
    }

    /** The tokens for a unit of weight at which a growing sum reaches what it shall be. */
    private static double level(DoubleUnaryOperator sum, double wanted) {
        double least = 0;
        double most = wanted;
        for (int halving = 0; halving < HALVINGS; halving++) {
            double middle = (least + most) / 2;
            if (sum.applyAsDouble(middle) < wanted) {
                least = middle;
            } else {
                most = middle;
            }
        }
        return most;
    }

    private double ofAll(double level) {
        double sum = 0;
        for (int zone = 0; zone < topology.zones(); zone++) {
            sum += Math.min(zoneCap, uncapped(zone, level));
        }
        return sum;
    }

    private double uncapped(int zone, double level) {
        double sum = 0;
        for (int host = 0; host < weightOfHost.length; host++) {
            sum += topology.zoneOfHost(host) == zone ? ofHost(host, level) : 0;
        }
        return sum;
    }

    private double ofHost(int host, double level) {
        return Math.min(hostCap, level * weightOfHost[host]);
    }

    /** Whether any {@code distance} consecutive tokens can meet all zones, or as many zones as they are. */
    boolean runsMeetZones() {
        return runsMeetZones;
    }

    /** Whether the same shares are fair, if rounded. */
    boolean isAs(FairShares other) {
        return runsMeetZones == other.runsMeetZones
                && IntStream.range(0, shares.length)
                        .allMatch(node -> least(node) == other.least(node) && most(node) == other.most(node));
    }

    int least(int node) {
        return (int) Math.floor(shares[node] + ROUNDING);
    }

    int most(int node) {
        return (int) Math.ceil(shares[node] - ROUNDING);
    }
}
