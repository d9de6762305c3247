package org.armature.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.armature.model.NodeId;
import org.armature.ring.Ring;
import org.armature.ring.RingState;
import org.junit.jupiter.api.Test;

/**
 * Lost, doubled and late messages, cuts, crashes between any two effects, lost disks, and operators who want different
 * things of different nodes: no epoch has two rings, at any node at any time (checked by the cluster), and when the faults
 * stop the nodes agree and settle.
 */
final class RandomSchedulesTest {
    private static final int SEEDS = 60;
    private static final int STORMS = 100;
    private static final int STORM_STEPS = 200;
    private static final long FAULTY_MILLIS = 40_000;

    @Test
    void neverAreTwoRingsDecidedForOneEpochAndInTheEndThereIsOne() {
        int decided = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            decided += run(seed);
        }
        assertTrue(decided > 2 * SEEDS, "only " + decided + " epochs were decided: the test tries nothing");
    }

    private static int run(long seed) {
        TestCluster cluster = TestCluster.settled(3 + (int) (seed % 3), seed);
        cluster.lossPermille = cluster.random.nextInt(200);
        cluster.doublePermille = cluster.random.nextInt(200);
        cluster.crashPermille = cluster.random.nextInt(4) == 0 ? 10 : 0;
        cluster.longestDelay = 1 + cluster.random.nextInt(400);
        boolean wipes = cluster.random.nextInt(3) == 0;
        for (long at = 0; at < FAULTY_MILLIS; at += 1_000) {
            disturb(cluster, wipes);
            cluster.run(1_000);
        }
        cluster.lossPermille = 0;
        cluster.crashPermille = 0;
        cluster.nodes.values().stream().filter(node -> !node.isRunning()).forEach(TestNode::start);
        cluster.heal();
        cluster.runUntil(300_000, "one settled ring", () -> membersAgree(cluster));
        checkOutcomes(cluster, seed);
        return cluster.decided.size();
    }

    /** Three nodes that all want something else, all the time, and lose their processes or their disks in between. */
    @Test
    void neitherRestartsNorLostDisksMakeANodeVoteTwice() {
        int decided = 0;
        for (long seed = 0; seed < STORMS; seed++) {
            decided += storm(seed);
        }
        assertTrue(decided > 3 * STORMS, "only " + decided + " epochs were decided: the test tries nothing");
    }

    private static int storm(long seed) {
        TestCluster cluster = TestCluster.settled(3, seed);
        cluster.lossPermille = 100 + cluster.random.nextInt(400);
        cluster.doublePermille = cluster.random.nextInt(100);
        cluster.longestDelay = 1 + cluster.random.nextInt(200);
        boolean wipes = cluster.random.nextBoolean();
        List<TestNode> nodes = new ArrayList<>(cluster.nodes.values());
        for (int step = 0; step < STORM_STEPS; step++) {
            TestNode node = nodes.get(cluster.random.nextInt(nodes.size()));
            if (cluster.random.nextInt(3) > 0) {
                askSomething(cluster, node);
            } else if (!wipes) {
                node.crash();
                node.start();
            } else if (cluster.allMayVote()) {
                wipe(node);
            }
            cluster.run(cluster.random.nextInt(200));
        }
        return cluster.decided.size();
    }

    private static void wipe(TestNode node) {
        node.crash();
        node.saved = Optional.empty();
        node.start();
    }

    private static void disturb(TestCluster cluster, boolean wipes) {
        List<TestNode> nodes = new ArrayList<>(cluster.nodes.values());
        TestNode node = nodes.get(cluster.random.nextInt(nodes.size()));
        switch (cluster.random.nextInt(12)) {
            case 0, 1, 2, 3 -> askSomething(cluster, node);
            case 4 -> cluster.partition(someOf(cluster));
            case 5, 6 -> cluster.heal();
            case 7 -> {
                if (node.isRunning()) {
                    node.crash();
                }
            }
            case 8 -> {
                if (wipes && cluster.allMayVote() && nodes.stream().allMatch(TestNode::isRunning)) {
                    wipe(node);
                }
            }
            default -> nodes.stream().filter(each -> !each.isRunning()).forEach(TestNode::start);
        }
    }

    private static SortedSet<NodeId> someOf(TestCluster cluster) {
        SortedSet<NodeId> some = new TreeSet<>();
        for (NodeId node : cluster.nodes.keySet()) {
            if (cluster.random.nextBoolean()) {
                some.add(node);
            }
        }
        return some;
    }

    /** New tokens for the same members, so that everybody stays one; or cancel. */
    private static void askSomething(TestCluster cluster, TestNode node) {
        if (!node.isRunning()) {
            return;
        }
        RingState state = node.state();
        if (state.phase() != RingState.Phase.SETTLED) {
            node.ask(TestCluster.cancel(state.epoch()));
            return;
        }
        List<NodeId> tokens = new ArrayList<>(state.settled().tokens());
        Collections.shuffle(tokens, cluster.random);
        Ring target = new Ring(1, tokens, state.settled().members());
        node.ask(new RingChange.Commit(state.epoch(), target, Collections.emptySortedSet(), false));
    }

    private static boolean membersAgree(TestCluster cluster) {
        return cluster.allSettled() && cluster.allConverged();
    }

    /** Who was told to have won has won, and nobody else. */
    private static void checkOutcomes(TestCluster cluster, long seed) {
        for (TestNode node : cluster.nodes.values()) {
            for (ChangeOutcome outcome : node.outcomes) {
                if (outcome instanceof ChangeOutcome.Won won) {
                    RingState state = cluster.decided.get("0/" + won.decided().epoch());
                    assertEquals(state, won.decided(), "seed " + seed);
                }
            }
        }
    }
}
