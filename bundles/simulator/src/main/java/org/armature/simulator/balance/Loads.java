package org.armature.simulator.balance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.armature.model.NodeId;
import org.armature.ring.Member;
import org.armature.ring.Position;
import org.armature.ring.Ring;
import org.armature.ring.Strategy;

/**
 * What the nodes of a ring carry.
 *
 * @param placement of the ring's positions, copies counted: what they store if keys spread as hashes do
 * @param allOwners of the requests if each is asked of all N owners: the work of replicas
 * @param firstOwner of the requests if each is asked of its first owner alone: the work of coordinators
 */
record Loads(Evenness placement, Evenness allOwners, Evenness firstOwner) {
    private static final double RING = 0x1p64;

    static Loads of(Ring ring, int n, Requests requests) {
        int[][] owners = owners(ring, n);
        double[] requested = requests.byRange(ring);
        return new Loads(
                evenness(ring, owners, n, sizes(ring)),
                evenness(ring, owners, n, requested),
                evenness(ring, owners, 1, requested));
    }

    /** Of the ring's positions alone. */
    static Evenness placement(Ring ring, int n) {
        return evenness(ring, owners(ring, n), n, sizes(ring));
    }

    private static int[][] owners(Ring ring, int n) {
        Map<NodeId, Integer> numbers = new TreeMap<>();
        for (NodeId node : ring.members().keySet()) {
            numbers.put(node, numbers.size());
        }
        int[][] owners = new int[ring.ranges()][];
        for (int range = 0; range < owners.length; range++) {
            owners[range] = ring.preferenceList(range, n).owners().stream()
                    .mapToInt(numbers::get)
                    .toArray();
        }
        return owners;
    }

    /** The part of the ring that each range covers. */
    private static double[] sizes(Ring ring) {
        double[] sizes = new double[ring.ranges()];
        if (ring.strategy() != Strategy.RANDOM_TOKENS || sizes.length == 1) {
            Arrays.fill(sizes, 1.0 / sizes.length);
            return sizes;
        }
        List<Position> ends = ring.tokenPositions();
        for (int range = 0; range < sizes.length; range++) {
            Position start = ends.get((range == 0 ? sizes.length : range) - 1);
            long covered = ends.get(range).high() - start.high(); // modulo 2^64, as on the circle
            sizes[range] = ((covered >>> 1) * 2.0 + (covered & 1)) / RING;
        }
        return sizes;
    }

    private static Evenness evenness(Ring ring, int[][] owners, int first, double[] byRange) {
        double[] carried = new double[ring.members().size()];
        for (int range = 0; range < byRange.length; range++) {
            for (int owner = 0; owner < Math.min(first, owners[range].length); owner++) {
                carried[owners[range][owner]] += byRange[range];
            }
        }
        double all = Arrays.stream(carried).sum();
        double weights =
                ring.members().values().stream().mapToDouble(Member::weight).sum();
        List<Double> relative = new ArrayList<>();
        for (Member member : ring.members().values()) {
            relative.add(carried[relative.size()] / all * weights / member.weight());
        }
        return new Evenness(relative);
    }
}
