package org.armature.simulator.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.armature.model.ErrorCode;
import org.armature.node.Counter;
import org.armature.protocol.Message;
import org.armature.protocol.Message.Outcome;
import org.armature.protocol.Message.QuorumKind;
import org.armature.protocol.Message.ReadWish;
import org.armature.protocol.Message.WriteWish;
import org.junit.jupiter.api.Test;

/** What the test suite of Riak, another store after the paper, checks; each test names the suite's module. */
class RiakBehavioursTest {
    private static final String KEY = "alice";

    private static void assertNothingWrong(Scenario cluster) {
        assertEquals(List.of(), cluster.heal());
    }

    private static WriteWish owners(int pw) {
        return new WriteWish(0, pw, 0, QuorumKind.TABLE, false);
    }

    // ---- 1: kv679_dataloss

    @Test
    void aCoordinatorThatLostItsCopyOfAKeyMintsNoDotThatOthersKnow() {
        Scenario cluster = Plan.ofNodes(3).start();
        String coordinator = cluster.owners(KEY).get(0);
        cluster.put(coordinator, KEY, "first");
        cluster.put(coordinator, KEY, "second");
        cluster.loseKey(coordinator, KEY);

        assertTrue(cluster.put(coordinator, KEY, "third").isDone());

        assertEquals(
                List.of("first", "second", "third"),
                cluster.get(coordinator, KEY).values());
        assertNothingWrong(cluster);
    }

    // ---- 2: kv679_dataloss_fb, kv679_dataloss_fb2

    @Test
    void whatAFallbackTookWhileTheOwnersCopyWasLostIsStillThereAfterTheHandoff() {
        Scenario cluster = Plan.ofNodes(5).start();
        String owner = cluster.owners(KEY).get(0);
        cluster.put(owner, KEY, "before");
        cluster.kill(owner);
        assertTrue(cluster.put(cluster.owners(KEY).get(1), KEY, "meanwhile").isDone());
        cluster.loseKey(owner, KEY);
        cluster.start(owner);
        assertTrue(cluster.put(owner, KEY, "after").isDone());
        assertNothingWrong(cluster);
        assertEquals(
                List.of("after", "before", "meanwhile"), cluster.get(owner, KEY).values());
    }

    @Test
    void whatFallbacksCoordinatedAloneIsStillThereWhenTheOwnersWithoutTheirCopiesReturn() {
        Scenario cluster = Plan.ofNodes(5).start();
        List<String> owners = cluster.owners(KEY);
        String fallback = cluster.fallbacks(KEY).get(0);
        cluster.put(owners.get(0), KEY, "before");
        cluster.kill(owners.toArray(String[]::new));
        assertTrue(cluster.put(fallback, KEY, "alone").isDone());
        owners.forEach(owner -> cluster.loseKey(owner, KEY));
        cluster.start(owners.toArray(String[]::new));
        assertTrue(cluster.put(owners.get(0), KEY, "after").isDone());
        cluster.heal();
        assertTrue(cluster.get(owners.get(1), KEY).values().containsAll(List.of("after", "alone")));
    }

    // ---- 3: kv679_tombstone, kv679_tombstone2

    @Test
    void aTombstoneThatReturnsLateDoesNotTakeAwayWhatWasWrittenSince() {
        Scenario cluster = Plan.ofNodes(3).quorum(3, 1, 1).start();
        List<String> owners = cluster.owners(KEY);
        cluster.put(owners.get(0), KEY, "old");
        cluster.isolate(owners.get(2));
        Told read = cluster.get(owners.get(2), KEY);
        assertTrue(cluster.delete(owners.get(2), KEY, read).isDone());
        assertTrue(cluster.put(owners.get(0), KEY, "new").isDone());
        cluster.join(owners.get(2));
        assertNothingWrong(cluster);
        owners.forEach(
                owner -> assertEquals(List.of("new"), cluster.get(owner, KEY).values()));
    }

    @Test
    void aTombstoneOnAFallbackDeletesWhatItsWriterHadSeenAndNothingElse() {
        Scenario cluster = Plan.ofNodes(5).start();
        List<String> owners = cluster.owners(KEY);
        cluster.put(owners.get(0), KEY, "old");
        Told read = cluster.get(owners.get(0), KEY);
        cluster.kill(owners.toArray(String[]::new));
        assertTrue(cluster.delete(cluster.fallbacks(KEY).get(0), KEY, read).isDone());
        cluster.kill(cluster.fallbacks(KEY).toArray(String[]::new));
        cluster.start(owners.toArray(String[]::new));
        assertTrue(cluster.put(owners.get(0), KEY, "new").isDone());
        cluster.start(cluster.fallbacks(KEY).toArray(String[]::new));
        assertNothingWrong(cluster);
        assertEquals(List.of("new"), cluster.get(owners.get(0), KEY).values());
    }

    // ---- 4: kv679_uid

    @Test
    void nodesThatStartAtTheSameInstantAreDifferentActors() {
        Scenario cluster = Plan.ofNodes(5).start();
        cluster.kill("n0", "n1", "n2", "n3", "n4");
        cluster.start("n0", "n1", "n2", "n3", "n4");
        List<Long> second = cluster.incarnations();
        assertEquals(5, new TreeSet<>(second).size());
        cluster.kill("n0");
        cluster.start("n0");
        assertNotEquals(second.get(0), cluster.incarnations().get(0));
        assertNothingWrong(cluster);
    }

    // ---- 5: sibling_explosion

    @Test
    void twoWritersWhoReadBeforeTheyWriteNeverMakeMoreThanTwoSiblings() {
        Scenario cluster = Plan.ofNodes(3).start();
        Told one = cluster.get("n0", KEY);
        Told two = cluster.get("n1", KEY);
        for (int round = 0; round < 100; round++) {
            assertTrue(cluster.putOver("n0", KEY, "a" + round, one).siblings() <= 2, "round " + round);
            one = cluster.get("n0", KEY);
            assertTrue(cluster.putOver("n1", KEY, "b" + round, two).siblings() <= 2, "round " + round);
            two = cluster.get("n1", KEY);
            assertTrue(two.values().size() <= 2, "round " + round);
        }
        cluster.putOver("n2", KEY, "merged", cluster.get("n2", KEY));
        assertEquals(List.of("merged"), cluster.get("n0", KEY).values());
        assertNothingWrong(cluster);
    }

    // ---- 6: verify_siblingmerge_basic

    @Test
    void siblingsMadeOnDifferentReplicasAreReadAsTheSameSetEverywhere() {
        Scenario cluster = Plan.ofNodes(3).quorum(3, 1, 1).start();
        List<String> owners = cluster.owners(KEY);
        cluster.isolate(owners.get(0));
        assertTrue(cluster.put(owners.get(0), KEY, "here").isDone());
        assertTrue(cluster.put(owners.get(1), KEY, "there").isDone());
        cluster.join(owners.get(0));
        assertNothingWrong(cluster);
        owners.forEach(owner ->
                assertEquals(List.of("here", "there"), cluster.get(owner, KEY).values(), owner));
    }

    // ---- 7: verify_vclock_prune

    @Test
    void aLongHistoryOfManyActorsMakesNeitherFalseSiblingsNorEndlessRepair() {
        Scenario cluster = Plan.ofNodes(3).start();
        for (int life = 0; life < 30; life++) {
            String node = "n" + life % 3;
            cluster.kill(node);
            cluster.start(node);
            assertEquals(
                    1,
                    cluster.putOver(node, KEY, "v" + life, cluster.get(node, KEY))
                            .siblings());
        }
        assertTrue(cluster.count(Counter.VECTOR_ENTRIES_MAX) > 10, "the vector is longer than usual");
        assertNothingWrong(cluster);
        long repairs = cluster.count(Counter.READ_REPAIRS);
        for (int i = 0; i < 10; i++) {
            assertEquals(List.of("v29"), cluster.get("n" + i % 3, KEY).values());
        }
        assertEquals(repairs, cluster.count(Counter.READ_REPAIRS));
    }

    // ---- 8: pr_pw

    @Test
    void withOwnersDownRequestsForOwnersFailAndOthersWorkThroughFallbacks() {
        Scenario cluster = Plan.ofNodes(5).start();
        List<String> owners = cluster.owners(KEY);
        cluster.put(owners.get(0), KEY, "before");
        cluster.kill(owners.get(1), owners.get(2));

        Told write = cluster.put(owners.get(0), KEY, "no", owners(2));
        assertEquals(Optional.of(ErrorCode.UNAVAILABLE), write.code());
        assertEquals(Optional.of(Outcome.NOT_DONE), write.outcome());
        Told read = cluster.get(owners.get(0), KEY, new ReadWish(0, 2, QuorumKind.TABLE, false));
        assertEquals(Optional.of(ErrorCode.UNAVAILABLE), read.code());

        assertTrue(cluster.put(owners.get(0), KEY, "yes").isDone());
        assertEquals(List.of("before", "yes"), cluster.get(owners.get(0), KEY).values());
        assertNothingWrong(cluster);
    }

    // ---- 9: node_confirms_vs_pw, verify_put_opt_node_confirms

    @Test
    void withTwoOfThreeOwnersDownTwoOwnersAreRefusedAndTwoHostsAreFound() {
        Scenario cluster = Plan.ofNodes(5).quorum(3, 1, 1).start();
        List<String> owners = cluster.owners(KEY);
        cluster.kill(owners.get(1), owners.get(2));

        assertEquals(
                Optional.of(ErrorCode.UNAVAILABLE),
                cluster.put(owners.get(0), KEY, "no", owners(2)).code());
        Told onTwoHosts = cluster.put(owners.get(0), KEY, "yes", new WriteWish(0, 0, 2, QuorumKind.TABLE, false));
        assertTrue(onTwoHosts.isDone());
        assertTrue(onTwoHosts.copies() >= 2);
        assertTrue(onTwoHosts.hinted() >= 1);
        assertNothingWrong(cluster);
    }

    // ---- 14: verify_aae_resettoken, for what runs in the background here: the delivery of hints

    @Test
    void deliveryThatIsThrottledNeitherHoldsUpWritesNorForgetsAny() {
        Scenario cluster = Plan.ofNodes(5).hintsPerSecond(1).start();
        cluster.kill("n0");
        for (int i = 0; i < 40; i++) {
            assertTrue(cluster.put("n1", "key" + i, "v" + i).isDone());
        }
        cluster.start("n0");
        for (int i = 0; i < 40; i++) {
            assertTrue(cluster.putOver("n1", "key" + i, "w" + i, cluster.get("n1", "key" + i))
                    .isDone());
        }
        assertTrue(cluster.hints("n1") + cluster.hints("n2") + cluster.hints("n3") + cluster.hints("n4") > 0);
        assertNothingWrong(cluster);
        for (int i = 0; i < 40; i++) {
            if (cluster.owners("key" + i).contains("n0")) {
                assertEquals(List.of("w" + i), cluster.held("n0", "key" + i));
            }
        }
    }

    // ---- 16: verify_no_writes_on_read

    @Test
    void readingWhatReplicasAgreeOnWritesNothing() {
        Scenario cluster = Plan.ofNodes(5).start();
        for (int i = 0; i < 20; i++) {
            cluster.put("n0", "key" + i, "v" + i);
        }
        cluster.pass(10);
        long writes = cluster.engineWrites();
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 20; i++) {
                assertEquals(
                        List.of("v" + i), cluster.get("n" + round, "key" + i).values());
            }
        }
        cluster.pass(10);
        assertEquals(writes, cluster.engineWrites());
        assertEquals(0, cluster.count(Counter.READ_REPAIRS));
        assertNothingWrong(cluster);
    }

    // ---- 18: overload, proxy_overload_recovery

    @Test
    void aNodeWhoseDiskIsStuckRefusesQuicklyWhatIsTooMuchAndRecovers() {
        Scenario cluster = Plan.ofNodes(1).quorum(1, 1, 1).maxCalls(10).start();
        cluster.node("n0").diskState().slow(20_000);
        for (int i = 0; i < 100; i++) {
            cluster.putUnheard("n0", "key" + i, "v" + i, cluster.nextRequest());
        }
        double asked = cluster.now();
        Told refused = cluster.put("n0", "one-more", "no");
        assertEquals(Optional.of(ErrorCode.OVERLOADED), refused.code());
        assertEquals(Optional.of(Outcome.NOT_DONE), refused.outcome());
        assertTrue(cluster.now() - asked < 0.1, "refused at once");
        cluster.node("n0").diskState().slow(1);
        cluster.pass(200);
        assertTrue(cluster.put("n0", "one-more", "yes").isDone());
        assertNothingWrong(cluster);
    }

    // ---- 19: verify_kv1356

    @Test
    void whatWasAcknowledgedIsThereAfterACleanStopAndAfterAKill() {
        Scenario cluster = Plan.ofNodes(1).quorum(1, 1, 1).start();
        cluster.put("n0", KEY, "first");
        List<Long> before = cluster.incarnations();
        cluster.stop("n0");
        cluster.start("n0");
        assertEquals(before, cluster.incarnations(), "a clean stop keeps the incarnation");
        assertEquals(List.of("first"), cluster.get("n0", KEY).values());
        cluster.put("n0", KEY, "second");
        cluster.kill("n0");
        cluster.start("n0");
        assertNotEquals(before, cluster.incarnations());
        assertEquals(List.of("first", "second"), cluster.get("n0", KEY).values());
        assertNothingWrong(cluster);
    }

    @Test
    void whatWasForcedIsThereAfterAPowerCutOfAllNodes() {
        Scenario cluster = Plan.ofNodes(3).forced().start();
        cluster.put("n0", KEY, "first");
        cluster.cutPower("n0", "n1", "n2");
        assertFalse(cluster.get("n0", KEY).isDone());
        cluster.start("n0", "n1", "n2");
        assertEquals(List.of("first"), cluster.get("n1", KEY).values());
        assertNothingWrong(cluster);
    }

    @Test
    void aDamagedRecordIsRepairedByARead() {
        Scenario cluster = Plan.ofNodes(3).start();
        cluster.put("n0", KEY, "value");
        cluster.damageKey("n1", KEY);
        assertEquals(List.of(), cluster.held("n1", KEY));
        assertEquals(List.of("value"), cluster.get("n1", KEY).values());
        cluster.pass(1);
        assertEquals(List.of("value"), cluster.held("n1", KEY));
        assertNothingWrong(cluster);
    }

    @Test
    void aWriteWhoseAnswerWasLostIsOneWriteWhenItIsRepeatedElsewhere() {
        Scenario cluster = Plan.ofNodes(5).start();
        List<String> owners = cluster.owners(KEY);
        cluster.hold(Message.ReplicaStored.class, owners.get(1), owners.get(0));
        var request = cluster.nextRequest();
        cluster.putUnheard(owners.get(0), KEY, "once", request);
        cluster.pass(1);
        assertTrue(cluster.repeat(owners.get(1), KEY, "once", request).isDone());
        cluster.release();
        assertEquals(List.of("once"), cluster.get(owners.get(2), KEY).values());
        assertNothingWrong(cluster);
    }
}
