package org.armature.ring;

import static org.armature.ring.Members.member;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.armature.model.NodeId;
import org.junit.jupiter.api.Test;

class PlacementTest {
    private static final int SEEDS = 600;
    private static final List<Case> CASES =
            LongStream.range(0, SEEDS).mapToObj(Case::of).toList();

    /** What a seed stands for. */
    private record Case(
            long seed,
            List<Member> members,
            int partitions,
            int spread,
            Placement placement,
            SortedMap<NodeId, Long> tokens) {
        static Case of(long seed) {
            Random random = new Random(seed);
            List<Member> members = Members.random(random);
            int partitions = 1 + random.nextInt(random.nextBoolean() ? 64 : 600);
            int spread = 1 + random.nextInt(5);
            Placement placement = Placement.of(members, partitions, spread);
            SortedMap<NodeId, Long> tokens = placement.tokens().stream()
                    .collect(Collectors.groupingBy(node -> node, TreeMap::new, Collectors.counting()));
            return new Case(seed, members, partitions, spread, placement, tokens);
        }

        long count(Function<Member, ?> property) {
            return members.stream().map(property).distinct().count();
        }

        /** How many consecutive tokens can at best be on distinct hosts. */
        int distance() {
            return (int) Math.min(Math.min(spread, count(Member::host)), partitions);
        }

        /** Whether so many groups, each with every distance-th token at most, can hold them all. */
        boolean canBeFilledBy(long groups) {
            return groups * (partitions / distance()) >= partitions;
        }

        double asked(Member member) {
            double total = members.stream().mapToInt(Member::weight).sum();
            return partitions * member.weight() / total;
        }

        long got(Member member) {
            return tokens.getOrDefault(member.node(), 0L);
        }

        void assertDistinct(Function<Member, String> property) {
            SortedMap<NodeId, Member> byNode = Members.byNode(members);
            for (int first = 0; first < partitions; first++) {
                TreeSet<String> met = new TreeSet<>();
                for (int i = 0; i < distance(); i++) {
                    NodeId node = placement.tokens().get((first + i) % partitions);
                    if (!met.add(property.apply(byNode.get(node)))) {
                        fail("seed " + seed + ": token " + first + " of " + placement.tokens() + " on " + members);
                    }
                }
            }
        }
    }

    @Test
    void consecutiveTokensAreOnDistinctHostsAcrossTheSeamToo() {
        int checked = 0;
        for (Case it : CASES) {
            if (it.canBeFilledBy(it.count(Member::host))) {
                it.assertDistinct(Member::host);
                checked++;
            }
        }
        assertTrue(checked > SEEDS / 2, "only " + checked);
    }

    @Test
    void consecutiveTokensAreInDistinctZonesIfThereAreEnough() {
        int checked = 0;
        for (Case it : CASES) {
            long zones = it.count(Member::zone);
            if (zones >= it.distance() && it.canBeFilledBy(zones)) {
                it.assertDistinct(Member::zone);
                checked++;
            }
        }
        assertTrue(checked > SEEDS / 4, "only " + checked);
    }

    @Test
    void everyPartitionHasNDistinctHostsOrAllOfThem() {
        for (Case it : CASES) {
            Ring ring = new Ring(1, it.placement().tokens(), Members.byNode(it.members()));
            long hostsWithTokens = it.placement().tokens().stream()
                    .map(node -> ring.members().get(node).host())
                    .distinct()
                    .count();
            for (int partition = 0; partition < it.partitions(); partition++) {
                List<NodeId> owners =
                        ring.preferenceList(partition, it.spread()).owners();
                long hosts = owners.stream()
                        .map(node -> ring.members().get(node).host())
                        .distinct()
                        .count();
                assertEquals(Math.min(it.spread(), hostsWithTokens), hosts, "seed " + it.seed());
                assertEquals(owners.size(), hosts, "seed " + it.seed());
            }
        }
    }

    @Test
    void everyNodeGetsItsShareWithinOneTokenUnlessDistinctnessForbidsIt() {
        int checked = 0;
        for (Case it : CASES) {
            if (isRoomFor(it, Member::host)
                    && (it.count(Member::zone) < it.distance() || isRoomFor(it, Member::zone))) {
                for (Member member : it.members()) {
                    assertTrue(Math.abs(it.got(member) - it.asked(member)) < 1, "seed " + it.seed() + ": " + member);
                }
                assertTrue(
                        weightWarnings(it.placement()).isEmpty(),
                        "seed " + it.seed() + it.placement().warnings());
                checked++;
            }
        }
        assertTrue(checked > SEEDS / 4, "only " + checked);
    }

    /** Even if every share is rounded up. */
    private static boolean isRoomFor(Case it, Function<Member, String> property) {
        int limit = it.partitions() / it.distance();
        SortedMap<String, Double> shares = new TreeMap<>();
        it.members().forEach(member -> shares.merge(property.apply(member), it.asked(member) + 1, Double::sum));
        return shares.values().stream().allMatch(share -> share <= limit);
    }

    @Test
    void aShareThatCouldNotBeHonouredIsReported() {
        int reported = 0;
        for (Case it : CASES) {
            for (Member member : it.members()) {
                if (it.got(member) <= it.asked(member) - 1.000_001) {
                    String begin = member.node() + " gets " + it.got(member) + " of " + it.partitions() + " tokens";
                    assertTrue(
                            it.placement().warnings().stream().anyMatch(warning -> warning.startsWith(begin)),
                            "seed " + it.seed() + ": no «" + begin + "» in "
                                    + it.placement().warnings());
                    reported++;
                }
            }
        }
        assertTrue(reported > SEEDS / 10, "only " + reported);
    }

    @Test
    void nodesOfHostsThatAreNotFullShareWhatIsLeftByWeight() {
        for (Case it : CASES) {
            List<Member> free = it.members().stream()
                    .filter(member -> held(it, Member::host, member) < it.partitions() / it.distance())
                    .filter(member -> it.count(Member::zone) < it.distance()
                            || held(it, Member::zone, member) < it.partitions() / it.distance())
                    .toList();
            for (Member a : free) {
                for (Member b : free) {
                    double most = (it.got(a) - 1.0) / a.weight();
                    double least = (it.got(b) + 1.0) / b.weight();
                    assertTrue(
                            most <= least,
                            "seed " + it.seed() + ": " + it.got(a) + " for " + a + ", " + it.got(b) + " for " + b);
                }
            }
        }
    }

    private static long held(Case it, Function<Member, String> property, Member of) {
        return it.members().stream()
                .filter(member -> property.apply(member).equals(property.apply(of)))
                .mapToLong(it::got)
                .sum();
    }

    @Test
    void theSameMembersInAnyOrderGiveTheSameTokens() {
        for (Case it : CASES.subList(0, 60)) {
            List<Member> shuffled = new ArrayList<>(it.members());
            Collections.shuffle(shuffled, new Random(it.seed()));
            assertEquals(it.placement(), Placement.of(shuffled, it.partitions(), it.spread()), "seed " + it.seed());
        }
    }

    @Test
    void theTokensOfTodayAreThoseOfTomorrow() {
        Placement placement = Placement.of(Members.equal(5), 16);
        assertEquals(
                "[n2, n1, n4, n3, n0, n1, n2, n0, n3, n4, n0, n2, n3, n1, n0, n4]",
                placement.tokens().toString());
    }

    @Test
    void threeHostsAndTheUsualQGetEqualSharesAndNoWarning() {
        Placement placement = Placement.of(Members.equal(3), 256);
        assertEquals(List.of(), placement.warnings());
        for (Member member : Members.equal(3)) {
            int got = Collections.frequency(placement.tokens(), member.node());
            assertTrue(got == 85 || got == 86, placement.tokens().toString());
        }
    }

    @Test
    void oneNodeHoldsEverything() {
        assertEquals(
                new Placement(Collections.nCopies(256, new NodeId("n0")), List.of()),
                Placement.of(Members.equal(1), 256));
    }

    @Test
    void distinctnessWinsOverWeightAndSaysSo() {
        Placement placement = Placement.of(
                List.of(member("n1", "h1", "z", 3), member("n2", "h2", "z", 1), member("n3", "h3", "z", 1)), 99);
        assertEquals(
                List.of(
                        "n1 gets 33 of 99 tokens, its weight asks for 59: "
                                + "no host may hold more than one of any 3 consecutive tokens",
                        "n2 gets 33 of 99 tokens, its weight asks for 20: "
                                + "it takes what other hosts or zones may not hold",
                        "n3 gets 33 of 99 tokens, its weight asks for 20: "
                                + "it takes what other hosts or zones may not hold"),
                placement.warnings());
    }

    @Test
    void fewTokensANodeAreReported() {
        List<String> warnings = Placement.of(Members.equal(3), 64).warnings();
        assertEquals(1, warnings.size());
        assertTrue(
                warnings.get(0).startsWith("3 of 3 nodes have fewer than 32 tokens, n1 the fewest with 21 of 64"),
                warnings.get(0));
        assertTrue(
                warnings.get(0).endsWith("Q, which is fixed when the cluster is made, would be 96 or more"),
                warnings.get(0));
    }

    @Test
    void withTwoZonesEveryThreeConsecutiveTokensMeetBoth() {
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            members.add(member("n" + i, "h" + i, "z" + i % 2, 1));
        }
        List<NodeId> tokens = Placement.of(members, 256).tokens();
        SortedMap<NodeId, Member> byNode = Members.byNode(members);
        for (int first = 0; first < 256; first++) {
            TreeSet<String> zones = new TreeSet<>();
            for (int i = 0; i < 3; i++) {
                zones.add(byNode.get(tokens.get((first + i) % 256)).zone());
            }
            assertEquals(2, zones.size(), "token " + first);
        }
    }

    @Test
    void theLoadOfAHostThatFailsSpreadsOverAllOthers() {
        for (int hosts = 4; hosts <= 16; hosts++) {
            List<Member> members = Members.equal(hosts);
            Ring ring = Members.ring(members, 64 * hosts, 3);
            for (Member failed : members) {
                SortedMap<NodeId, Integer> taken = new TreeMap<>();
                for (int partition = 0; partition < ring.partitions(); partition++) {
                    List<NodeId> owners = ring.preferenceList(partition, 3).owners();
                    if (owners.get(0).equals(failed.node())) {
                        taken.merge(owners.get(1), 1, Integer::sum);
                    }
                }
                assertEquals(hosts - 1, taken.size(), hosts + " hosts, " + failed.node() + " failed: " + taken);
                int most = Collections.max(taken.values());
                assertTrue(
                        most <= 1.5 * 64 / (hosts - 1) + 1, hosts + " hosts, " + failed.node() + " failed: " + taken);
            }
        }
    }

    @Test
    void theLargestRingIsPlacedInGoodTime() {
        Placement placement = Placement.of(Members.equal(300), 65_536);
        assertEquals(65_536, placement.tokens().size());
    }

    @Test
    void refusesWhatMakesNoRing() {
        List<Member> one = Members.equal(1);
        assertThrows(IllegalArgumentException.class, () -> Placement.of(List.of(), 1));
        assertThrows(IllegalArgumentException.class, () -> Placement.of(one, 0));
        assertThrows(IllegalArgumentException.class, () -> Placement.of(one, 65_537));
        assertThrows(IllegalArgumentException.class, () -> Placement.of(one, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> Placement.of(List.of(one.get(0), one.get(0)), 1));
        List<Member> astride = List.of(member("n1", "h", "z1", 1), member("n2", "h", "z2", 1));
        var refusal = assertThrows(IllegalArgumentException.class, () -> Placement.of(astride, 1));
        assertEquals("host h lies in one zone, but n1 says z1 and n2 says z2", refusal.getMessage());
    }

    private static List<String> weightWarnings(Placement placement) {
        return placement.warnings().stream()
                .filter(warning -> warning.contains("its weight asks for"))
                .toList();
    }
}
