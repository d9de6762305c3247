package org.armature.simulator.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.armature.membership.ChangeOutcome;
import org.armature.membership.Standing;
import org.armature.membership.Waiting;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.node.Counter;
import org.armature.protocol.Message;
import org.armature.ring.RingState;
import org.armature.ring.RingState.Phase;
import org.junit.jupiter.api.Test;

/** What the test suite of Riak checks of clusters that grow and shrink; each test names the suite's module. */
class RiakGrowthTest {
    private static final int KEYS = 30;

    private Scenario cluster;
    private Operator operator;

    /** The keys are written before anything changes. */
    private void begin(Plan plan) {
        cluster = plan.start();
        operator = cluster.operator();
        for (int i = 0; i < KEYS; i++) {
            assertTrue(cluster.put("n0", "key" + i, "v" + i).isDone());
        }
    }

    private void commit(String via, List<String> members, String... dead) {
        assertInstanceOf(ChangeOutcome.Won.class, operator.commit(via, members, dead));
    }

    private void change(String via, List<String> members, String... dead) {
        commit(via, members, dead);
        assertTrue(operator.comesToStand());
    }

    private void assertHeldByAllOwners() {
        for (int i = 0; i < KEYS; i++) {
            for (String owner : cluster.owners("key" + i)) {
                assertEquals(List.of("v" + i), cluster.held(owner, "key" + i), "key" + i + " on " + owner);
            }
        }
    }

    private void assertReadable(String via) {
        for (int i = 0; i < KEYS; i++) {
            assertEquals(List.of("v" + i), cluster.get(via, "key" + i).values(), "key" + i + " by " + via);
        }
    }

    /** Every owner has its copies, these nodes read them, and nothing went wrong on the way. */
    private void assertWhole(String... readers) {
        assertHeldByAllOwners();
        List.of(readers).forEach(this::assertReadable);
        assertEquals(List.of(), cluster.heal());
    }

    // ---- 10: verify_handoff

    @Test
    void inAClusterThatGrowsNodeByNodeEveryNewOwnerHasEveryKey() {
        begin(Plan.ofNodes(2).spares(3));
        List<String> members = new ArrayList<>(List.of("n0", "n1"));
        for (String newcomer : List.of("n2", "n3", "n4")) {
            members.add(newcomer);
            operator.letIn("n0", newcomer);
            change("n1", members);
            assertEquals(Standing.MEMBER, operator.standing(newcomer));
            assertHeldByAllOwners();
            assertReadable(newcomer);
        }
        assertEquals(List.of(), cluster.heal());
    }

    // ---- 11: verify_corruption_filtering

    @Test
    void damagedCopiesHoldUpNeitherRequestsNorTheMoveAndAreRepaired() {
        begin(Plan.ofNodes(3).spares(1));
        for (int i = 0; i < KEYS; i += 2) {
            cluster.damageKey("n" + i % 3, "key" + i);
        }
        assertTrue(cluster.put("n0", "another", "written").isDone());
        cluster.damageKey("n0", "another");
        assertTrue(cluster.putOver("n0", "another", "over what is damaged", cluster.get("n0", "another"))
                .isDone());
        operator.letIn("n0", "n3");
        change("n0", List.of("n0", "n1", "n2", "n3"));
        assertReadable("n3");
        assertEquals(
                List.of("over what is damaged"), cluster.get("n3", "another").values());
        cluster.pass(1);
        assertWhole();
    }

    // ---- 20: verify_leave

    @Test
    void aNodeThatLeavesIsLetGoOnlyWhenItHasHandedOverWhatItKeepsForOthers() {
        begin(Plan.ofNodes(5));
        List<String> owners = cluster.owners("alice");
        String away = owners.get(2);
        String leaver = cluster.fallbacks("alice").get(0);
        cluster.kill(away);
        assertTrue(cluster.put(owners.get(0), "alice", "hinted").isDone());
        assertEquals(1, cluster.hints(leaver));
        cluster.hold(Message.ReplicaPut.class, leaver, away);
        cluster.start(away);
        List<String> rest = new ArrayList<>(List.of("n0", "n1", "n2", "n3", "n4"));
        rest.remove(leaver);
        commit(owners.get(0), rest);
        cluster.pass(60);

        assertEquals(Phase.FORWARD, operator.ring(owners.get(0)).phase());
        Waiting waiting = operator.view(owners.get(0)).waiting().orElseThrow();
        assertEquals(
                new TreeSet<>(List.of(new NodeId(leaver))),
                new TreeSet<>(waiting.draining().keySet()));
        cluster.release();
        assertTrue(operator.comesToStand());
        assertEquals(Standing.REMOVED, operator.standing(leaver));
        assertEquals(0, cluster.hints(leaver));
        assertEquals(List.of("hinted"), cluster.held(away, "alice"));
        cluster.stop(leaver);
        assertWhole();
    }

    // ---- 20: verify_down

    @Test
    void whenADeadNodeIsGivenUpEveryKeyHasAllItsCopiesAgain() {
        begin(Plan.ofNodes(5));
        cluster.kill("n4");
        change("n0", List.of("n0", "n1", "n2", "n3"), "n4");
        assertWhole("n3");
    }

    // ---- 20: verify_rejoin

    @Test
    void aNodeThatWasGivenUpServesNobodyUntilItIsLetInAnew() {
        begin(Plan.ofNodes(5));
        cluster.kill("n4");
        change("n0", List.of("n0", "n1", "n2", "n3"), "n4");
        cluster.start("n4");
        cluster.pass(10);
        assertEquals(Standing.REMOVED, operator.standing("n4"));
        assertEquals(
                Optional.of(ErrorCode.NODE_REMOVED), cluster.get("n4", "key0").code());

        cluster.wipe("n4");
        cluster.kill("n4");
        operator.letIn("n0", "n4");
        change("n0", List.of("n0", "n1", "n2", "n3", "n4"));
        assertEquals(Standing.MEMBER, operator.standing("n4"));
        assertWhole("n4");
    }

    // ---- 20: verify_claimant

    @Test
    void ofTwoChangesThatArePlannedOnOneRingOneComesAbout() {
        begin(Plan.ofNodes(5));
        Supplier<Optional<ChangeOutcome>> one = operator.begin("n0", List.of("n0", "n1", "n2", "n3"));
        Supplier<Optional<ChangeOutcome>> other = operator.begin("n4", List.of("n0", "n1", "n2", "n4"));
        assertTrue(operator.comesToStand());
        List<ChangeOutcome> outcomes =
                List.of(one.get().orElseThrow(), other.get().orElseThrow());
        List<RingState> won = outcomes.stream()
                .filter(ChangeOutcome.Won.class::isInstance)
                .map(outcome -> ((ChangeOutcome.Won) outcome).decided())
                .toList();
        List<RingState> lost = outcomes.stream()
                .filter(ChangeOutcome.Lost.class::isInstance)
                .map(outcome -> ((ChangeOutcome.Lost) outcome).decided())
                .toList();
        assertEquals(1, won.size());
        assertEquals(won, lost, "who lost is told to whom");
        assertEquals(
                won.get(0).target().orElseThrow().members().keySet(),
                operator.ring("n1").members().keySet());
        assertWhole();
    }

    // ---- 20: verify_staged_clustering

    @Test
    void severalChangesAtOnceAreOneEpochAndOneMove() {
        begin(Plan.ofNodes(4).spares(2));
        operator.letIn("n0", "n4");
        operator.letIn("n1", "n5");
        long before = operator.ring("n0").epoch();
        commit("n2", List.of("n0", "n1", "n4", "n5"));
        assertEquals(before + 1, operator.ring("n2").epoch());
        assertTrue(operator.comesToStand());
        assertEquals(before + 2, operator.ring("n0").epoch());
        assertEquals(Standing.REMOVED, operator.standing("n2"));
        assertEquals(Standing.REMOVED, operator.standing("n3"));
        cluster.stop("n2");
        cluster.stop("n3");
        assertWhole("n5");
    }

    @Test
    void aChangeThatIsTakenBackLeavesEverythingWhereItWas() {
        begin(Plan.ofNodes(4).spares(1));
        operator.letIn("n0", "n4");
        cluster.hold(Message.ReplicaStored.class, "n4", "n0");
        commit("n2", List.of("n0", "n1", "n2", "n3", "n4"));
        cluster.pass(2);
        assertTrue(cluster.count("n4", Counter.PLACES_TAKEN) > 0, "some places have moved");
        assertInstanceOf(ChangeOutcome.Won.class, operator.cancel("n1"));
        cluster.release();
        assertTrue(operator.comesToStand());
        assertEquals(4, operator.ring("n0").members().size());
        cluster.stop("n4");
        assertWhole();
    }

    // ---- 21: verify_build_cluster, verify_cluster_converge

    @Test
    void nodesThatAreKilledWhileTheRingChangesAgreeOnOneRingAndLoseNothing() {
        begin(Plan.ofNodes(3).spares(2));
        List<String> members = new ArrayList<>(List.of("n0", "n1", "n2"));
        for (String newcomer : List.of("n3", "n4")) {
            members.add(newcomer);
            operator.letIn("n0", newcomer);
            commit("n0", members);
            for (String victim : members) {
                cluster.kill(victim);
                cluster.start(victim);
            }
            assertTrue(operator.comesToStand());
        }
        members.forEach(name -> assertEquals(operator.ring("n0"), operator.ring(name), name));
        assertWhole(members.toArray(String[]::new));
    }

    @Test
    void aSideWithoutAMajorityChangesNothingAndTheOtherSidesChangeIsEverybodysLater() {
        begin(Plan.ofNodes(5));
        cluster.isolate("n4");
        assertInstanceOf(ChangeOutcome.NoMajority.class, operator.commit("n4", List.of("n1", "n2", "n3", "n4")));
        commit("n0", List.of("n0", "n1", "n2", "n4"));
        cluster.join("n4");
        assertTrue(operator.comesToStand());
        assertEquals(operator.ring("n0"), operator.ring("n4"));
        assertEquals(Standing.REMOVED, operator.standing("n3"));
        cluster.stop("n3");
        assertWhole();
    }

    // ---- 22: location, location_leave

    @Test
    void theCopiesOfEveryKeyAreInDistinctZonesBeforeAndAfterALeave() {
        begin(Plan.ofNodes(7).zones(3));
        assertInDistinctZones();
        change("n0", List.of("n0", "n1", "n2", "n3", "n4", "n5"));
        cluster.stop("n6");
        assertInDistinctZones();
        change("n0", List.of("n0", "n1", "n2", "n4", "n5"));
        cluster.stop("n3");
        assertInDistinctZones();
        assertWhole();
    }

    private void assertInDistinctZones() {
        for (int i = 0; i < KEYS; i++) {
            List<String> owners = cluster.owners("key" + i);
            assertEquals(
                    3,
                    owners.stream()
                            .map(name -> cluster.node(name).member().zone())
                            .distinct()
                            .count(),
                    "key" + i + " on " + owners);
        }
    }
}
