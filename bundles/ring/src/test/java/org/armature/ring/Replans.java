package org.armature.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.armature.model.NodeId;

/** One plan of strategy 3, looked at without the planner's means. */
record Replans(String name, Ring before, Collection<Member> members, int spread, Replanning plan) {
    static Replans of(String name, Ring before, Collection<Member> members, int spread) {
        return new Replans(name, before, members, spread, Replanning.of(before, members, spread));
    }

    Ring ring() {
        return plan.ring();
    }

    int count(Function<Member, String> property) {
        return (int) members.stream().map(property).distinct().count();
    }

    int distance() {
        return Math.min(Math.min(spread, count(Member::host)), before.partitions());
    }

    /** The largest part of all weights that stands on one host, or in one zone, in parts of the most it could hold. */
    double tightness(Function<Member, String> property) {
        double total = members.stream().mapToInt(Member::weight).sum();
        Map<String, Double> parts = new HashMap<>();
        members.forEach(
                member -> parts.merge(property.apply(member), distance() * member.weight() / total, Double::sum));
        return Collections.max(parts.values());
    }

    /** Whether hosts and zones leave room to move little and to honour weights. */
    boolean isRoomy() {
        return tightness(Member::host) < 0.9
                && (count(Member::zone) < distance() ? count(Member::zone) == 1 : tightness(Member::zone) < 0.9);
    }

    void assertSound() {
        assertEquals(before.epoch() + 1, ring().epoch(), name);
        assertEquals(before.partitions(), ring().partitions(), name);
        assertEquals(Members.byNode(List.copyOf(members)), ring().members(), name);
        assertEquals(movedReplicas(), plan.moved(), name);
        if (suffice(count(Member::host))) {
            assertDistinct(Member::host);
        }
        if (count(Member::zone) >= distance() && suffice(count(Member::zone))) {
            assertDistinct(Member::zone);
        }
    }

    /** Whether so many groups, each with every distance-th token at most, can hold them all. */
    private boolean suffice(int groups) {
        return groups * (before.partitions() / distance()) >= before.partitions();
    }

    private void assertDistinct(Function<Member, String> property) {
        List<NodeId> tokens = ring().tokens();
        for (int first = 0; first < tokens.size(); first++) {
            SortedSet<String> met = new TreeSet<>();
            for (int i = 0; i < distance(); i++) {
                met.add(property.apply(ring().members().get(tokens.get((first + i) % tokens.size()))));
            }
            assertEquals(distance(), met.size(), name + ": token " + first + " and after it only " + met);
        }
    }

    private double movedReplicas() {
        double moved = 0;
        for (int partition = 0; partition < before.partitions(); partition++) {
            SortedSet<NodeId> gained =
                    new TreeSet<>(ring().preferenceList(partition, spread).owners());
            gained.removeAll(before.preferenceList(partition, spread).owners());
            moved += gained.size();
        }
        return moved;
    }

    void assertSharesAreFair() {
        double total = members.stream().mapToInt(Member::weight).sum();
        for (Member member : members) {
            double share = before.partitions() * member.weight() / total;
            int got = Collections.frequency(ring().tokens(), member.node());
            assertTrue(Math.abs(got - share) < 1, name + ": " + got + " tokens of " + share + " for " + member);
        }
    }

    /** One token more than must does no harm. */
    void assertMovesLittle() {
        double most = Math.max(1.15 * plan.bound(), plan.bound() + distance());
        assertTrue(plan.moved() <= most, name + ": moved " + plan.moved() + " of " + plan.bound());
        if (isRoomy()) {
            assertTrue(plan.bound() >= lackOfReplicas(), name + ": bound " + plan.bound() + " of " + lackOfReplicas());
        }
    }

    /** What nodes need to hold the replicas of their shares, rounded down. */
    private double lackOfReplicas() {
        SortedMap<NodeId, Integer> held = new TreeMap<>();
        for (int partition = 0; partition < before.partitions(); partition++) {
            before.preferenceList(partition, spread).owners().forEach(node -> held.merge(node, 1, Integer::sum));
        }
        double total = members.stream().mapToInt(Member::weight).sum();
        return members.stream()
                .mapToDouble(member -> Math.max(
                        0,
                        distance() * Math.floor(before.partitions() * member.weight() / total)
                                - held.getOrDefault(member.node(), 0)))
                .sum();
    }
}
