package org.armature.ring;

import java.util.Comparator;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * How many of Q tokens each node gets: by weight and largest remainder, so that each is within one token of what its
 * weight asks for; then tokens that a host or zone must not hold, lest two of them come within the distance of each
 * other, move to the nodes that are furthest below their weight. Time Q · nodes at most.
 */
final class Shares {
    private final Topology topology;
    private final int partitions;
    private final int distance;
    private final long totalWeight;
    private final int[] tokens;
    private final Groups hosts;
    private final Groups zones;

    private Shares(Topology topology, int partitions, int distance) {
        this.topology = topology;
        this.partitions = partitions;
        this.distance = distance;
        this.totalWeight =
                IntStream.range(0, topology.nodes()).mapToLong(topology::weight).sum();
        this.tokens = new int[topology.nodes()];
        this.hosts = new Groups(topology.hosts(), partitions, distance);
        this.zones = new Groups(topology.zones(), partitions, topology.zones() >= distance ? distance : 1);
    }

    /** @param distance any so many consecutive tokens shall be on distinct hosts, and in distinct zones if there are */
    static Shares of(Topology topology, int partitions, int distance) {
        Shares shares = new Shares(topology, partitions, distance);
        shares.giveByWeight();
        shares.drainHosts();
        shares.drainZones();
        return shares;
    }

    private void giveByWeight() {
        int left = partitions;
        for (int node = 0; node < tokens.length; node++) {
            int whole = (int) (asked(node) / totalWeight);
            give(node, whole);
            left -= whole;
        }
        IntStream.range(0, tokens.length)
                .boxed()
                .sorted(Comparator.comparingLong((Integer node) -> -(asked(node) % totalWeight)))
                .limit(left)
                .forEach(node -> give(node, 1));
    }

    /** Its exact share, times {@link #totalWeight}. */
    private long asked(int node) {
        return (long) partitions * topology.weight(node);
    }

    private void give(int node, int count) {
        tokens[node] += count;
        hosts.add(topology.hostOf(node), count);
        zones.add(topology.zoneOf(node), count);
    }

    private void drainHosts() {
        while (true) {
            int from = mostServed(node -> hosts.hasTooMany(topology.hostOf(node)));
            if (from < 0) {
                return;
            }
            int to = leastServed(
                    node -> isOpen(node) || (hasRoom(node) && topology.zoneOf(node) == topology.zoneOf(from)));
            move(from, to >= 0 ? to : leastServed(this::hasRoom));
        }
    }

    /** As far as hosts with room are left in other zones. */
    private void drainZones() {
        while (true) {
            int from = mostServed(node -> zones.hasTooMany(topology.zoneOf(node)));
            int to = leastServed(this::isOpen);
            if (from < 0 || to < 0) {
                return;
            }
            move(from, to);
        }
    }

    private boolean hasRoom(int node) {
        return !hosts.isFull(topology.hostOf(node));
    }

    private boolean isOpen(int node) {
        return hasRoom(node) && !zones.isFull(topology.zoneOf(node));
    }

    private void move(int from, int to) {
        give(from, -1);
        give(to, 1);
    }

    /** The node with the most tokens for its weight; -1 if there is none. */
    private int mostServed(IntPredicate eligible) {
        int most = -1;
        for (int node = 0; node < tokens.length; node++) {
            if (tokens[node] > 0
                    && eligible.test(node)
                    && (most < 0
                            || (long) tokens[node] * topology.weight(most)
                                    > (long) tokens[most] * topology.weight(node))) {
                most = node;
            }
        }
        return most;
    }

    /** The node with the fewest tokens for its weight, counting half the one it would get; -1 if there is none. */
    private int leastServed(IntPredicate eligible) {
        int least = -1;
        for (int node = 0; node < tokens.length; node++) {
            if (eligible.test(node)
                    && (least < 0
                            || (2L * tokens[node] + 1) * topology.weight(least)
                                    < (2L * tokens[least] + 1) * topology.weight(node))) {
                least = node;
            }
        }
        return least;
    }

    int partitions() {
        return partitions;
    }

    int tokens(int node) {
        return tokens[node];
    }

    Groups hosts() {
        return hosts;
    }

    Groups zones() {
        return zones;
    }

    /** If the node gets a token less than its weight asks for, or a good deal more. */
    Optional<String> warning(int node) {
        String cause = "no " + (hosts.isFull(topology.hostOf(node)) ? "host" : "zone")
                + " may hold more than one of any " + distance + " consecutive tokens";
        return WeightWarnings.ofNode(topology.member(node), tokens[node], partitions, totalWeight, cause);
    }
}
