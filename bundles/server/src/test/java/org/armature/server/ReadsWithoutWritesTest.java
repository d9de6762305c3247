package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.armature.client.ReadOptions;
import org.armature.client.Table;
import org.armature.client.WriteOptions;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.Key;
import org.armature.storage.StorageException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** RIAK.md, section 3, number 16: verify_no_writes_on_read. */
class ReadsWithoutWritesTest {
    private static final int KEYS = 40;

    @TempDir
    Path directory;

    private ShelfCluster cluster;
    private Table cart;

    @BeforeEach
    void start() {
        cluster = new ShelfCluster(directory, 3, "n = 3, r = 2, w = 2");
        cart = cluster.cart();
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    private static Key key(int number) {
        return Key.utf8("key" + number);
    }

    private List<Integer> batches() {
        return List.of("n1", "n2", "n3").stream()
                .map(node -> cluster.engine(node).batches().size())
                .toList();
    }

    @Test
    void readingWhatAllReplicasHoldAlikeWritesNothingAnywhere() {
        for (int i = 0; i < KEYS; i++) {
            cart.put(key(i), Bytes.utf8("v" + i), CausalContext.NONE, WriteOptions.DEFAULT.withW(3));
            cart.put(key(i), Bytes.utf8("sibling" + i), CausalContext.NONE, WriteOptions.DEFAULT.withW(3));
        }
        Key deleted = Key.utf8("deleted");
        cart.put(deleted, Bytes.utf8("v"), CausalContext.NONE, WriteOptions.DEFAULT.withW(3));
        cart.delete(deleted, CausalContext.NONE, WriteOptions.DEFAULT.withW(3));
        List<Integer> before = batches();

        for (ReadOptions options : List.of(
                ReadOptions.DEFAULT,
                ReadOptions.DEFAULT.withR(1),
                ReadOptions.DEFAULT.withR(3),
                ReadOptions.DEFAULT.confirmed())) {
            for (int i = 0; i < KEYS; i++) {
                assertEquals(2, cart.get(key(i), options).values().size());
            }
            assertTrue(cart.get(deleted, options).values().isEmpty());
            assertTrue(cart.get(Key.utf8("never written"), options).isEmpty());
        }
        Waiting.until(
                "every replica was asked by every read", () -> cluster.sum("replica_gets") >= 2L * 4 * (KEYS + 2));

        assertEquals(0, cluster.sum("read_repairs"));
        assertEquals(before, batches());
    }

    /** The positive control: it is reading that writes, where replicas differ. */
    @Test
    void aReplicaThatMissedAWriteIsGivenItByARead() {
        Key key = key(0);
        cluster.engine("n2").beforeWrite(batch -> {
            throw new StorageException.Unavailable("told to fail");
        });
        cart.put(key, Bytes.utf8("v"), CausalContext.NONE);
        cluster.engine("n2").beforeWrite(batch -> {});
        cart.get(key, ReadOptions.DEFAULT.withR(3));
        Waiting.until("n2 has it", () -> cluster.holds("n2", key));
    }
}
