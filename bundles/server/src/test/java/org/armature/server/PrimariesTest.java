package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.armature.client.ReadOptions;
import org.armature.client.StoreException;
import org.armature.client.Table;
import org.armature.client.WriteOptions;
import org.armature.client.WriteResult;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Five nodes, N=3, R=2, W=2, and two of a key's three owners away. */
class PrimariesTest {
    private static final Key KEY = Key.utf8("k");
    private static final Bytes BEFORE = Bytes.utf8("before");
    private static final Bytes MEANWHILE = Bytes.utf8("meanwhile");

    @TempDir
    Path directory;

    private ShelfCluster cluster;
    private Table cart;
    private List<String> owners;

    @BeforeEach
    void takeTwoOwnersAway() {
        cluster = new ShelfCluster(directory, 5, "n = 3, r = 2, w = 2");
        cart = cluster.cart();
        owners = cluster.preferenceList(KEY).subList(0, 3);
        cart.put(KEY, BEFORE, CausalContext.NONE, WriteOptions.DEFAULT.withW(3));
        cluster.stop(owners.get(0));
        cluster.stop(owners.get(1));
        cluster.awaitWhole();
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    private CausalContext seen() {
        return cart.get(KEY).context();
    }

    private void ownersReturn() {
        cluster.start(owners.get(0));
        cluster.start(owners.get(1));
        cluster.awaitWhole();
    }

    /** RIAK.md, section 3, number 8: pr_pw. */
    @Test
    void pwAndPrAreRefusedForWantOfOwnersAndRequestsWithoutThemGoOnThroughFallbacks() {
        CausalContext seen = seen();
        StoreException.Unavailable put = assertThrows(
                StoreException.Unavailable.class,
                () -> cart.put(KEY, MEANWHILE, seen, WriteOptions.DEFAULT.primaries(2)));
        StoreException.Unavailable get =
                assertThrows(StoreException.Unavailable.class, () -> cart.get(KEY, ReadOptions.DEFAULT.primaries(2)));

        assertEquals(ErrorCode.UNAVAILABLE, put.code());
        assertTrue(put.getMessage().contains("W=2 with 2 owners"), put.getMessage());
        assertEquals(ErrorCode.UNAVAILABLE, get.code());
        assertTrue(get.getMessage().contains("R=2 with 2 owners"), get.getMessage());
        assertEquals(List.of(BEFORE), cart.get(KEY).values(), "the refused put wrote nothing");

        cart.put(KEY, MEANWHILE, seen, WriteOptions.DEFAULT.primaries(1));
        assertEquals(
                List.of(MEANWHILE),
                cart.get(KEY, ReadOptions.DEFAULT.primaries(1)).values());
        assertEquals(List.of(MEANWHILE), cart.get(KEY).values());
    }

    /** RIAK.md, section 3, number 9: node_confirms_vs_pw. */
    @Test
    void twoHostsAreHadThroughFallbacksWhereTwoOwnersAreNot() {
        CausalContext seen = seen();
        assertThrows(
                StoreException.Unavailable.class,
                () -> cart.put(KEY, MEANWHILE, seen, WriteOptions.DEFAULT.primaries(2)));

        WriteResult stored = cart.put(KEY, MEANWHILE, seen, WriteOptions.DEFAULT.distinctHosts(2));

        assertTrue(stored.copies() >= 2, stored.toString());
        assertTrue(stored.hinted() >= 1, stored.toString());
    }

    @Test
    void aStrictPutIsRefusedAndASloppyOneIsTaken() {
        CausalContext seen = seen();
        assertThrows(
                StoreException.Unavailable.class, () -> cart.put(KEY, MEANWHILE, seen, WriteOptions.DEFAULT.strict()));
        assertThrows(StoreException.Unavailable.class, () -> cart.get(KEY, ReadOptions.DEFAULT.strict()));
        cart.put(KEY, MEANWHILE, seen, WriteOptions.DEFAULT.sloppy());
        assertEquals(List.of(MEANWHILE), cart.get(KEY).values());
    }

    @Test
    void ownersThatReturnAreHandedWhatWasKeptForThemWithoutAnyRead() {
        cart.put(KEY, MEANWHILE, seen(), WriteOptions.DEFAULT.withW(3));
        assertEquals(2, cluster.sum("hints_pending"));

        ownersReturn();
        Waiting.until("no hint is left", () -> cluster.sum("hints_pending") == 0);

        assertEquals(
                List.of(MEANWHILE),
                cart.get(KEY, ReadOptions.DEFAULT.withR(3).strict()).values());
        for (String fallback : cluster.preferenceList(KEY).subList(3, 5)) {
            assertFalse(cluster.holds(fallback, KEY), fallback + " keeps no object it does not own");
        }
    }
}
