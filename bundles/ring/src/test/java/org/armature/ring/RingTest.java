package org.armature.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.junit.jupiter.api.Test;

class RingTest {
    private static final NodeId A = new NodeId("a");
    private static final NodeId B = new NodeId("b");
    private static final NodeId B2 = new NodeId("b2");
    private static final NodeId C = new NodeId("c");
    private static final SortedMap<NodeId, Member> MEMBERS = Members.byNode(List.of(
            Members.member("a", "host-a", "z", 1),
            Members.member("b", "host-b", "z", 1),
            Members.member("b2", "host-b", "z", 1),
            Members.member("c", "host-c", "z", 1)));

    private final Ring ring = new Ring(7, List.of(A, B, B2, C), MEMBERS);

    @Test
    void thePreferenceListBeginsWithTheTokensOwnerAndGoesOnClockwiseOverDistinctHosts() {
        assertEquals(new PreferenceList(List.of(A, B), List.of(C)), ring.preferenceList(0, 2));
        assertEquals(new PreferenceList(List.of(B, C), List.of(A)), ring.preferenceList(1, 2));
        assertEquals(new PreferenceList(List.of(B2, C), List.of(A)), ring.preferenceList(2, 2));
        assertEquals(new PreferenceList(List.of(C, A), List.of(B)), ring.preferenceList(3, 2));
    }

    @Test
    void withMoreCopiesThanHostsEveryHostIsAnOwner() {
        assertEquals(new PreferenceList(List.of(B2, C, A), List.of()), ring.preferenceList(2, 5));
        assertEquals(3, ring.hosts());
    }

    @Test
    void aMemberWithoutATokenIsOnNoList() {
        Ring partial = new Ring(1, List.of(A, C), MEMBERS);
        assertEquals(new PreferenceList(List.of(C, A), List.of()), partial.preferenceList(1, 3));
    }

    @Test
    void aListIsWorkedOutOnce() {
        assertSame(ring.preferenceList(1, 2), ring.preferenceList(1, 2));
        assertSame(ring.preferenceList(1, 3), ring.preferenceList(1, 99));
    }

    @Test
    void aKeysPartitionIsThatOfItsPosition() {
        assertEquals(2, ring.partitionOf(Position.of(Key.utf8("abc")))); // 0x90… of four quarters
        assertEquals(4, ring.partitions());
    }

    @Test
    void nodesOfZonesNotMetYetComeBeforeNearerOnesOfZonesThatWere() {
        Ring racks = new Ring(
                1,
                List.of(A, B, C),
                Members.byNode(List.of(
                        Members.member("a", "host-a", "rack-1", 1),
                        Members.member("b", "host-b", "rack-1", 1),
                        Members.member("c", "host-c", "rack-2", 1))));
        assertEquals(new PreferenceList(List.of(A, C), List.of(B)), racks.preferenceList(0, 2));
        assertEquals(new PreferenceList(List.of(A, C, B), List.of()), racks.preferenceList(0, 3));
    }

    @Test
    void refusesTokensOfStrangers() {
        var refusal =
                assertThrows(IllegalArgumentException.class, () -> new Ring(1, List.of(new NodeId("x")), MEMBERS));
        assertEquals("token owner x is no member of the ring", refusal.getMessage());
    }

    @Test
    void refusesAMemberUnderAnotherName() {
        SortedMap<NodeId, Member> mixedUp = new TreeMap<>(MEMBERS);
        mixedUp.put(A, MEMBERS.get(B));
        assertThrows(IllegalArgumentException.class, () -> new Ring(1, List.of(A), mixedUp));
    }

    @Test
    void refusesNoTokensOrTooMany() {
        assertThrows(IllegalArgumentException.class, () -> new Ring(1, List.of(), MEMBERS));
        assertThrows(IllegalArgumentException.class, () -> new Ring(1, Collections.nCopies(65_537, A), MEMBERS));
        assertEquals(65_536, new Ring(1, Collections.nCopies(65_536, A), MEMBERS).partitions());
    }

    @Test
    void refusesAPartitionOrANumberOfCopiesOutOfRange() {
        assertThrows(IndexOutOfBoundsException.class, () -> ring.preferenceList(4, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> ring.preferenceList(-1, 1));
        assertThrows(IllegalArgumentException.class, () -> ring.preferenceList(0, 0));
    }

    @Test
    void equalRingsAreEqualAndAnotherEpochIsNot() {
        Ring same = new Ring(7, List.of(A, B, B2, C), MEMBERS);
        assertEquals(ring, same);
        assertEquals(ring.hashCode(), same.hashCode());
        assertTrue(!ring.equals(new Ring(8, List.of(A, B, B2, C), MEMBERS)));
    }

    @Test
    void changingWhatItWasMadeOfDoesNotChangeARing() {
        List<NodeId> tokens = new ArrayList<>(List.of(A, B));
        SortedMap<NodeId, Member> members = new TreeMap<>(MEMBERS);
        Ring made = new Ring(1, tokens, members);
        tokens.set(0, C);
        members.clear();
        assertEquals(List.of(A, B), made.preferenceList(0, 2).owners());
    }

    @Test
    void anIndependentWalkGivesTheSameLists() {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            List<Member> members = Members.random(random);
            List<NodeId> tokens = new ArrayList<>();
            for (int i = random.nextInt(100); i >= 0; i--) {
                tokens.add(members.get(random.nextInt(members.size())).node());
            }
            Ring made = new Ring(seed, tokens, Members.byNode(members));
            for (int ask = 0; ask < 50; ask++) {
                int partition = random.nextInt(tokens.size());
                int n = 1 + random.nextInt(6);
                PreferenceList list = made.preferenceList(partition, n);
                List<NodeId> all = new ArrayList<>(list.owners());
                all.addAll(list.fallbacks());
                List<NodeId> expected = naive(tokens, made.members(), partition);
                assertEquals(expected, all, "seed " + seed);
                assertEquals(Math.min(n, expected.size()), list.owners().size(), "seed " + seed);
            }
        }
    }

    /** Recursively: the nodes of the rest of the circle, without those of the first one's host; then zone by zone. */
    private static List<NodeId> naive(List<NodeId> tokens, SortedMap<NodeId, Member> members, int partition) {
        List<NodeId> circle = new ArrayList<>(tokens);
        Collections.rotate(circle, -partition);
        List<NodeId> found = new ArrayList<>();
        while (!circle.isEmpty()) {
            NodeId next = circle.get(0);
            found.add(next);
            circle.removeIf(
                    node -> members.get(node).host().equals(members.get(next).host()));
        }
        List<NodeId> oneOfEachZone = new ArrayList<>();
        for (NodeId node : found) {
            if (oneOfEachZone.stream()
                    .noneMatch(met ->
                            members.get(met).zone().equals(members.get(node).zone()))) {
                oneOfEachZone.add(node);
            }
        }
        found.removeAll(oneOfEachZone);
        oneOfEachZone.addAll(found);
        return oneOfEachZone;
    }
}
