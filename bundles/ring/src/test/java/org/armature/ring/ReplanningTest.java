package org.armature.ring;

import static org.armature.ring.Members.member;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.armature.model.NodeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplanningTest {
    /** Each on a host of its own, one zone after the other. */
    private static List<Member> inZones(int nodes, int zones) {
        List<Member> members = new ArrayList<>();
        for (int node = 0; node < nodes; node++) {
            members.add(member("n" + node, "h" + node, "z" + node % zones, 1));
        }
        return members;
    }

    @ParameterizedTest(name = "{0} zones, Q={1}, spread {2}")
    @CsvSource({"1, 1024, 3", "1, 256, 5", "2, 256, 3", "3, 1024, 3", "4, 256, 3", "6, 256, 3"})
    void aClusterThatGrowsToTwelveNodesAndShrinksAgainMovesLittleAndStaysSound(int zones, int partitions, int spread) {
        int fewest = Math.max(3, zones);
        Ring ring = Members.ring(inZones(fewest, zones), partitions, spread);
        for (int step = 1; step <= 2 * (12 - fewest); step++) {
            int nodes = step <= 12 - fewest ? fewest + step : 24 - fewest - step;
            Replans it = Replans.of("at " + nodes + " nodes", ring, inZones(nodes, zones), spread);
            it.assertSound();
            it.assertMovesLittle();
            if (it.isRoomy()) {
                it.assertSharesAreFair();
            }
            ring = it.ring();
        }
    }

    @Test
    void from3To30NodesAndBackReplicasAreSpreadAsEvenlyAsTokensCanBe() {
        Ring ring = Members.ring(inZones(3, 1), 1_024, 3);
        for (int step = 1; step <= 54; step++) {
            int nodes = step <= 27 ? 3 + step : 57 - step;
            Replans it = Replans.of("at " + nodes + " nodes", ring, inZones(nodes, 1), 3);
            it.assertSound();
            it.assertMovesLittle();
            it.assertSharesAreFair();
            double efficiency = Balance.of(it.ring(), 3).replicas().efficiency();
            assertTrue(efficiency >= 0.97, nodes + " nodes: " + efficiency);
            ring = it.ring();
        }
    }

    @Test
    void overLongRandomSequencesOfChangesRingsStaySoundAndFairAndLittleMoves() {
        int roomy = 0;
        for (long seed = 0; seed < 16; seed++) {
            Random random = new Random(seed);
            Changes changes = new Changes(random);
            int partitions = 64 << random.nextInt(4);
            int spread = random.nextInt(4) == 0 ? 2 + random.nextInt(3) : 3;
            Ring ring = Members.ring(changes.members(), partitions, spread);
            for (int step = 0; step < 12; step++) {
                String what = changes.change();
                Replans it =
                        Replans.of("seed " + seed + ", step " + step + ": " + what, ring, changes.members(), spread);
                it.assertSound();
                if (it.isRoomy()) {
                    it.assertSharesAreFair();
                    it.assertMovesLittle();
                    roomy++;
                }
                ring = it.ring();
            }
        }
        assertTrue(roomy > 60, "only " + roomy);
    }

    @Test
    void severalChangesAtOnceAreOnePlan() {
        Ring ring = Members.ring(inZones(8, 1), 512, 3);
        List<Member> members = inZones(12, 1);
        members.remove(1);
        members.remove(4);
        members.set(0, member("n0", "h0", "z0", 2));
        Replans it = Replans.of("three changes", ring, members, 3);
        it.assertSound();
        it.assertSharesAreFair();
        it.assertMovesLittle();
        Replans half = Replans.of("half of all leave", ring, inZones(4, 1), 3);
        half.assertSound();
        half.assertSharesAreFair();
        half.assertMovesLittle();
    }

    @Test
    void theSameMembersKeepTheSameTokens() {
        for (int zones = 1; zones < 5; zones++) {
            Ring ring = Members.ring(inZones(9, zones), 256, 3);
            Replanning plan = Replanning.of(ring, inZones(9, zones), 3);
            assertEquals(ring.tokens(), plan.ring().tokens(), zones + " zones");
            assertEquals(0, plan.moved());
        }
    }

    @Test
    void theSamePlanIsMadeEverywhere() {
        Ring ring = Members.ring(inZones(5, 1), 256, 3);
        assertEquals(Replanning.of(ring, inZones(4, 1), 3), Replanning.of(ring, inZones(4, 1), 3));
    }

    @Test
    void aNodeThatReplacesAnotherTakesItsTokensAndNothingElseMoves() {
        Ring ring = Members.ring(inZones(8, 1), 256, 3);
        List<Member> members = inZones(8, 1);
        members.set(3, member("new", "h-new", "z0", 1));
        Replanning plan = Replanning.of(ring, members, 3);
        NodeId old = new NodeId("n3");
        List<NodeId> expected = ring.tokens().stream()
                .map(node -> node.equals(old) ? new NodeId("new") : node)
                .toList();
        assertEquals(expected, plan.ring().tokens());
        assertEquals(plan.bound(), plan.moved());
    }

    @Test
    void whileEveryHostOwnsEverythingNothingMovesWhateverTheWeights() {
        Ring ring = Members.ring(inZones(3, 1), 256, 3);
        List<Member> members = inZones(3, 1);
        members.set(0, member("n0", "h0", "z0", 7));
        assertEquals(0, Replanning.of(ring, members, 3).moved());
        assertEquals(0, Replanning.of(ring, inZones(2, 1), 3).moved());
    }

    @Test
    void aNodeThatMovesToAnotherZoneOrHostIsPlacedAnew() {
        List<Member> members = inZones(9, 3);
        Ring ring = Members.ring(members, 255, 3);
        members.set(0, member("n0", "h0", "z1", 1));
        members.set(1, member("n1", "h1", "z0", 1));
        Replans zones = Replans.of("zones exchanged", ring, members, 3);
        zones.assertSound();
        members.set(2, member("n2", "h5", "z2", 1));
        Replans.of("host shared", zones.ring(), members, 3).assertSound();
    }

    @Test
    void inStrategiesOneAndTwoANodesTokensComeAndGoWithIt() {
        for (Strategy strategy : List.of(Strategy.RANDOM_TOKENS, Strategy.RANDOM_TOKENS_EQUAL_PARTITIONS)) {
            Ring ring = Founding.ring(strategy, inZones(6, 1), 128, 16, 3);
            Replanning join = Replanning.of(ring, inZones(7, 1), 3);
            assertEquals(Founding.ring(strategy, inZones(7, 1), 128, 16, 3).withEpoch(2), join.ring());
            assertEquals(join.bound(), join.moved(), 1e-9);
            assertTrue(join.moved() > 0, strategy.toString());
            SortedSet<Position> drawn = new TreeSet<>(join.ring().tokenPositions());
            drawn.removeAll(ring.tokenPositions());
            assertEquals(16, drawn.size());
            Replanning leave = Replanning.of(join.ring(), inZones(6, 1), 3);
            assertEquals(ring.withEpoch(3), leave.ring());
            assertEquals(leave.bound(), leave.moved(), 1e-9);
            List<Member> heavier = inZones(6, 1);
            heavier.set(2, member("n2", "h2", "z0", 3));
            Replanning weight = Replanning.of(ring, heavier, 3);
            assertEquals(48, Collections.frequency(weight.ring().tokens(), new NodeId("n2")));
            assertEquals(weight.bound(), weight.moved(), 1e-9);
        }
    }

    @Test
    void aWeightThatCannotBeHonouredIsReported() {
        List<Member> members = inZones(4, 1);
        Ring ring = Members.ring(members, 256, 3);
        members.set(0, member("n0", "h0", "z0", 9));
        List<String> warnings = Replanning.of(ring, members, 3).warnings();
        assertTrue(
                warnings.stream()
                        .anyMatch(warning -> warning.startsWith("n0 gets ")
                                && warning.contains(" of 256 tokens, its weight asks for 192: ")),
                warnings.toString());
    }

    @Test
    void aZoneThatHoldsACopyOfEveryKeyThoughItIsSmallIsReported() {
        List<Member> members = inZones(8, 1);
        members.set(7, member("n7", "h7", "small", 1));
        Replanning plan = Replanning.of(Members.ring(inZones(8, 1), 512, 3), members, 3);
        assertEquals(
                List.of(
                        "zone small has 1 of 8 of all weights, and yet holds a copy of every key of a table of N=3: there"
                                + " are 2 zones, and each gets one before any gets two"),
                plan.warnings());
        assertEquals(
                512, Balance.of(plan.ring(), 3).loads().get(new NodeId("n7")).replicas());
    }

    @Test
    void refusesWhatMakesNoRing() {
        Ring ring = Members.ring(inZones(3, 1), 16, 3);
        List<Member> members = inZones(3, 1);
        assertThrows(IllegalArgumentException.class, () -> Replanning.of(ring, members, 0));
        assertThrows(IllegalArgumentException.class, () -> Replanning.of(ring, List.of(), 3));
        members.add(members.get(0));
        assertThrows(IllegalArgumentException.class, () -> Replanning.of(ring, members, 3));
    }
}
