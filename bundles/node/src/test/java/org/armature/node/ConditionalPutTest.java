package org.armature.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.model.RequestId;
import org.armature.model.TimeToLive;
import org.armature.protocol.Message;
import org.armature.protocol.Message.Condition;
import org.armature.protocol.Message.Outcome;
import org.armature.ring.Position;
import org.junit.jupiter.api.Test;

/** Puts that are written only if a condition holds: n1, n2 and n3 own the key, n4 and n5 stand in; n1 comes first. */
class ConditionalPutTest {
    private static final String KEY = ShardCluster.keyOfPartition(0);
    private static final List<String> NODES = List.of("n1", "n2", "n3", "n4", "n5");
    private static final Message.WriteWish NEW = Message.WriteWish.TABLE.onlyIf(Condition.ABSENT);
    private static final Message.WriteWish UNCHANGED = Message.WriteWish.TABLE.onlyIf(Condition.UNCHANGED);

    private final ShardCluster five = five(3);

    private static ShardCluster five(long seed) {
        ShardCluster cluster = new ShardCluster(seed, 2, 2, "n1", "n2", "n3", "n4", "n5");
        cluster.settle();
        return cluster;
    }

    private static Answer put(
            ShardCluster cluster, String node, String value, CausalContext context, Message.WriteWish wish) {
        return cluster.put(node, KEY, Optional.of(value), context, cluster.newRequest(), wish);
    }

    private Answer putNew(String node, String value) {
        Answer answer = put(five, node, value, CausalContext.NONE, NEW);
        five.settle();
        return answer;
    }

    private Answer putOver(Answer read, String value) {
        Answer answer = put(five, "n4", value, read.found().context(), UNCHANGED);
        five.settle();
        return answer;
    }

    private Answer write(String value) {
        Answer answer = five.put("n2", KEY, value, CausalContext.NONE);
        five.settle();
        return answer;
    }

    private Answer read() {
        Answer read = five.get("n3", KEY, 0);
        five.settle();
        return read;
    }

    private void delete() {
        five.put("n2", KEY, Optional.empty(), CausalContext.NONE, five.newRequest());
        five.settle();
    }

    private List<String> values() {
        return five.read("n4", KEY);
    }

    private static List<String> standing(Answer refused) {
        Message.Failure failure = refused.failure();
        assertEquals(ErrorCode.CONDITION_FAILED, failure.code(), failure.message());
        assertEquals(Outcome.REJECTED, failure.outcome());
        return failure.standing().orElseThrow().versions().stream()
                .map(version -> version.value().map(Bytes::utf8).orElse("-"))
                .toList();
    }

    /** To this node and no other, as one that thinks the others down would. */
    private static Answer forwarded(ShardCluster cluster, String node, String value, Message.WriteWish wish) {
        Answer answer = new Answer();
        Key key = Key.utf8(KEY);
        Message.Put put = new Message.Put(
                ShardCluster.TABLE,
                key,
                CausalContext.NONE,
                cluster.newRequest(),
                Optional.of(Bytes.utf8(value)),
                wish,
                5_000);
        cluster.tell(
                node,
                new Event.PutForwarded(answer, Position.of(key), new NodeId("n5"), new Message.ForwardedPut(put, 1)));
        return answer;
    }

    @Test
    void aNewValueIsWrittenOnceAndTheSecondClientIsToldWhatIsThere() {
        assertEquals(1, putNew("n1", "first").stored().siblings());
        Answer second = putNew("n2", "second");
        assertEquals(List.of("first"), standing(second));
        assertTrue(
                second.failure()
                        .message()
                        .contains("only where no value is, and a value is there; nothing was written"),
                second.failure().message());
        assertEquals(List.of("first"), values());
        assertEquals(1, five.count("n1", Counter.CONDITIONS_FAILED));
    }

    @Test
    void whoWasRefusedGoesOnFromWhatItWasToldWithoutAnotherRead() {
        putNew("n1", "first");
        CausalContext told =
                putNew("n2", "second").failure().standing().orElseThrow().context();
        Answer third = put(five, "n5", "third", told, UNCHANGED);
        five.settle();
        assertEquals(1, third.stored().siblings());
        assertEquals(List.of("third"), values());
    }

    @Test
    void ofClientsThatRaceForANewKeyThroughWhateverNodesOneSucceeds() {
        for (long seed = 0; seed < 100; seed++) {
            ShardCluster cluster = five(seed);
            List<Answer> racing = new ArrayList<>();
            NODES.forEach(node -> racing.add(put(cluster, node, node, CausalContext.NONE, NEW)));
            cluster.settle();
            judgeRace(cluster, racing, "seed " + seed);
        }
    }

    @Test
    void ofClientsThatRaceFromOneReadOneSucceeds() {
        for (long seed = 0; seed < 100; seed++) {
            ShardCluster cluster = five(seed);
            cluster.put("n2", KEY, "before", CausalContext.NONE);
            cluster.settle();
            Answer read = cluster.get("n5", KEY, 0);
            cluster.settle();
            List<Answer> racing = new ArrayList<>();
            NODES.forEach(
                    node -> racing.add(put(cluster, node, node, read.found().context(), UNCHANGED)));
            cluster.settle();
            judgeRace(cluster, racing, "seed " + seed);
        }
    }

    private static void judgeRace(ShardCluster cluster, List<Answer> racing, String seed) {
        List<String> winners = new ArrayList<>();
        for (int i = 0; i < racing.size(); i++) {
            if (racing.get(i).message() instanceof Message.PutReply) {
                winners.add(NODES.get(i));
            }
        }
        assertEquals(1, winners.size(), seed + " " + winners);
        racing.stream()
                .filter(answer -> answer.message() instanceof Message.Failure)
                .forEach(refused -> assertEquals(winners, standing(refused), seed));
        assertEquals(winners, cluster.read("n3", KEY), seed);
    }

    /** What the replicas answered may be older than what this node has written since, or has alone. */
    @Test
    void whatOnlyTheCoordinatorHoldsCountsThoughTheReadIsAnsweredByOthers() {
        five.wire().hold(Message.ReplicaPut.class, "n1", "n2");
        five.wire().hold(Message.ReplicaPut.class, "n1", "n3");
        five.put("n1", KEY, "its own", CausalContext.NONE);
        five.settle();
        five.hold(Effect.ReadRecord.class, "n1");
        Answer second = put(five, "n1", "second", CausalContext.NONE, NEW);
        five.settle();
        five.release(Effect.ReadRecord.class, "n1");
        five.settle();
        assertEquals(List.of("its own"), standing(second));
        assertEquals(1, five.everywhere(KEY).versions().size());
    }

    @Test
    void whatTheCoordinatorLacksCountsSinceOthersHoldIt() {
        write("theirs");
        five.forget("n1", KEY);
        assertEquals(List.of("theirs"), standing(putNew("n1", "second")));
        Answer read = read();
        write("beside");
        five.forget("n1", KEY);
        assertEquals(
                List.of("beside", "theirs"),
                standing(putOver(read, "third")).stream().sorted().toList());
    }

    @Test
    void aDeletedValueIsNoValueAndItsDeletionIsReplaced() {
        write("before");
        delete();
        five.forget("n1", KEY);
        assertEquals(1, putNew("n1", "after").stored().siblings());
        Answer read = read();
        assertEquals(1, read.found().versions().size());
        assertEquals(List.of("after"), read.values());
    }

    /** It holds a value still that others know to be deleted. */
    @Test
    void whatOthersKnowOfADeletionTheCoordinatorReplaces() {
        write("before");
        five.wire().hold(Message.ReplicaPut.class, "n2", "n1");
        delete();
        Answer after = putNew("n3", "after");
        assertEquals(1, after.stored().siblings());
        assertEquals(List.of("after"), read().values());
    }

    @Test
    void anExpiredValueIsNoValue() {
        Message.WriteWish brief = NEW.living(Optional.of(new TimeToLive(1_000)));
        put(five, "n1", "brief", CausalContext.NONE, brief);
        five.settle();
        assertEquals(List.of("brief"), standing(putNew("n2", "too early")));
        five.passTime(1_000);
        putNew("n2", "after");
        Answer read = read();
        assertEquals(List.of("after"), read.values());
        assertEquals(1, read.found().versions().size());
        assertEquals(0, read.found().versions().get(0).expiresMillis());
    }

    @Test
    void whatWasWrittenOrDeletedSinceTheReadRefusesAPutThatIsForTheUnchanged() {
        write("1");
        Answer first = read();
        assertEquals(1, putOver(first, "2").stored().siblings());
        Answer late = putOver(first, "3");
        assertEquals(List.of("2"), standing(late));
        assertTrue(
                late.failure().message().contains("others have written since"),
                late.failure().message());
        Answer second = read();
        delete();
        Answer afterDeletion = putOver(second, "4");
        assertEquals(List.of("-"), standing(afterDeletion));
        assertEquals(List.of(), values());
    }

    @Test
    void aDeletionMayBeForTheUnchangedToo() {
        write("1");
        Answer first = read();
        write("beside");
        Answer refused = five.put("n4", KEY, Optional.empty(), first.found().context(), five.newRequest(), UNCHANGED);
        five.settle();
        assertEquals(List.of("1", "beside"), standing(refused).stream().sorted().toList());
        five.put("n4", KEY, Optional.empty(), read().found().context(), five.newRequest(), UNCHANGED);
        five.settle();
        assertEquals(List.of(), values());
    }

    @Test
    void aRetryOfAPutThatSucceededSucceeds() {
        RequestId request = five.newRequest();
        for (int attempt = 0; attempt < 3; attempt++) {
            Answer answer = attempt == 0
                    ? five.put("n1", KEY, Optional.of("1"), CausalContext.NONE, request, NEW)
                    : five.repeat("n" + attempt, KEY, Optional.of("1"), CausalContext.NONE, request, NEW);
            five.settle();
            assertEquals(1, answer.stored().siblings(), "attempt " + attempt);
        }
        five.kill("n1");
        Answer elsewhere = five.repeat("n4", KEY, Optional.of("1"), CausalContext.NONE, request, NEW);
        five.settle();
        assertEquals(1, elsewhere.stored().siblings());
        assertEquals(1, five.everywhere(KEY).seen().size());
    }

    @Test
    void aRetryThatRacesItsFirstAttemptSucceeds() {
        for (long seed = 0; seed < 100; seed++) {
            ShardCluster cluster = five(seed);
            RequestId request = cluster.newRequest();
            Answer first = cluster.put("n1", KEY, Optional.of("1"), CausalContext.NONE, request, NEW);
            Answer again = cluster.repeat("n2", KEY, Optional.of("1"), CausalContext.NONE, request, NEW);
            cluster.settle();
            assertEquals(1, first.stored().siblings(), "seed " + seed);
            assertEquals(1, again.stored().siblings(), "seed " + seed);
            assertEquals(List.of("1"), cluster.read("n3", KEY), "seed " + seed);
        }
    }

    @Test
    void aRetryOfAPutThatWasReplacedSinceSucceedsAndBringsNothingBack() {
        RequestId request = five.newRequest();
        five.put("n1", KEY, Optional.of("1"), CausalContext.NONE, request, NEW);
        five.settle();
        putOver(read(), "2");
        five.forget("n1", KEY);
        Answer again = five.repeat("n1", KEY, Optional.of("1"), CausalContext.NONE, request, NEW);
        five.settle();
        assertTrue(again.message() instanceof Message.PutReply, again.message().toString());
        assertEquals(List.of("2"), values());
    }

    @Test
    void aCoordinatorThatIsLostMidwayIsReplacedAndNobodyIsTouched() {
        for (long seed = 0; seed < 100; seed++) {
            ShardCluster cluster = five(seed);
            cluster.loseNext(Message.ForwardedPut.class, "n1");
            Answer answer = put(cluster, "n4", "1", CausalContext.NONE, NEW);
            cluster.settle();
            assertEquals(1, answer.stored().siblings(), "seed " + seed);
            assertEquals(List.of("1"), cluster.read("n3", KEY), "seed " + seed);
        }
    }

    @Test
    void whereAnotherMayHaveWrittenItARefusalIsNoCertainty() {
        five.wire().hold(Message.ForwardedPut.class, "n4", "n1");
        Answer open = put(five, "n4", "open", CausalContext.NONE, NEW);
        five.settle();
        assertFalse(open.isThere());
        write("meanwhile");
        five.kill("n1");
        five.settle();
        assertEquals(
                ErrorCode.OUTCOME_UNKNOWN, open.failure().code(), open.failure().message());
        assertEquals(Outcome.UNKNOWN, open.failure().outcome());
    }

    @Test
    void withTooFewReplicasToAskNothingIsWritten() {
        ShardCluster three = new ShardCluster(3, 2, 1, "n1", "n2", "n3");
        three.settle();
        three.kill("n2");
        three.kill("n3");
        Answer refused = put(three, "n1", "1", CausalContext.NONE, NEW);
        three.settle();
        assertEquals(ErrorCode.UNAVAILABLE, refused.failure().code());
        assertEquals(Outcome.NOT_DONE, refused.failure().outcome());
        assertTrue(three.everywhere(KEY).isEmpty());
    }

    @Test
    void whereNoOwnerCanBeReachedNobodyElseJudges() {
        List.of("n1", "n2", "n3").forEach(five::kill);
        Answer refused = putNew("n5", "1");
        assertEquals(ErrorCode.UNAVAILABLE, refused.failure().code());
        assertEquals(Outcome.NOT_DONE, refused.failure().outcome());
        assertTrue(
                refused.failure().message().contains("only an owner judges its condition; nothing was written"),
                refused.failure().message());
        Answer sent = forwarded(five, "n4", "1", NEW);
        assertEquals(ErrorCode.NOT_OWNER, sent.failure().code());
        assertEquals(0, five.hints("n4") + five.hints("n5"));
    }

    /** A node that may lack what it had acknowledged does not judge by that alone. */
    @Test
    void aCoordinatorInDoubtAsksOneThatIsNot() {
        ShardCluster three = new ShardCluster(3, 1, 2, "n1", "n2", "n3");
        three.settle();
        three.put("n2", KEY, "theirs", CausalContext.NONE);
        three.settle();
        three.kill("n1");
        three.forget("n1", KEY);
        three.doubtNext("n1");
        three.restart("n1");
        three.settle();
        Answer refused = forwarded(three, "n1", "mine", NEW);
        three.settle();
        assertEquals(List.of("theirs"), standing(refused));
    }

    /** As while nodes do not agree who is up. */
    @Test
    void whatTwoCoordinatorsBothFoundNewStandsSideBySide() {
        int both = 0;
        for (long seed = 0; seed < 50; seed++) {
            ShardCluster cluster = five(seed);
            List<Answer> racing = List.of(forwarded(cluster, "n1", "n1", NEW), forwarded(cluster, "n2", "n2", NEW));
            cluster.settle();
            TreeSet<String> written = new TreeSet<>();
            for (int i = 0; i < racing.size(); i++) {
                if (racing.get(i).message() instanceof Message.PutReply) {
                    written.add(NODES.get(i));
                }
            }
            both += written.size() == 2 ? 1 : 0;
            assertEquals(List.copyOf(written), cluster.read("n3", KEY), "seed " + seed);
        }
        assertNotEquals(0, both);
    }

    @Test
    void whereTheLastWriteWinsANewOneIsLaterThanTheDeletionItReplaces() {
        ShardCluster register = new ShardCluster(3, 2, 2, "n1", "n2", "n3").lastWriteWins();
        register.settle();
        register.passTime(60_000);
        register.put("n2", KEY, "before", CausalContext.NONE);
        register.settle();
        Answer refused = put(register, "n3", "beside", CausalContext.NONE, NEW);
        register.settle();
        assertEquals(List.of("before"), standing(refused));
        register.put("n2", KEY, Optional.empty(), CausalContext.NONE, register.newRequest());
        register.settle();
        register.forget("n1", KEY);
        register.stepClockBack(50_000);
        Answer after = put(register, "n3", "after", CausalContext.NONE, NEW);
        register.settle();
        assertEquals(1, after.stored().siblings());
        assertEquals(List.of("after"), register.read("n2", KEY));
    }

    @Test
    void aConditionThatContradictsItsWriteIsRefused() {
        Answer without = put(five, "n1", "1", CausalContext.NONE, UNCHANGED);
        assertEquals(ErrorCode.BAD_REQUEST, without.failure().code());
        assertTrue(
                without.failure().message().contains("needs the context of a read"),
                without.failure().message());
        Answer deletion = five.put("n1", KEY, Optional.empty(), CausalContext.NONE, five.newRequest(), NEW);
        assertEquals(ErrorCode.BAD_REQUEST, deletion.failure().code());
        assertTrue(
                deletion.failure().message().contains("there is nothing to delete; nothing was written"),
                deletion.failure().message());
    }
}
