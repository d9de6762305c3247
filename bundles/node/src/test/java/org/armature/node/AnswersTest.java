package org.armature.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.protocol.Message;
import org.armature.protocol.ReapingMessage;
import org.armature.protocol.RepairMessage;
import org.armature.protocol.TransferMessage;
import org.armature.ring.Position;
import org.armature.storage.StoreKey;
import org.armature.storage.StoreKind;
import org.junit.jupiter.api.Test;

/** What a node does for others that compare or remove waits for the node's own controller. */
class AnswersTest {
    private static final String ALICE = ShardCluster.keyOfPartition(0);
    private static final NodeId PEER = new NodeId("n1");
    private static final RepairMessage.Place PLACE = new RepairMessage.Place(ShardCluster.TABLE, 0, 1, 0);

    /** One of a hundred milliseconds is for background work, if requests come. */
    private final ShardCluster three = new ShardCluster(1, 2, 2, "n1", "n2", "n3").sharing(1);

    private void write() {
        three.put("n1", ALICE, "x", CausalContext.NONE);
        three.settle();
    }

    private Answer asked(RepairMessage.Request request) {
        Answer answer = new Answer();
        three.tell("n2", new Event.ExchangeAsked(answer, PEER, request));
        three.settle();
        return answer;
    }

    private Answer asked(ReapingMessage.Request request) {
        Answer answer = new Answer();
        three.tell("n2", new Event.ReapingAsked(answer, PEER, request));
        three.settle();
        return answer;
    }

    private static RepairMessage.Request entries() {
        return new RepairMessage.EntriesAsked(PLACE, List.of(0), Optional.empty());
    }

    private static RepairMessage.Request records() {
        return new RepairMessage.RecordsAsked(PLACE, List.of(Key.utf8(ALICE)));
    }

    private RepairMessage.Request repair() {
        Bytes record = three.copy("n1", ALICE).orElseThrow().encoded();
        return new RepairMessage.RepairRecords(
                PLACE, List.of(new TransferMessage.KeyedRecord(Key.utf8(ALICE), record)));
    }

    private static ReapingMessage.Request held() {
        return new ReapingMessage.HeldAsked(
                ShardCluster.TABLE, 0, 1, List.of(new RepairMessage.KeyedHash(Key.utf8(ALICE), 7)));
    }

    private static ReapingMessage.Request reap() {
        return new ReapingMessage.Reap(
                ShardCluster.TABLE, 0, 1, 0, List.of(new ReapingMessage.Reaping(Key.utf8(ALICE), 7, new TreeSet<>())));
    }

    /** Requests come all the time. */
    private void pass(long millis) {
        for (long passed = 0; passed < millis; passed += 100) {
            three.tell(
                    "n2",
                    new Event.ReplicaGetAsked(
                            new Answer(),
                            Position.of(Key.utf8(ALICE)),
                            PEER,
                            new Message.ReplicaGet(ShardCluster.TABLE, Key.utf8(ALICE), 0, Optional.empty(), 1)));
            three.passTime(100);
            three.settle();
        }
    }

    /** For so long, hundred times what it took, nothing more is in turn. */
    private void takeItsTime() {
        three.hold(Effect.ScanStore.class, "n2");
        Answer slow = asked(entries());
        pass(400);
        three.release(Effect.ScanStore.class, "n2");
        three.settle();
        assertTrue(slow.isThere());
    }

    private static long there(List<Answer> answers) {
        return answers.stream().filter(Answer::isThere).count();
    }

    @Test
    void whatReadsOrWritesWaitsForASlice() {
        write();
        takeItsTime();
        List<Supplier<Answer>> questions = List.of(
                () -> asked(entries()),
                () -> asked(records()),
                () -> asked(repair()),
                () -> asked(held()),
                () -> asked(reap()));
        List<Answer> answers = new ArrayList<>();
        for (Supplier<Answer> question : questions) {
            answers.add(question.get());
            pass(100);
        }
        assertEquals(0, there(answers));
        for (int second = 1; second <= answers.size(); second++) {
            pass(1_000);
            assertEquals(second, there(answers));
        }
    }

    @Test
    void whatATreeTellsIsToldAtOnce() {
        write();
        takeItsTime();
        assertTrue(asked(new RepairMessage.CompareTrees(PLACE, 1_024, 7)).isThere());
        assertTrue(asked(new RepairMessage.LeavesAsked(PLACE, List.of(0))).isThere());
    }

    @Test
    void whoeverAsksIsAnsweredInTimeOrToldThatItWillNotBe() {
        write();
        takeItsTime();
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            answers.add(asked(records()));
        }
        Answer ninth = asked(records());
        assertTrue(ninth.message() instanceof RepairMessage.NotComparable, () -> "" + ninth.message());
        assertTrue(asked(held()).failure().message().contains("other nodes"));
        assertEquals(2, three.count("n2", Counter.ANSWERS_PUT_OFF));
        pass(8_000);
        answers.forEach(answer ->
                assertTrue(answer.message() instanceof RepairMessage.RecordsTold, () -> "" + answer.message()));
    }

    @Test
    void whereNoRequestComesNobodyWaits() {
        write();
        takeItsTime();
        three.passTime(1_100);
        assertTrue(asked(records()).isThere());
        assertTrue(asked(held()).isThere());
        assertEquals(0, three.count("n2", Counter.ANSWERS_HURRIED));
    }

    @Test
    void whatIsOfBeforeARemovalEntersAnewPageByPageInSlices() {
        three.reaping(1_000);
        write();
        Map<StoreKey, Bytes> backup = new TreeMap<>(three.disk("n2").store(StoreKind.OBJECTS));
        SortedMap<Integer, ReapEpoch> epochs = three.reapEpochs("n2");
        three.put("n1", ALICE, Optional.empty(), CausalContext.NONE, three.newRequest());
        for (int i = 0; i < 50; i++) {
            three.passTime(100);
            three.settle();
        }
        assertTrue(three.copy("n2", ALICE).isEmpty());
        three.kill("n2");
        three.disk("n2").store(StoreKind.OBJECTS).putAll(backup);
        three.restoreReapEpochs("n2", epochs);
        three.doubtNext("n2");
        three.restart("n2");
        takeItsTime();
        long settled = three.reapEpochs("n1").get(0).settled();
        RepairMessage.Place later = new RepairMessage.Place(ShardCluster.TABLE, 0, 1, settled);
        asked(new RepairMessage.CompareTrees(later, 1_024, 7));
        pass(10_000);
        assertEquals(0, three.count("n2", Counter.KEYS_ENTERED_ANEW));
        JobReport reentry = three.shard("n2").jobs(three.now().monoNanos()).stream()
                .filter(report -> report.job() == Job.REENTRY)
                .findFirst()
                .orElseThrow();
        assertTrue(reentry.waitingNanos() > 9_000_000_000L, reentry::toString);
        pass(100_000);
        assertEquals(1, three.count("n2", Counter.KEYS_ENTERED_ANEW));
    }
}
