package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.armature.model.NodeId;
import org.armature.ring.Founding;
import org.armature.ring.Member;
import org.armature.ring.Placement;
import org.armature.ring.Ring;
import org.armature.ring.RingState;
import org.armature.ring.Strategy;
import org.junit.jupiter.api.Test;

class RingDifferenceTest {
    private static final RingState FOUNDED = RingState.founding(ring("n1", "n2", "n3"));

    @Test
    void whoComesAndGoesIsNamed() {
        assertEquals(
                List.of("leave n1", "remove dead n2", "join n4"),
                RingDifference.of(FOUNDED.towards(ring("n3", "n4"), List.of(new NodeId("n2")))));
    }

    @Test
    void aMemberThatStaysIsNamedByWhatChangesOfIt() {
        Ring changed = ring(List.of(member("n1", "a", 200), member("n2", "b", 100), member("n3", "a", 100)));
        assertEquals(List.of("weight n1 200", "zone n2 b"), RingDifference.of(FOUNDED.towards(changed, List.of())));
    }

    private static Ring ring(String... names) {
        return ring(Stream.of(names).map(name -> member(name, "a", 100)).toList());
    }

    private static Ring ring(List<Member> members) {
        return Founding.ring(Strategy.EQUAL_PARTITIONS, members, 32, 1, Placement.USUAL_SPREAD);
    }

    private static Member member(String name, String zone, int weight) {
        return new Member(new NodeId(name), name + ":7100", name + ":7101", name, zone, weight);
    }
}
