package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.armature.model.Bytes;
import org.armature.model.TableName;
import org.armature.node.Effect;
import org.armature.storage.StoreKey;
import org.armature.storage.StoreKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetAsideRecordsTest {
    private static final TableName CART = new TableName("shop", "cart");

    @TempDir
    Path data;

    private Path directory;

    @BeforeEach
    void below() {
        directory = data.resolve("set-aside");
    }

    private static Effect.SetAside damaged(String key, String stored) {
        return new Effect.SetAside(
                CART,
                StoreKind.OBJECTS,
                12,
                StoreKey.of(new byte[16], key.getBytes(StandardCharsets.UTF_8)),
                Bytes.utf8(stored),
                "the checksum\nis wrong");
    }

    private List<Path> files() throws IOException {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    @Test
    void aFileHasTheBytesAndWhereTheyWereFoundAndWhy() throws IOException {
        new SetAsideRecords(directory, 1 << 20).write(damaged("k1", "what was left"));
        assertEquals(1, files().size());
        String text = Files.readString(files().get(0));
        assertTrue(
                text.startsWith("armature record set aside, format 1\ntable shop/cart\nstore objects\npartition 12\n"
                        + "key 6b31\ntime "),
                text);
        assertTrue(text.endsWith("\nwhy the checksum is wrong\nbytes 13\n\nwhat was left"), text);
        String name = files().get(0).getFileName().toString();
        assertTrue(name.matches("shop\\.cart-12-objects-[0-9a-f]{8}-[0-9a-f]{8}\\.record"), name);
    }

    @Test
    void theSameDamageIsKeptOnceAndOtherDamageToo() throws IOException {
        SetAsideRecords records = new SetAsideRecords(directory, 1 << 20);
        records.write(damaged("k1", "bad"));
        records.write(damaged("k1", "bad"));
        new SetAsideRecords(directory, 1 << 20).write(damaged("k1", "bad"));
        assertEquals(1, files().size());
        records.write(damaged("k1", "worse"));
        records.write(damaged("k2", "bad"));
        assertEquals(3, files().size());
    }

    @Test
    void theyTakeNoMoreRoomThanTheyMayAlsoAfterAStart() throws IOException {
        SetAsideRecords records = new SetAsideRecords(directory, 8 << 10);
        for (int i = 0; i < 5; i++) {
            records.write(damaged("k" + i, "bad"));
        }
        assertEquals(2, files().size());
        SetAsideRecords later = new SetAsideRecords(directory, 12 << 10);
        for (int i = 0; i < 5; i++) {
            later.write(damaged("k" + i, "bad"));
        }
        assertEquals(3, files().size());
    }

    /** Where a disk ends in the middle of a file, what is there of it would count as kept for ever. */
    @Test
    void whatCantBeWrittenAsAWholeIsNotThereAtAll() throws IOException {
        SetAsideRecords records = new SetAsideRecords(directory, 1 << 20);
        records.write(damaged("k1", "bad"));
        Path file = files().get(0);
        Files.delete(file);
        Files.createSymbolicLink(draftOf(file), Path.of("/dev/full"));
        records.write(damaged("k1", "bad"));
        assertEquals(List.of(), files());
        records.write(damaged("k1", "bad"));
        assertEquals(List.of(file), files());
    }

    @Test
    void whatAnEarlierLifeHasLeftHalfWrittenGoes() throws IOException {
        new SetAsideRecords(directory, 1 << 20).write(damaged("k1", "bad"));
        Path file = files().get(0);
        Files.move(file, draftOf(file));
        SetAsideRecords later = new SetAsideRecords(directory, 8 << 10);
        later.write(damaged("k2", "bad"));
        later.write(damaged("k1", "bad"));
        assertEquals(2, files().size());
        assertTrue(files().contains(file));
    }

    private static Path draftOf(Path file) {
        return file.resolveSibling(file.getFileName() + ".new");
    }

    @Test
    void whoTellsOfARecordWaitsForNoDisk() throws Exception {
        try (SetAsideRecords records = new SetAsideRecords(directory, 1 << 20)) {
            records.write(damaged("k1", "what was left"));
            Path pipe = SlowFile.make(draftOf(files().get(0)));
            Files.delete(files().get(0));
            assertTimeoutPreemptively(Waiting.LONGEST, () -> records.keep(damaged("k1", "what was left")));
            assertTrue(Files.readString(pipe).endsWith("what was left"));
        }
    }

    @Test
    void withoutRoomNoneIsKept() {
        new SetAsideRecords(directory, 0).write(damaged("k1", "bad"));
        assertFalse(Files.exists(directory));
    }

    @Test
    void whatCantBeWrittenHoldsNothingUp() throws IOException {
        Files.writeString(directory, "a file where the directory would be");
        SetAsideRecords records = new SetAsideRecords(directory, 1 << 20);
        records.write(damaged("k1", "bad"));
        Files.delete(directory);
        records.write(damaged("k1", "bad"));
        assertEquals(1, files().size());
    }
}
