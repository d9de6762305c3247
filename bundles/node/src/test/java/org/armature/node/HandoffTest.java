package org.armature.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.armature.model.CausalContext;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.model.RequestId;
import org.armature.model.Version;
import org.armature.protocol.ContextSealer;
import org.armature.protocol.Message;
import org.armature.protocol.Message.Outcome;
import org.armature.ring.Position;
import org.junit.jupiter.api.Test;

/** Sloppy quorums, hints, read repair and deletes (Dynamo §4.5 to §4.7): n1, n2 and n3 own the key, n4 and n5 stand in. */
class HandoffTest {
    private static final String KEY = ShardCluster.keyOfPartition(0);

    private final ShardCluster five = new ShardCluster(3, 2, 2, "n1", "n2", "n3", "n4", "n5");
    private final ShardCluster three = new ShardCluster(3, 2, 2, "n1", "n2", "n3");

    @Test
    void theNextNodeKeepsAHintForAnOwnerThatIsAwayAndHandsItOver() {
        five.settle();
        five.kill("n2");
        Answer put = put("1");
        assertTrue(put.stored().copies() >= 2);
        assertEquals(owners("n2"), five.hintsFor("n4", KEY));
        assertTrue(five.copy("n4", KEY).isEmpty());

        five.restart("n2");
        settle(five);
        assertEquals(List.of("1"), values("n2"));
        assertEquals(0, five.hints("n4"));
        assertEquals(1, five.count("n4", Counter.HINTS_DELIVERED));
        assertEquals(0, five.count("n4", Counter.HINTS_PENDING));
    }

    @Test
    void writesGoOnWithAllOwnersAwayAndReachThemWhenTheyReturn() {
        five.settle();
        List.of("n1", "n2", "n3").forEach(five::kill);
        Answer put = five.put("n5", KEY, "1", CausalContext.NONE);
        settle(five);
        assertEquals(2, put.stored().hinted());
        Answer get = five.get("n4", KEY, 0);
        settle(five);
        assertEquals(1, get.found().versions().size());
        List.of("n1", "n2", "n3").forEach(five::restart);
        settle(five);
        for (String owner : List.of("n1", "n2")) {
            assertEquals(List.of("1"), values(owner), owner);
        }
        assertEquals(0, five.hints("n4") + five.hints("n5"));
    }

    @Test
    void aHintOutlivesItsKeepersCrashAndItsOwnersNextAbsence() {
        five.settle();
        five.kill("n2");
        put("1");
        five.kill("n4");
        five.restart("n2");
        settle(five);
        assertEquals(1, five.hints("n4"));
        five.kill("n2");
        five.restart("n4");
        settle(five);
        assertEquals(1, five.hints("n4"));
        five.restart("n2");
        settle(five);
        assertEquals(0, five.hints("n4"));
        assertEquals(List.of("1"), values("n2"));
    }

    @Test
    void withNoOtherNodeLeftTheCoordinatorRefersToItsOwnCopy() {
        three.settle();
        three.kill("n3");
        Answer put = three.put("n1", KEY, "1", CausalContext.NONE);
        settle(three);
        assertEquals(2, put.stored().copies());
        assertEquals(0, put.stored().hinted());
        assertEquals(owners("n3"), three.hintsFor("n1", KEY));
        three.restart("n3");
        settle(three);
        assertEquals(0, three.hints("n1"));
        assertTrue(three.copy("n3", KEY).isPresent());
    }

    @Test
    void aFullHintStoreFailsNoWriteThatMetW() {
        ShardCluster full = new ShardCluster(3, 2, 2, "n1", "n2", "n3", "n4", "n5").keepingHintsOf(0);
        full.settle();
        full.kill("n2");
        Answer put = full.put("n1", KEY, "1", CausalContext.NONE);
        settle(full);
        assertEquals(2, put.stored().copies());
        assertEquals(0, full.hints("n4") + full.hints("n5") + full.hints("n1"));
        assertTrue(full.count("n4", Counter.HINTS_REFUSED) > 0);
    }

    @Test
    void aStrictWriteCountsNoHintAndAPlainOneDoes() {
        five.settle();
        five.kill("n2");
        five.kill("n3");
        Message.WriteWish strict = new Message.WriteWish(0, 0, 0, Message.QuorumKind.STRICT, false);
        Answer refused = ask(strict);
        settle(five);
        assertEquals(ErrorCode.UNAVAILABLE, refused.failure().code());
        assertEquals(Outcome.NOT_DONE, refused.failure().outcome());
        Answer hosts = ask(new Message.WriteWish(0, 0, 3, Message.QuorumKind.TABLE, false));
        settle(five);
        assertEquals(3, hosts.stored().copies());
    }

    @Test
    void aReadRepairsWhoeverIsBehindAndThenWritesNothing() {
        put("1");
        five.forget("n3", KEY);
        assertEquals(List.of("1"), get("n1"));
        assertEquals(List.of("1"), values("n3"));
        assertEquals(1, five.count("n1", Counter.READ_REPAIRS));
        assertEquals(List.of("1"), get("n2"));
        assertEquals(0, five.count("n2", Counter.READ_REPAIRS));
    }

    @Test
    void aCopyThatRottedIsRepairedByTheReadThatMeetsIt() {
        put("1");
        five.damage("n2", KEY);
        assertEquals(List.of("1"), get("n1"));
        assertEquals(List.of("1"), values("n2"));
    }

    @Test
    void aDeleteWithoutContextDeletesExactlyWhatItRead() {
        put("1");
        Answer delete = five.put("n1", KEY, Optional.empty(), CausalContext.NONE, five.newRequest());
        settle(five);
        assertEquals(0, delete.stored().siblings());
        assertEquals(List.of(), get("n2"));
        put("2");
        assertEquals(List.of("2"), get("n3"));
    }

    @Test
    void aDeleteThatSurfacesAgainDeletesNothingWrittenSince() {
        put("1");
        RequestId request = five.newRequest();
        five.put("n1", KEY, Optional.empty(), CausalContext.NONE, request);
        settle(five);
        put("2");
        five.forget("n3", KEY);
        five.put("n3", KEY, Optional.empty(), CausalContext.NONE, request);
        settle(five);
        assertEquals(List.of("2"), get("n1"));
        assertEquals(List.of("2"), get("n3"));
    }

    @Test
    void aDeleteOfWhatOnlySomeHaveDeletedIsDrivenOn() {
        put("1");
        five.put("n1", KEY, Optional.empty(), CausalContext.NONE, five.newRequest());
        settle(five);
        five.forget("n2", KEY);
        five.forget("n3", KEY);
        Answer delete = five.put("n1", KEY, Optional.empty(), CausalContext.NONE, five.newRequest());
        while (!delete.isThere()) {
            five.step();
        }
        assertEquals(0, delete.stored().copies());
        assertTrue(five.copy("n2", KEY).isPresent() || five.copy("n3", KEY).isPresent());
    }

    @Test
    void aConfirmedWriteWhoseOwnStoreMayHaveItIsNotGivenToASecondCoordinator() {
        ShardCluster register = new ShardCluster(3, 2, 2, "n1", "n2", "n3").lastWriteWins();
        register.settle();
        register.failAfterWriting("n1");
        Answer answer = confirmed(register, "n1", "1");
        settle(register);
        assertEquals(Outcome.UNKNOWN, answer.failure().outcome());
        assertEquals(0, register.count("n2", Counter.PUTS) + register.count("n3", Counter.PUTS));
    }

    @Test
    void aReaderIsNotShownWhatAFailedWriteHasLeftBeforeItIsWrittenAgain() {
        five.settle();
        five.failAfterWriting("n2");
        put("1");
        int before = five.writes("n2");
        five.healDisk("n2");
        Answer get = five.get("n2", KEY, 3);
        five.settle();
        assertEquals(1, get.found().versions().size());
        assertEquals(before + 1, five.writes("n2"));
    }

    @Test
    void aDeleteOfNothingWritesNothing() {
        Answer delete = five.put("n1", KEY, Optional.empty(), CausalContext.NONE, five.newRequest());
        settle(five);
        assertEquals(0, delete.stored().copies());
        for (String node : List.of("n1", "n2", "n3", "n4", "n5")) {
            assertFalse(five.copy(node, KEY).isPresent(), node);
        }
    }

    @Test
    void aHintForANodeThatOwnsNothingHereIsRefused() {
        Message.ReplicaPut put = new Message.ReplicaPut(
                ShardCluster.TABLE, Key.utf8(KEY), five.encodedRecord(), Optional.of(new NodeId("stranger")), 1, 0);
        Answer answer = new Answer();
        five.settle();
        five.tell("n4", new Event.ReplicaPutAsked(answer, Position.of(Key.utf8(KEY)), new NodeId("n1"), put));
        settle(five);
        assertEquals(ErrorCode.NOT_OWNER, answer.failure().code());
        assertEquals(0, five.hints("n4"));
    }

    @Test
    void aHintThatRottedIsTakenAwayCountedAndNotHandedOver() {
        five.settle();
        five.kill("n2");
        put("1");
        five.damageHint("n4", KEY);
        five.restart("n2");
        settle(five);
        assertEquals(1, five.count("n4", Counter.HINTS_DAMAGED));
        assertEquals(0, five.hints("n4"));
        assertTrue(five.copy("n2", KEY).isEmpty());
    }

    @Test
    void theWriteGoesToTheNodeThatAnsweredTheReadFastest() {
        put("1");
        Answer read = five.get("n3", KEY, 0);
        settle(five);
        NodeId fastest = ContextSealer.fastest(read.found().context()).orElseThrow();
        String other = fastest.name().equals("n1") ? "n2" : "n1";
        Answer write = five.put(other, KEY, "2", read.found().context());
        settle(five);
        assertEquals(1, write.stored().siblings());
        Version version = five.copy(other, KEY).orElseThrow().set().versions().get(0);
        assertEquals(fastest, version.dot().actor().node());
    }

    @Test
    void aHintKeptWhileItsOwnerCeasesToBeOneGoesToThoseWhoAre() {
        five.settle();
        five.kill("n2");
        Message.ReplicaPut put = new Message.ReplicaPut(
                ShardCluster.TABLE, Key.utf8(KEY), five.encodedRecord(), Optional.of(new NodeId("n2")), 1, 0);
        five.tell("n4", new Event.ReplicaPutAsked(new Answer(), Position.of(Key.utf8(KEY)), new NodeId("n1"), put));
        five.nextRing("n1", "n5", "n3", "n4", "n2");
        for (String node : List.of("n1", "n3", "n4", "n5")) {
            five.tell(node, new Event.RingChanged(five.rings().known(new NodeId(node))));
        }
        settle(five);
        assertEquals(0, five.hints("n4"));
        assertEquals(List.of("x"), values("n5"));
    }

    @Test
    void aHintForANodeThatOwnsTheKeyNoMoreGoesToThoseWhoDo() {
        five.settle();
        five.kill("n2");
        put("1");
        assertEquals(owners("n2"), five.hintsFor("n4", KEY));
        List.of("n1", "n3", "n4", "n5").forEach(five::kill);
        five.forget("n3", KEY);
        five.nextRing("n1", "n5", "n3", "n4", "n2");
        List.of("n1", "n3", "n4", "n5").forEach(five::restart);
        settle(five);
        assertEquals(0, five.hints("n4"));
        assertEquals(List.of("1"), values("n5"));
        assertEquals(List.of("1"), values("n3"));
        assertEquals(1, five.count("n4", Counter.HINTS_REROUTED));
    }

    @Test
    void aConfirmedWriteIsLaterThanWhatAReadQuorumHolds() {
        ShardCluster register = new ShardCluster(3, 2, 2, "n1", "n2", "n3").lastWriteWins();
        register.settle();
        register.passTime(60_000);
        register.put("n1", KEY, "first", CausalContext.NONE);
        settle(register);
        register.forget("n2", KEY);
        register.stepClockBack(50_000);
        Answer second = confirmed(register, "n2", "second");
        settle(register);
        assertEquals(1, second.stored().siblings());
        Answer read = register.get("n3", KEY, 3);
        settle(register);
        assertEquals(
                "second", read.found().versions().get(0).value().orElseThrow().utf8());
    }

    @Test
    void aConfirmedWriteThatMayHaveBegunIsNotGivenToASecondCoordinator() {
        ShardCluster register = new ShardCluster(3, 2, 2, "n1", "n2", "n3", "n4", "n5").lastWriteWins();
        register.settle();
        register.loseNext(Message.ForwardedPut.class, "n1");
        Answer answer = confirmed(register, "n4", "1");
        settle(register);
        assertEquals(Outcome.UNKNOWN, answer.failure().outcome());
        assertEquals(1, register.count("n4", Counter.PUTS_FORWARDED));
        assertEquals(
                0,
                register.count("n2", Counter.PUTS)
                        + register.count("n3", Counter.PUTS)
                        + register.count("n4", Counter.PUTS));
    }

    private static Answer confirmed(ShardCluster cluster, String node, String value) {
        return cluster.put(
                node,
                KEY,
                Optional.of(value),
                CausalContext.NONE,
                cluster.newRequest(),
                new Message.WriteWish(0, 0, 0, Message.QuorumKind.TABLE, true));
    }

    @Test
    void aConfirmedWriteIsForTablesWhereTheLastWriteWins() {
        Answer refused = ask(new Message.WriteWish(0, 0, 0, Message.QuorumKind.TABLE, true));
        settle(five);
        assertEquals(ErrorCode.BAD_REQUEST, refused.failure().code());
    }

    private Answer ask(Message.WriteWish wish) {
        return five.put("n1", KEY, Optional.of("1"), CausalContext.NONE, new RequestId(8, 8), wish);
    }

    private Answer put(String value) {
        five.settle();
        Answer put = five.put("n1", KEY, value, CausalContext.NONE);
        settle(five);
        assertTrue(put.message() instanceof Message.PutReply, String.valueOf(put.message()));
        return put;
    }

    private List<String> get(String node) {
        Answer get = five.get(node, KEY, 0);
        settle(five);
        return get.values();
    }

    private List<String> values(String node) {
        return five.copy(node, KEY).orElseThrow().set().versions().stream()
                .map(version -> version.value().orElseThrow().utf8())
                .toList();
    }

    private static void settle(ShardCluster cluster) {
        for (int i = 0; i < 4; i++) {
            cluster.settle();
            cluster.passTime(6_000);
        }
        cluster.settle();
    }

    private static TreeSet<NodeId> owners(String name) {
        return new TreeSet<>(List.of(new NodeId(name)));
    }
}
