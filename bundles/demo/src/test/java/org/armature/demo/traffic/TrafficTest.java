package org.armature.demo.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.armature.client.AdminClient;
import org.armature.demo.data.SampleShop;
import org.armature.demo.traffic.TinyStore.Fault;
import org.armature.history.Fact;
import org.armature.history.HistoryReader;
import org.armature.history.Wish;
import org.armature.history.judge.Judge;
import org.armature.history.judge.Kind;
import org.armature.history.judge.Totals;
import org.armature.history.judge.Verdict;
import org.armature.model.TableName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shoppers' traffic against stores that are right, and against ones that are wrong in one way each. */
class TrafficTest {
    private static final int WRITES = 200;
    private static final long SEED = 11;

    @TempDir
    Path directory;

    @Test
    void aRightStoreIsFoundRight() throws Exception {
        Verdict verdict = shopAt(new TinyStore(Fault.NONE));
        assertTrue(verdict.isClean(), () -> "seed " + SEED + ": " + verdict.findings());
        Totals totals = verdict.totals();
        assertEquals(totals.acknowledged(), totals.present() + totals.replaced());
        assertTrue(totals.unknown() > 3 && totals.failed() > 3, totals.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "FORGETS, LOST",
        "LAST_WRITE_WINS, LOST",
        "IGNORES_CONTEXTS, FALSE_SIBLING",
        "LIES_ABOUT_FAILURES, DISHONEST",
        "KEEPS_THE_DELETED, RESURRECTED"
    })
    void aWrongStoreIsFoundOut(Fault fault, Kind kind) throws Exception {
        Verdict verdict = shopAt(new TinyStore(fault));
        assertTrue(verdict.count(kind) > 0, () -> "seed " + SEED + ": " + verdict);
    }

    @Test
    void whatAStoreHasRemovedForGoodAndSaysSoIsNotLost() throws Exception {
        Verdict verdict = inspectedWhenReaped(true);
        assertTrue(verdict.isClean(), () -> "seed " + SEED + ": " + verdict.findings());
    }

    @Test
    void aDeletionThatIsGoneAndOfWhichNobodySaysThatItWasRemovedIsLost() throws Exception {
        Verdict verdict = inspectedWhenReaped(false);
        assertTrue(verdict.count(Kind.LOST) > 0, () -> "seed " + SEED + ": " + verdict);
    }

    private Verdict inspectedWhenReaped(boolean noted) throws Exception {
        TinyStore store = new TinyStore(Fault.NONE);
        Path file = shop(store, history -> {
            store.reap(noted);
            SortedMap<String, AdminClient> replicas =
                    new TreeMap<>(Map.of("n1", store.replica("n1"), "n2", store.replica("n2")));
            new Inspection(store, replicas, history, 2)
                    .run(Inspection.written(historyFile()), Inspection.deletions(historyFile()), done -> {});
        });
        return judge(file, List.of());
    }

    private Path historyFile() {
        return directory.resolve("history.jsonl");
    }

    /** Does something at the end of a history, and may add to it. */
    private interface Last {
        void act(HistoryLog history) throws Exception;
    }

    private Verdict shopAt(TinyStore store) throws Exception {
        return judge(shop(store, history -> {}), store.observe());
    }

    /** Two shoppers in turn in one thread, so that a seed gives one history. */
    private Path shop(TinyStore store, Last last) throws Exception {
        Path file = historyFile();
        SampleShop shop = new SampleShop();
        try (HistoryLog history = HistoryLog.create(file)) {
            SplittableRandom random = new SplittableRandom(SEED);
            List<Shopper> shoppers = Stream.of("writer-1", "writer-2")
                    .map(name -> new Shopper(
                            new RecordingClient(store, history, name, Wish.strict(1, 2), random.split()),
                            shop,
                            random.split(),
                            () -> true,
                            new LongAdder(),
                            new LongAdder()))
                    .toList();
            for (int i = 0; i < WRITES; i++) {
                shoppers.get(i % shoppers.size()).shopOnce();
            }
            last.act(history);
        }
        return file;
    }

    private static Verdict judge(Path file, List<Fact> observed) throws IOException {
        Judge judge = new Judge();
        for (TableName table : List.of(Shopper.CARTS, Shopper.SESSIONS)) {
            judge.accept(new Fact.Table(0, table.toString(), 2, Fact.Reconcile.SIBLINGS, true, 0, 0));
        }
        try (Reader reader = Files.newBufferedReader(file)) {
            HistoryReader.read(reader, judge);
        }
        observed.forEach(judge);
        return judge.verdict();
    }

    @Test
    void theSameTrafficInThreadsIsCountedAndStops() throws Exception {
        Path file = historyFile();
        TinyStore store = new TinyStore(Fault.NONE);
        try (HistoryLog history = HistoryLog.create(file)) {
            SplittableRandom random = new SplittableRandom(SEED);
            Traffic traffic = Traffic.start(
                    3,
                    name -> new RecordingClient(store, history, name, Wish.strict(1, 2), random.split()),
                    new SampleShop(),
                    SEED);
            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
                while (traffic.acknowledged() < 30) {
                    Thread.onSpinWait();
                }
            });
            traffic.stop(Duration.ofSeconds(20));
        }
        Verdict verdict = judge(file, store.observe());
        assertTrue(verdict.isClean(), () -> "seed " + SEED + ": " + verdict.findings());
    }

    @Test
    void everyJobIsDoneOnce() throws Exception {
        Set<Integer> done = new ConcurrentSkipListSet<>();
        Jobs.run(100, 4, thread -> number -> assertTrue(done.add(number)), count -> {});
        assertEquals(100, done.size());
    }

    @Test
    void theFirstFailureOfAJobEndsThem() {
        ExecutionException failure = assertThrows(
                ExecutionException.class,
                () -> Jobs.run(
                        10,
                        2,
                        thread -> number -> {
                            throw new IllegalStateException("job " + number);
                        },
                        count -> {}));
        assertTrue(failure.getMessage().contains("job"), failure.getMessage());
    }
}
