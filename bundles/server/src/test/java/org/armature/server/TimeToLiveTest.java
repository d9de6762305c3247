package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.armature.client.AdminClient;
import org.armature.client.ReadResult;
import org.armature.client.StoreException;
import org.armature.client.WriteOptions;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.protocol.ConfigMessage.ConfigReload;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values expire on a node that runs, by its own clock. */
class TimeToLiveTest {
    private static final Key ALICE = Key.utf8("alice");
    private static final Key BOB = Key.utf8("bob");
    private static final Bytes MUG = Bytes.utf8("mug");
    private static final String ONE = "n = 1, r = 1, w = 1, max-value = 40 B";
    private static final WriteOptions MOMENT = WriteOptions.DEFAULT.ttl(Duration.ofMillis(20));

    @TempDir
    Path directory;

    private ShelfCluster cluster;

    @BeforeEach
    void start() {
        cluster = new ShelfCluster(directory, 1, ONE);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void aTablesTimeToLiveIsForWhatIsWrittenOnceItsFileSaysSo() {
        cluster.cart().put(ALICE, MUG, CausalContext.NONE);
        cluster.write("n1", "tables.cart { engine = shelf, " + ONE + ", ttl = 1 h }");
        try (AdminClient admin = cluster.admin("n1")) {
            assertEquals(
                    List.of(),
                    admin.config(new ConfigReload(false, Optional.empty()))
                            .nodes()
                            .get(0)
                            .problems());
        }
        assertEquals(Optional.empty(), cluster.cart().get(ALICE).expires());

        Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        cluster.cart().put(BOB, MUG, CausalContext.NONE);
        Instant after = Instant.now();
        Instant expires = cluster.cart().get(BOB).expires().orElseThrow();
        Instant written = expires.minus(Duration.ofHours(1));
        assertTrue(!written.isBefore(before) && !written.isAfter(after), before + " " + written + " " + after);
    }

    @Test
    void anObjectReadsAsDeletedWhenTheTimeIsOverThatItsWriteGaveIt() {
        cluster.cart().put(ALICE, MUG, CausalContext.NONE, MOMENT);
        cluster.cart().put(BOB, MUG, CausalContext.NONE);
        Waiting.until("it expires", () -> cluster.cart().get(ALICE).isEmpty());
        ReadResult read = cluster.cart().get(ALICE);
        assertTrue(read.versions().get(0).isExpired());
        assertEquals(List.of(MUG), cluster.cart().get(BOB).values());

        cluster.cart().put(ALICE, MUG, read.context());
        assertEquals(List.of(MUG), cluster.cart().get(ALICE).values());
        assertEquals(Optional.empty(), cluster.cart().get(ALICE).expires());
    }

    @Test
    void aDeletionThatIsToExpireIsRejected() {
        cluster.cart().put(ALICE, MUG, CausalContext.NONE);
        StoreException.Rejected refused = assertThrows(
                StoreException.Rejected.class, () -> cluster.cart().delete(ALICE, CausalContext.NONE, MOMENT));
        assertEquals(ErrorCode.BAD_REQUEST, refused.code());
        assertTrue(refused.getMessage().contains("a deletion has no time to live"), refused.getMessage());
        assertEquals(List.of(MUG), cluster.cart().get(ALICE).values());
    }
}
