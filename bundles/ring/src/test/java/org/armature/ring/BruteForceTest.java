package org.armature.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Plans of rings so small that every arrangement of their tokens can be looked at. */
class BruteForceTest {
    private static final int SPREAD = 3;
    private static final int SEEDS = 60;

    /** All arrangements of one change, and the least that any sound and fair one of them moves. */
    private static final class Arrangements {
        private final Topology topology;
        private final FairShares shares;
        private final Holdings former;
        private final int[] tokens;
        private final int[] held;
        private long least = Long.MAX_VALUE;

        Arrangements(Topology topology, FairShares shares, Holdings former) {
            this.topology = topology;
            this.shares = shares;
            this.former = former;
            this.tokens = new int[former.partitions()];
            this.held = new int[topology.nodes()];
            look(0, 0);
        }

        private void look(int token, long moved) {
            if (moved >= least) {
                return;
            }
            if (token == tokens.length) {
                least = isFair() && isSound() ? moved : least;
                return;
            }
            for (int node = 0; node < held.length; node++) {
                if (held[node] < shares.most(node)) {
                    tokens[token] = node;
                    held[node]++;
                    look(token + 1, moved + former.gained(token, node));
                    held[node]--;
                }
            }
        }

        private boolean isFair() {
            for (int node = 0; node < held.length; node++) {
                if (held[node] < shares.least(node)) {
                    return false;
                }
            }
            return true;
        }

        private boolean isSound() {
            for (int first = 0; first < tokens.length; first++) {
                TreeSet<Integer> hosts = new TreeSet<>();
                TreeSet<Integer> zones = new TreeSet<>();
                for (int i = 0; i < former.distance(); i++) {
                    hosts.add(topology.hostOf(tokens[(first + i) % tokens.length]));
                    zones.add(topology.zoneOf(tokens[(first + i) % tokens.length]));
                }
                if (hosts.size() < former.distance() || zones.size() < Math.min(former.distance(), topology.zones())) {
                    return false;
                }
            }
            return true;
        }
    }

    @Test
    void boundsAreBelowWhatAnyArrangementMovesAndPlansAreNearIt() {
        int compared = 0;
        double moved = 0;
        double least = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            int partitions = 8 + random.nextInt(4);
            int nodes = 4 + random.nextInt(3);
            int zones = random.nextInt(3) == 0 ? 4 : 1;
            List<Member> more = members(nodes + 1, zones);
            List<Member> fewer = members(nodes, zones);
            boolean join = random.nextBoolean();
            Ring before = Members.ring(join ? fewer : more, partitions, SPREAD);
            List<Member> after = join ? more : fewer;
            Topology topology = Topology.of(after);
            Holdings former = Holdings.of(before, topology, SPREAD);
            FairShares shares = FairShares.of(topology, partitions, former.distance(), 1);
            Arrangements all = new Arrangements(topology, shares, former);
            String where = "seed " + seed + ": " + before + " to " + nodes;
            if (all.least < Long.MAX_VALUE && shares.runsMeetZones()) {
                assertTrue(former.bound(shares) <= all.least, where);
                assertTrue(Relaxation.bound(former, topology, shares) <= all.least + 1e-6, where);
                Replanning plan = Replanning.of(before, after, SPREAD);
                moved += plan.moved();
                least += all.least;
                compared++;
            }
        }
        assertTrue(compared > SEEDS / 2, "only " + compared);
        assertTrue(moved <= 1.1 * least, moved + " moved, at best " + least);
    }

    private static List<Member> members(int nodes, int zones) {
        return IntStream.range(0, nodes)
                .mapToObj(node -> Members.member("n" + node, "h" + node, "z" + node % zones, 1))
                .toList();
    }

    @Test
    void fairSharesGoByWeightUpToWhatHostsAndZonesMayHold() {
        List<Member> members = List.of(
                Members.member("a", "ha", "z1", 8),
                Members.member("b", "hb", "z2", 1),
                Members.member("c", "hc", "z2", 1),
                Members.member("d", "hd", "z3", 1),
                Members.member("e", "he", "z3", 1));
        FairShares shares = FairShares.of(Topology.of(members), 120, 3, 1);
        int[] expected = {40, 20, 20, 20, 20};
        for (int node = 0; node < expected.length; node++) {
            assertEquals(expected[node], shares.least(node), "node " + node);
            assertEquals(expected[node], shares.most(node), "node " + node);
        }
        FairShares byWeight = FairShares.of(Topology.of(members), 120, 1, 1);
        assertEquals(80, byWeight.least(0));
        assertEquals(10, byWeight.most(4));
    }
}
