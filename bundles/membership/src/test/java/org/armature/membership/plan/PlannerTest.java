package org.armature.membership.plan;

import static org.armature.membership.plan.Clusters.MIB;
import static org.armature.membership.plan.Clusters.down;
import static org.armature.membership.plan.Clusters.member;
import static org.armature.membership.plan.Clusters.members;
import static org.armature.membership.plan.Clusters.node;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.armature.model.NodeId;
import org.armature.protocol.OperatorMessage.NodePlan;
import org.armature.protocol.OperatorMessage.PlanReply;
import org.armature.protocol.OperatorMessage.ThinCopies;
import org.armature.protocol.PlannedChange;
import org.armature.ring.Founding;
import org.armature.ring.Member;
import org.armature.ring.RingState;
import org.armature.ring.Strategy;
import org.junit.jupiter.api.Test;

/** What a plan says, and when there is none. */
final class PlannerTest {
    private static final Situation THREE = Clusters.of(members(3), member(4));
    private static final Situation FOUR = Clusters.of(members(4), member(5));

    @Test
    void aFourthNodeTakesAQuarterFromTheOthersAndNoKeyHasFewerCopies() {
        Plan plan = plan(THREE, new PlannedChange.Join(node(4)));
        PlanReply reply = plan.reply();
        NodePlan joining = of(reply, 4);
        assertEquals(0, joining.tokensBefore());
        assertEquals(16, joining.tokensAfter());
        assertEquals(48, joining.copiesAfter());
        assertEquals(0, joining.bytesOut());
        assertEquals(joining.bytesIn(), reply.figures().bytes());
        assertEquals(48 * MIB, reply.figures().bytes());
        assertEquals(48, reply.figures().moves());
        assertEquals(3, reply.figures().n());
        assertEquals(MIB, reply.figures().bytesPerSecond());
        assertTrue(reply.figures().copies() <= 1.15 * reply.figures().leastCopies(), reply::toString);
        long most = reply.nodes().stream().mapToLong(NodePlan::bytesOut).max().orElseThrow();
        assertEquals((most + MIB - 1) / MIB, reply.figures().seconds());
        assertEquals(List.of(), reply.thin());
        assertEquals(List.of(), reply.refusals());
        RingState next = plan.next().orElseThrow();
        assertEquals(RingState.Phase.FORWARD, next.phase());
        assertEquals(2, next.epoch());
        assertTrue(next.destination().members().containsKey(node(4)));
    }

    @Test
    void severalChangesAreOnePlan() {
        Situation situation = Clusters.of(members(5), member(6), member(7));
        Plan plan = plan(
                situation,
                new PlannedChange.Weight(node(6), 200),
                new PlannedChange.Join(node(6)),
                new PlannedChange.Leave(node(1)),
                new PlannedChange.Replace(node(2), node(7)),
                new PlannedChange.Zone(node(3), "b"));
        SortedMap<NodeId, Member> after =
                plan.next().orElseThrow().destination().members();
        assertEquals("[n3, n4, n5, n6, n7]", after.keySet().toString());
        assertEquals(200, after.get(node(6)).weight());
        assertEquals("b", after.get(node(3)).zone());
        assertEquals(5 + 2, plan.reply().nodes().size());
        assertEquals(0, of(plan.reply(), 2).tokensAfter());
    }

    @Test
    void aDeadNodesCopiesAreMadeByTheOthersAndAreMissingUntilThen() {
        PlanReply reply =
                plan(down(FOUR, node(2)), new PlannedChange.RemoveDead(node(2))).reply();
        ThinCopies thin = reply.thin().get(0);
        assertEquals(1, reply.thin().size());
        assertEquals(2, thin.copies());
        assertEquals(48, thin.pieces());
        assertEquals(640, thin.keys());
        assertFalse(thin.lasting());
        assertTrue(thin.why().contains("n2"), thin.why());
        assertEquals(0, of(reply, 2).bytesOut());
        assertTrue(of(reply, 1).bytesOut() > 0, reply::toString);
    }

    /** Keys lie evenly on the ring, so the others tell of those that only the dead node could count. */
    @Test
    void keysThatWouldMissACopyAreCountedByWhatIsHeardAndByTheShareOfTheirTables() {
        Situation situation = Clusters.of(
                Strategy.EQUAL_PARTITIONS,
                members(4),
                new TreeMap<>(Map.of(2, new Held(30, MIB), 3, new Held(90, MIB), 4, Held.NOTHING)));
        SortedMap<NodeId, Held> held = new TreeMap<>(situation.held());
        held.remove(node(2));
        held.put(node(3), new Held(700, 1));
        Situation deadIsUnheard = new Situation(
                situation.state(),
                situation.candidates(),
                situation.down(),
                Testimony.NONE,
                held,
                situation.heldByN(),
                MIB);
        List<ThinCopies> thin = Planner.plan(
                        down(deadIsUnheard, node(2)), List.of(new PlannedChange.RemoveDead(node(2))), true)
                .reply()
                .thin();
        double told = 640 + 700 + 640;
        double toldOfFour = 3.0 / 4;
        assertEquals(Math.round(told * 30 / 120 / (2 * toldOfFour) * 32 / 64), keysOf(thin, 2));
        assertEquals(Math.round(told * 90 / 120 / (3 * toldOfFour) * 48 / 64), keysOf(thin, 3));
        assertEquals(0, keysOf(thin, 4));
    }

    private static long keysOf(List<ThinCopies> thin, int n) {
        return thin.stream()
                .filter(each -> each.n() == n)
                .findFirst()
                .orElseThrow()
                .keys();
    }

    @Test
    void aReplacedNodeHandsOverIfItRunsAndIsGivenUpIfItIsDown() {
        PlannedChange replace = new PlannedChange.Replace(node(2), node(5));
        Plan running = plan(FOUR, replace);
        assertTrue(running.next().orElseThrow().dead().isEmpty());
        assertTrue(of(running.reply(), 2).bytesOut() > 0);
        assertEquals(List.of(), running.reply().thin());
        Plan given = plan(down(FOUR, node(2)), replace);
        assertEquals("[n2]", given.next().orElseThrow().dead().toString());
        assertEquals(0, of(given.reply(), 2).bytesOut());
        assertFalse(given.reply().thin().isEmpty());
    }

    @Test
    void aLeaveBelowNHostsIsRefusedWithWhatWouldBeLostUnlessItIsForced() {
        PlannedChange leave = new PlannedChange.Leave(node(3));
        assertRefused(
                THREE,
                "tables of N=3 would be left with 2 hosts: every key of theirs would have 2 of 3 copies from then on;"
                        + " say --force if that is meant",
                leave);
        PlanReply forced = Planner.plan(THREE, List.of(leave), true).reply();
        assertEquals(
                new ThinCopies(3, 64, 640, 2, true, "there are only 2 hosts"),
                forced.thin().get(0));
        assertTrue(forced.warnings().get(0).startsWith("tables of N=3 would be left with 2 hosts"), forced::toString);
    }

    @Test
    void aReplacementOfOtherWeightIsWarnedOfByTheWeightItWillHave() {
        Situation situation = Clusters.of(members(4), member(5));
        PlannedChange replace = new PlannedChange.Replace(node(2), node(5));
        PlannedChange weight = new PlannedChange.Weight(node(5), 50);
        assertTrue(plan(situation, replace, weight)
                .reply()
                .warnings()
                .contains("n5 has weight 50, and n2, which it replaces, 100: shares of others change too"));
        assertTrue(plan(situation, replace).reply().warnings().stream()
                .noneMatch(warning -> warning.contains("which it replaces")));
    }

    @Test
    void givingUpDeadNodesBelowNHostsIsRefusedLikeALeave() {
        Situation dead = down(THREE, node(3));
        PlannedChange remove = new PlannedChange.RemoveDead(node(3));
        assertRefused(
                dead,
                "tables of N=3 would be left with 2 hosts: every key of theirs would have 2 of 3 copies from then on;"
                        + " say --force if that is meant",
                remove);
        assertTrue(Planner.plan(dead, List.of(remove), true).next().isPresent());
    }

    @Test
    void nobodyIsHeldBackByAnNThatWasNeverReached() {
        Situation two = Clusters.of(members(2), member(3));
        PlanReply reply = plan(two, new PlannedChange.Join(node(3))).reply();
        assertEquals(List.of(new ThinCopies(3, 64, 640, 2, false, "there are only 2 hosts until then")), reply.thin());
    }

    @Test
    void keysThatOnlyDeadNodesHoldAreNotGivenUpUnasked() {
        Situation single = down(
                Clusters.of(
                        Strategy.EQUAL_PARTITIONS,
                        members(4),
                        new TreeMap<>(Map.of(1, new Held(5, 5), 3, new Held(5, 5)))),
                node(4));
        PlannedChange remove = new PlannedChange.RemoveDead(node(4));
        assertRefused(
                single,
                "all owners of 16 of 64 pieces of the ring, for tables of N=1, are given up: what only they hold would be"
                        + " lost; say --force if that is meant",
                remove);
        assertEquals(
                0,
                Planner.plan(single, List.of(remove), true)
                        .reply()
                        .thin()
                        .get(0)
                        .copies());
    }

    @Test
    void whoIsUnknownAMemberOrNoCandidateIsSaidSo() {
        assertRefused(
                THREE, "leave n9: there is no member n9; members are [n1, n2, n3]", new PlannedChange.Leave(node(9)));
        assertRefused(THREE, "join n1: n1 is a member already", new PlannedChange.Join(node(1)));
        assertRefused(
                THREE,
                "join n9: n9 is no candidate; it becomes one by `armature grant n9` on a member, and `armature join"
                        + " TOKEN` and `armature start` on its machine",
                new PlannedChange.Join(node(9)));
        assertRefused(
                THREE,
                "leave n4: n4 is a candidate and holds nothing; to be rid of it, stop it",
                new PlannedChange.Leave(node(4)));
        assertRefused(
                THREE,
                "replace n1 by n9: n9 is no candidate; it becomes one by `armature grant n9` on a member, and `armature"
                        + " join TOKEN` and `armature start` on its machine",
                new PlannedChange.Replace(node(1), node(9)));
    }

    @Test
    void aMemberThatAnswersIsNotRemovedAsDead() {
        assertRefused(
                FOUR,
                "remove dead n2: n2 answers, or did a moment ago; a member that answers goes by --leave, which costs no"
                        + " copy",
                new PlannedChange.RemoveDead(node(2)));
    }

    @Test
    void aMemberThatOthersHearIsNotRemovedAsDeadAndReplacedOnlyByHandingOver() {
        SortedMap<NodeId, SortedSet<NodeId>> heard = new TreeMap<>(Map.of(node(2), nodes(3, 4)));
        Situation cutOff = Clusters.told(down(FOUR, node(2)), new Testimony(nodes(3, 4), nodes(1), heard));
        assertRefused(
                cutOff,
                "remove dead n2: n2 answers [n3, n4], though not this node: mend what is between them, or stop it first"
                        + " if it is lost; a member that answers goes by --leave, which costs no copy",
                new PlannedChange.RemoveDead(node(2)));
        Plan replaced = plan(cutOff, new PlannedChange.Replace(node(2), node(5)));
        assertTrue(replaced.next().orElseThrow().dead().isEmpty());
        assertTrue(
                replaced.reply()
                        .warnings()
                        .contains("n2 answers [n3, n4], though not this node: what it hands over waits for it"),
                replaced::toString);
        assertTrue(plan(cutOff, new PlannedChange.Leave(node(2)))
                .reply()
                .warnings()
                .contains("n2 answers [n3, n4], though not this node: what it hands over waits for it"));
    }

    @Test
    void whatOthersSayOfAMemberThatIsGivenUpIsInThePlan() {
        PlannedChange remove = new PlannedChange.RemoveDead(node(2));
        SortedMap<NodeId, SortedSet<NodeId>> nobody = new TreeMap<>();
        assertTrue(warnings(new Testimony(nodes(1, 3), nodes(), nobody), remove)
                .contains("n2 would be given up as dead: [n1, n3] do not hear it either"));
        assertTrue(warnings(new Testimony(nodes(1), nodes(3), nobody), new PlannedChange.Replace(node(2), node(5)))
                .contains("n2 would be given up as dead: [n1] do not hear it either, [n3] did not tell"));
        assertTrue(warnings(new Testimony(nodes(), nodes(1, 3), nobody), remove)
                .contains("n2 would be given up as dead: [n1, n3] did not tell"));
        assertTrue(warnings(Testimony.NONE, remove)
                .contains("n2 would be given up as dead: there is no other member to ask"));
    }

    private static List<String> warnings(Testimony testimony, PlannedChange change) {
        return plan(Clusters.told(down(FOUR, node(2)), testimony), change)
                .reply()
                .warnings();
    }

    private static SortedSet<NodeId> nodes(int... numbers) {
        SortedSet<NodeId> nodes = new TreeSet<>();
        for (int number : numbers) {
            nodes.add(node(number));
        }
        return nodes;
    }

    @Test
    void changesThatContradictOneAnotherAreRefused() {
        assertRefused(
                FOUR,
                "replace n1 by n5: n1 is named by another of these changes",
                new PlannedChange.Leave(node(1)),
                new PlannedChange.Replace(node(1), node(5)));
        assertRefused(
                FOUR,
                "weight n1 5: n1 goes by another of these changes",
                new PlannedChange.Leave(node(1)),
                new PlannedChange.Weight(node(1), 5));
        assertRefused(
                FOUR,
                "weight n1 6: the weight of n1 is told twice",
                new PlannedChange.Weight(node(1), 5),
                new PlannedChange.Weight(node(1), 6));
        assertRefused(FOUR, "weight n5 5: n5 is a candidate: say --join n5 too", new PlannedChange.Weight(node(5), 5));
    }

    @Test
    void aWeightOrZoneOutOfRangeIsRefusedAndSoIsAChangeThatChangesNothing() {
        assertRefused(
                FOUR,
                "weight n1 0: a weight is 1 to 1000; a node that shall hold nothing leaves",
                new PlannedChange.Weight(node(1), 0));
        assertTrue(plan(FOUR, new PlannedChange.Zone(node(1), "rack 1"))
                .reply()
                .refusals()
                .get(0)
                .contains("must be 1 to 253 characters without spaces"));
        assertRefused(FOUR, "nothing would change", new PlannedChange.Weight(node(1), 100));
    }

    @Test
    void everyMistakeIsToldAtOnce() {
        PlanReply reply = plan(FOUR, new PlannedChange.Leave(node(9)), new PlannedChange.Weight(node(1), 0))
                .reply();
        assertEquals(2, reply.refusals().size());
        assertEquals("", reply.id());
    }

    @Test
    void membersThatCouldNotStandSideBySideAreRefused() {
        List<Member> onOneHost = new ArrayList<>(members(3));
        onOneHost.add(member(4, "h3", "default", 100));
        assertRefused(
                Clusters.of(onOneHost),
                "host h3 lies in one zone, but n3 would be in default and n4 in b",
                new PlannedChange.Zone(node(4), "b"));
        Member twin = new Member(node(9), "10.0.0.1:7100", "10.0.0.9:7101", "h9", "default", 100);
        assertRefused(
                Clusters.of(members(3), twin),
                "n1 and n9 would both be reached at 10.0.0.1:7100",
                new PlannedChange.Join(node(9)));
    }

    @Test
    void theLastMemberStays() {
        assertRefused(
                Clusters.of(members(1)),
                "no member would be left, and everything would be lost",
                new PlannedChange.Leave(node(1)));
    }

    @Test
    void oneChangeAtATime() {
        RingState under = plan(THREE, new PlannedChange.Join(node(4))).next().orElseThrow();
        assertRefused(
                Clusters.at(THREE, under),
                "another change is under way since ring epoch 2: wait until it is done, or cancel it; `armature tasks`"
                        + " shows how far it is",
                new PlannedChange.Weight(node(1), 5));
    }

    @Test
    void whoIsWaitedForIsWarnedOf() {
        PlanReply reply = plan(
                        down(FOUR, node(1), node(5)), new PlannedChange.Leave(node(1)), new PlannedChange.Join(node(5)))
                .reply();
        assertTrue(
                reply.warnings()
                        .contains("n1 does not answer: what it hands over waits for it; if it is lost for good, say"
                                + " --remove-dead instead"),
                reply::toString);
        assertTrue(reply.warnings().contains("n5 does not answer: what it takes over waits for it"), reply::toString);
    }

    @Test
    void aLossOfZonesIsWarnedOf() {
        List<Member> zoned =
                List.of(member(1, "h1", "a", 100), member(2, "h2", "b", 100), member(3, "h3", "c", 100), member(4));
        PlanReply reply = plan(
                        Clusters.of(zoned), new PlannedChange.Zone(node(4), "a"), new PlannedChange.Leave(node(3)))
                .reply();
        assertTrue(reply.warnings().contains("2 zones would be left: copies can't lie in more"), reply::toString);
    }

    @Test
    void moreRandomTokensThanARingMayHaveAreRefused() {
        Situation full = new Situation(
                RingState.founding(Founding.ring(Strategy.RANDOM_TOKENS, members(3), 64, 800, 3)),
                new TreeMap<>(Map.of(node(4), member(4))),
                Collections.emptySortedSet(),
                Testimony.NONE,
                new TreeMap<>(),
                new TreeMap<>(),
                MIB);
        assertRefused(
                full,
                "weights of 400 in all, with 800 tokens for each unit as the cluster was made, ask for 320000 tokens; a"
                        + " ring has 262144 at most",
                new PlannedChange.Join(node(4)));
    }

    private static Plan plan(Situation situation, PlannedChange... changes) {
        return Planner.plan(situation, List.of(changes), false);
    }

    private static void assertRefused(Situation situation, String why, PlannedChange... changes) {
        Plan plan = plan(situation, changes);
        assertEquals(List.of(why), plan.reply().refusals());
        assertTrue(plan.next().isEmpty());
    }

    private static NodePlan of(PlanReply reply, int number) {
        return reply.nodes().stream()
                .filter(each -> each.node().equals(node(number)))
                .findFirst()
                .orElseThrow();
    }
}
