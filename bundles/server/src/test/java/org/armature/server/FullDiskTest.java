package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.armature.client.AdminClient;
import org.armature.client.Table;
import org.armature.client.WriteResult;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.Key;
import org.armature.storage.StorageException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** RIAK.md, section 3, number 17: verify_readonly. A disk that fills up under a running node. */
class FullDiskTest {
    private static final int KEYS = 60;
    private static final String FULL = "n2";

    @TempDir
    Path directory;

    private ShelfCluster cluster;
    private Table cart;

    @BeforeEach
    void start() {
        cluster = new ShelfCluster(directory, 3, "n = 3, r = 2, w = 2");
        cart = cluster.cart();
        cluster.awaitSure();
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    private static Key key(int number) {
        return Key.utf8("key" + number);
    }

    private void putAll(String prefix) {
        for (int i = 0; i < KEYS; i++) {
            CausalContext seen = cart.get(key(i)).context();
            WriteResult stored = cart.put(key(i), Bytes.utf8(prefix + i), seen);
            assertTrue(stored.copies() >= 2, stored.toString());
        }
    }

    private void getAll(String prefix) {
        for (int i = 0; i < KEYS; i++) {
            assertEquals(List.of(Bytes.utf8(prefix + i)), cart.get(key(i)).values());
        }
    }

    @Test
    void noClientSeesAnErrorTheOthersKeepWhatTheFullNodeMissesAndItGetsItWhenThereIsRoom() {
        putAll("first");
        cluster.engine(FULL).beforeWrite(batch -> {
            throw new StorageException.DiskFull("no room is left");
        });
        putAll("second");
        getAll("second");
        assertTrue(cluster.sum("hints_pending") > 0, "the others keep what it misses");
        assertTrue(cluster.figure(FULL, "storage_failures") > 0);

        cluster.engine(FULL).beforeWrite(batch -> {});
        Waiting.until("it was handed everything", () -> cluster.sum("hints_pending") == 0);

        try (AdminClient full = cluster.admin(FULL);
                AdminClient other = cluster.admin("n1")) {
            for (int i = 0; i < KEYS; i++) {
                assertEquals(
                        other.rawGet(cart.name(), key(i)).record(),
                        full.rawGet(cart.name(), key(i)).record());
            }
        }
    }
}
