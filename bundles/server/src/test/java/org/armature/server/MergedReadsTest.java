package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.armature.client.ArmatureClient;
import org.armature.client.ReadOptions;
import org.armature.client.ReadResult;
import org.armature.client.Table;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.Key;
import org.armature.protocol.Message.Merge;
import org.armature.protocol.Message.StatusReply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three real nodes whose table has a reconciler: what readers see, and what is stored. */
class MergedReadsTest {
    private static final Key KEY = Key.utf8("alice");

    @TempDir
    Path directory;

    private MemoryCluster cluster;

    @BeforeEach
    void make() {
        cluster = new MemoryCluster(directory, 3, "n = 3, r = 3, w = 3, reconcile = " + Words.NAME);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    private void startWith(Words words) {
        install(words, "1.0.0");
        cluster.start(1, 2, 3);
    }

    private void install(Words words, String version) {
        for (int node = 1; node <= 3; node++) {
            cluster.reconcilers(node).came(words, new EngineOrigin(node, "com.example.words", version));
        }
    }

    private ArmatureClient client(int... nodes) {
        return cluster.client(MemoryCluster.DEADLINE, nodes);
    }

    private static Table table(ArmatureClient client) {
        return client.table("shop/cart");
    }

    private static void putBeside(Table table, String value) {
        table.put(KEY, Bytes.utf8(value), CausalContext.NONE);
    }

    private static List<String> texts(ReadResult read) {
        return read.values().stream().map(Bytes::utf8).toList();
    }

    private static List<String> stored(Table table) {
        return texts(table.get(KEY, ReadOptions.DEFAULT.asStored())).stream()
                .sorted()
                .toList();
    }

    private long figure(int node, String name) {
        return cluster.status(node).figures().get(name);
    }

    @Test
    void everyNodeShowsOneValueOfTheSiblingsAndStoresAll() {
        startWith(Words.union("1.2.0"));
        for (int node = 1; node <= 3; node++) {
            try (ArmatureClient client = client(node)) {
                putBeside(table(client), "w" + node);
            }
        }
        for (int node = 1; node <= 3; node++) {
            try (ArmatureClient client = client(node)) {
                ReadResult read = table(client).get(KEY);
                assertEquals(Optional.of(Bytes.utf8("w1 w2 w3")), read.value());
                assertEquals(Optional.of(new Merge(3, Words.NAME, "1.2.0")), read.merge());
                assertEquals(List.of("w1", "w2", "w3"), stored(table(client)));
                assertEquals(
                        Optional.empty(),
                        table(client).get(KEY, ReadOptions.DEFAULT.asStored()).merge());
            }
            assertEquals(1, figure(node, "reads_merged"));
        }
    }

    @Test
    void aPutWithTheContextOfTheViewReplacesAllOfThem() {
        startWith(Words.union("1.0.0"));
        try (ArmatureClient client = client(1, 2, 3)) {
            Table table = table(client);
            putBeside(table, "a");
            putBeside(table, "b");
            ReadResult read = table.get(KEY);
            table.put(KEY, Bytes.utf8(read.value().orElseThrow().utf8() + " c"), read.context());
            assertEquals(List.of("a b c"), stored(table));
            assertEquals(Optional.empty(), table.get(KEY).merge());
        }
    }

    @Test
    void aValueBesideADeletionIsShownAndOneAloneIsAsItWasWritten() {
        startWith(Words.union("1.0.0"));
        try (ArmatureClient client = client(1, 2, 3)) {
            Table table = table(client);
            putBeside(table, "b a");
            ReadResult read = table.get(KEY);
            assertEquals(List.of("b a"), texts(read));
            assertEquals(Optional.empty(), read.merge());
            putBeside(table, "late");
            table.delete(KEY, read.context());
            ReadResult view = table.get(KEY);
            assertEquals(Optional.of(Bytes.utf8("late")), view.value());
            assertEquals(
                    2, table.get(KEY, ReadOptions.DEFAULT.asStored()).versions().size());
            assertEquals(2, view.merge().orElseThrow().siblings());
        }
    }

    @Test
    void withoutTheReconcilerSiblingsAreShownAndTheOperatorIsTold() {
        cluster.start(1, 2, 3);
        try (ArmatureClient client = client(1)) {
            Table table = table(client);
            putBeside(table, "a");
            putBeside(table, "b");
            assertTrue(table.get(KEY).isConflict());
            install(Words.union("1.0.0"), "1.0.0");
            Waiting.until("merged", () -> !table.get(KEY).isConflict());
        }
        assertTrue(figure(1, "reads_not_merged") >= 1);
        StatusReply status = cluster.status(2);
        assertFalse(status.warnings().stream().anyMatch(text -> text.startsWith("ARM-701")), status.toString());
    }

    @Test
    void oneThatFailsIsSetAsideOnThatNodeAndSiblingsAreShown() {
        startWith(Words.at("bad", words -> {
            throw new IllegalStateException("bad day");
        }));
        try (ArmatureClient client = client(1)) {
            Table table = table(client);
            putBeside(table, "bad");
            putBeside(table, "good");
            assertEquals(2, table.get(KEY).values().size());
            assertEquals(2, table.get(KEY).values().size());
        }
        List<String> warnings = cluster.status(1).warnings();
        assertTrue(
                warnings.stream()
                        .anyMatch(text ->
                                text.startsWith("ARM-703 reconciler words 1.0.0 of com.example.words 1.0.0 was set"
                                        + " aside: it threw java.lang.IllegalStateException: bad day")),
                warnings.toString());
        assertTrue(warnings.stream().anyMatch(text -> text.startsWith("ARM-701 table shop/cart")), warnings.toString());
        assertEquals(1, figure(1, "reconcilers_set_aside"));
        assertEquals(1, figure(1, "merges_failed"));
        assertEquals(0, figure(2, "reconcilers_set_aside"));
    }

    /** Under load each read is one value, whichever version made it, and never two. */
    @Test
    void anotherVersionTakesOverWithoutAReadThatShowsSiblings() {
        startWith(Words.union("1.0.0"));
        AtomicBoolean over = new AtomicBoolean();
        try (ArmatureClient client = client(1)) {
            Table table = table(client);
            putBeside(table, "a");
            putBeside(table, "b");
            List<CompletableFuture<Integer>> readers = IntStream.range(0, 3)
                    .mapToObj(reader -> CompletableFuture.supplyAsync(() -> conflicts(table, over)))
                    .toList();
            Reconcilers reconcilers = cluster.reconcilers(1);
            for (int version = 2; version <= 8; version++) {
                InstalledReconciler before = reconcilers.serving(Words.NAME).orElseThrow();
                reconcilers.came(
                        Words.union(version + ".0.0"),
                        new EngineOrigin(version, "com.example.words", version + ".0.0"));
                reconcilers.awaitVerdicts();
                reconcilers.went(before.reconciler());
            }
            over.set(true);
            assertEquals(0, readers.stream().mapToInt(CompletableFuture::join).sum());
            assertEquals("8.0.0", table.get(KEY).merge().orElseThrow().version());
        }
    }

    private static int conflicts(Table table, AtomicBoolean over) {
        int conflicts = 0;
        while (!over.get()) {
            conflicts += table.get(KEY).isConflict() ? 1 : 0;
        }
        return conflicts;
    }
}
