package org.armature.membership.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.armature.model.NodeId;
import org.armature.ring.Founding;
import org.armature.ring.Member;
import org.armature.ring.RingState;
import org.armature.ring.Strategy;

/** Clusters of nodes n1, n2, … to plan for. */
final class Clusters {
    static final long MIB = 1 << 20;
    static final Held USUAL = new Held(640, 64 * MIB);

    private Clusters() {}

    static NodeId node(int number) {
        return new NodeId("n" + number);
    }

    static Member member(int number) {
        return member(number, "h" + number, "default", 100);
    }

    static Member member(int number, String host, String zone, int weight) {
        return new Member(node(number), "10.0.0." + number + ":7100", "10.0.0." + number + ":7101", host, zone, weight);
    }

    static List<Member> members(int count) {
        List<Member> members = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            members.add(member(number));
        }
        return members;
    }

    /** With 64 partitions, tables of N=3 alone, 640 keys and 64 MiB on every member, 1 MiB a second. */
    static Situation of(List<Member> members, Member... candidates) {
        return of(Strategy.EQUAL_PARTITIONS, members, new TreeMap<>(Map.of(3, USUAL)), candidates);
    }

    static Situation of(
            Strategy strategy, List<Member> members, SortedMap<Integer, Held> heldByN, Member... candidates) {
        SortedMap<NodeId, Member> waiting = new TreeMap<>();
        for (Member candidate : candidates) {
            waiting.put(candidate.node(), candidate);
        }
        SortedMap<NodeId, Held> held = new TreeMap<>();
        members.forEach(member -> held.put(member.node(), USUAL));
        return new Situation(
                RingState.founding(Founding.ring(strategy, members, 64, 1, 3)),
                waiting,
                Collections.emptySortedSet(),
                Testimony.NONE,
                held,
                heldByN,
                MIB);
    }

    static Situation down(Situation situation, NodeId... nodes) {
        return new Situation(
                situation.state(),
                situation.candidates(),
                new TreeSet<>(List.of(nodes)),
                situation.testimony(),
                situation.held(),
                situation.heldByN(),
                situation.bytesPerSecond());
    }

    static Situation told(Situation situation, Testimony testimony) {
        return new Situation(
                situation.state(),
                situation.candidates(),
                situation.down(),
                testimony,
                situation.held(),
                situation.heldByN(),
                situation.bytesPerSecond());
    }

    static Situation at(Situation situation, RingState state) {
        return new Situation(
                state,
                situation.candidates(),
                situation.down(),
                situation.testimony(),
                situation.held(),
                situation.heldByN(),
                situation.bytesPerSecond());
    }
}
