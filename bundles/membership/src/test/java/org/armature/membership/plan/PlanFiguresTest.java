package org.armature.membership.plan;

import static org.armature.membership.plan.Clusters.member;
import static org.armature.membership.plan.Clusters.node;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.armature.model.NodeId;
import org.armature.protocol.OperatorMessage.NodePlan;
import org.armature.protocol.OperatorMessage.PlanFigures;
import org.armature.protocol.OperatorMessage.PlanReply;
import org.armature.protocol.PlannedChange;
import org.armature.ring.Member;
import org.armature.ring.RingState;
import org.armature.ring.Strategy;
import org.armature.ring.Transition;
import org.junit.jupiter.api.Test;

/** The figures of any plan agree with one another and with the moves it makes. */
final class PlanFiguresTest {
    private static final int SEEDS = 40;

    @Test
    void bytesMovesAndCopiesAddUp() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Situation situation = situation(new Random(seed));
            Plan plan = Planner.plan(situation, changes(situation, new Random(seed)), true);
            assertEquals(List.of(), plan.reply().refusals(), "seed " + seed);
            check(situation, plan, "seed " + seed);
        }
    }

    private static void check(Situation situation, Plan plan, String seed) {
        PlanReply reply = plan.reply();
        PlanFigures figures = reply.figures();
        RingState next = plan.next().orElseThrow();
        Transition transition = Transition.between(next.settled(), next.destination(), next.dead());
        int moves = situation.ns().stream()
                .mapToInt(n -> transition.moves(n).size())
                .sum();
        assertEquals(moves, figures.moves(), seed);
        assertTrue(figures.pieces() <= transition.pieces().size(), seed);
        assertEquals(
                figures.bytes(),
                reply.nodes().stream().mapToLong(NodePlan::bytesIn).sum(),
                seed);
        assertEquals(
                figures.bytes(),
                reply.nodes().stream().mapToLong(NodePlan::bytesOut).sum(),
                seed);
        long held = situation.held().values().stream().mapToLong(Held::bytes).sum();
        assertTrue(figures.bytes() <= held * situation.state().settled().hosts(), seed);
        for (NodePlan node : reply.nodes()) {
            assertTrue(node.bytesOut() <= figures.bytesPerSecond() * figures.seconds(), seed + " " + node);
            assertTrue(!next.dead().contains(node.node()) || node.bytesOut() == 0, seed + " " + node);
        }
        assertEquals(
                next.settled().tokens().size(),
                reply.nodes().stream().mapToInt(NodePlan::tokensBefore).sum(),
                seed);
        assertEquals(
                next.destination().tokens().size(),
                reply.nodes().stream().mapToInt(NodePlan::tokensAfter).sum(),
                seed);
        double copies = Math.min(figures.n(), next.destination().hosts())
                * (double) next.settled().partitions();
        assertEquals(
                copies,
                reply.nodes().stream().mapToDouble(NodePlan::copiesAfter).sum(),
                0.01,
                seed);
        assertTrue(figures.efficiencyAfter() > 0 && figures.efficiencyAfter() <= PlanFigures.EVEN, seed);
    }

    private static Situation situation(Random random) {
        Strategy strategy = Strategy.of(1 + random.nextInt(3));
        List<Member> members = new ArrayList<>();
        int count = 2 + random.nextInt(5);
        for (int number = 1; number <= count; number++) {
            members.add(member(number, "h" + number, "z" + random.nextInt(3), 1 + random.nextInt(4)));
        }
        SortedMap<Integer, Held> heldByN = new TreeMap<>();
        for (int tables = random.nextInt(3); tables >= 0; tables--) {
            heldByN.put(1 + random.nextInt(4), new Held(random.nextInt(3) * 10L, random.nextInt(3) * 1_000L));
        }
        Situation even =
                Clusters.of(strategy, members, heldByN, member(11, "h11", "z1", 2), member(12, "h12", "z2", 3));
        SortedMap<NodeId, Held> held = new TreeMap<>();
        members.forEach(member -> held.put(member.node(), new Held(random.nextInt(1_000), random.nextInt(1 << 30))));
        return new Situation(
                even.state(),
                even.candidates(),
                new TreeSet<>(List.of(node(1))),
                Testimony.NONE,
                held,
                heldByN,
                1 + random.nextInt(1 << 20));
    }

    private static List<PlannedChange> changes(Situation situation, Random random) {
        List<PlannedChange> changes = new ArrayList<>();
        switch (random.nextInt(4)) {
            case 0 -> changes.add(new PlannedChange.RemoveDead(node(1)));
            case 1 -> changes.add(new PlannedChange.Replace(node(1), node(11)));
            case 2 -> changes.add(new PlannedChange.Leave(node(2)));
            default -> changes.add(new PlannedChange.Join(node(11)));
        }
        if (random.nextBoolean()) {
            changes.add(new PlannedChange.Join(node(12)));
        }
        int last = situation.state().settled().members().size();
        if (last > 2 && random.nextBoolean()) {
            changes.add(new PlannedChange.Weight(node(last), 6));
        }
        return changes;
    }
}
