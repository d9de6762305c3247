package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.armature.node.Effect;
import org.armature.node.Event;
import org.armature.node.ReapEpoch;
import org.armature.storage.OpenReport.State;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data that is put back without the node's files is known to be older than what these say. */
class EpochStampsTest {
    private static final int PARTITIONS = 16;
    private static final String SHOP = "bdbje/shop";
    private static final String MORE = "mysql/more";

    @TempDir
    Path parent;

    private Path file;

    @BeforeEach
    void twoEnvironments() throws IOException {
        file = parent.resolve("reap-epochs");
        Files.createDirectories(parent.resolve(SHOP));
        Files.createDirectories(parent.resolve(MORE));
    }

    private Path stamp(String name) {
        return parent.resolve(name).resolve(EpochStamps.FILE);
    }

    private void open(EpochStamps stamps, String name, State state) {
        stamps.take(name, parent.resolve(name));
        stamps.opened(name, parent.resolve(name), state);
    }

    /** A start, with both environments in these states. */
    private EpochStamps start(State shop, State more) {
        EpochStamps stamps = new EpochStamps();
        open(stamps, SHOP, shop);
        open(stamps, MORE, more);
        return stamps;
    }

    private Map<Integer, ReapEpoch> found(EpochStamps stamps) {
        try (ReapEpochFile epochs = new ReapEpochFile(file, PARTITIONS, stamps)) {
            return epochs.found(0, 1);
        }
    }

    /** A life in which the node came to these epochs. */
    private void live(State state, int partition, long raised, long settled) throws InterruptedException {
        BlockingQueue<Event> told = new LinkedBlockingQueue<>();
        try (ReapEpochFile epochs = new ReapEpochFile(file, PARTITIONS, start(state, state))) {
            epochs.keep(new Effect.KeepReapEpoch(1, partition, new ReapEpoch(raised, settled)), told::add);
            assertEquals(new Event.ReapEpochKept(1), told.poll(Waiting.LONGEST.toSeconds(), TimeUnit.SECONDS));
        }
    }

    @Test
    void whatComesBackAsItWasLeftLowersNothing() throws Exception {
        live(State.EMPTY, 3, 6, 6);
        for (State state : List.of(State.CLEAN, State.RECOVERED)) {
            EpochStamps stamps = start(state, state);
            assertEquals(Map.of(3, new ReapEpoch(6, 6)), found(stamps));
            assertEquals(List.of(), stamps.older());
        }
    }

    @Test
    void anEngineThatIsPutBackAloneLowersThemForGood() throws Exception {
        live(State.EMPTY, 3, 5, 5);
        byte[] backup = Files.readAllBytes(stamp(SHOP));
        live(State.CLEAN, 3, 6, 6);
        live(State.CLEAN, 4, 1, 0);
        Files.write(stamp(SHOP), backup);
        EpochStamps stamps = start(State.RECOVERED, State.RECOVERED);
        assertEquals(Map.of(3, new ReapEpoch(5, 5)), found(stamps));
        assertEquals(List.of(SHOP), stamps.older());
        assertEquals(
                Map.of(3, new ReapEpoch(5, 5)), found(start(State.CLEAN, State.CLEAN)), "until it has come to more");
    }

    @Test
    void dataThatOpensInDoubtCountsAsOldUntilItIsKnown() throws Exception {
        live(State.EMPTY, 3, 6, 6);
        start(State.DOUBTFUL, State.CLEAN); // which ends before the node goes by anything
        assertFalse(Files.exists(stamp(SHOP)));
        EpochStamps stamps = start(State.CLEAN, State.CLEAN);
        assertEquals(Map.of(), found(stamps));
        assertEquals(List.of(SHOP, MORE), stamps.older());
    }

    @Test
    void doubtAloneLowersThem() throws Exception {
        live(State.EMPTY, 3, 6, 6);
        EpochStamps stamps = start(State.CLEAN, State.DOUBTFUL);
        assertEquals(Map.of(), found(stamps));
        assertEquals(List.of(MORE), stamps.older());
    }

    @Test
    void dataWithoutAReadableStampIsOldAndNoDataIsNot() throws Exception {
        live(State.EMPTY, 3, 6, 6);
        Files.write(stamp(SHOP), new byte[] {1, 2, 3});
        assertEquals(Map.of(3, new ReapEpoch(6, 6)), found(start(State.EMPTY, State.CLEAN)));
        Files.write(stamp(SHOP), new byte[] {1, 2, 3});
        assertEquals(Map.of(), found(start(State.CLEAN, State.CLEAN)));
    }

    @Test
    void whatOpensWhileTheNodeRunsIsOfItsEpochs() throws Exception {
        live(State.EMPTY, 3, 6, 6);
        EpochStamps stamps = new EpochStamps();
        open(stamps, SHOP, State.CLEAN);
        assertEquals(Map.of(3, new ReapEpoch(6, 6)), found(stamps));
        open(stamps, MORE, State.EMPTY);
        assertEquals(-1, Files.mismatch(stamp(SHOP), stamp(MORE)));
        stamps.closed(MORE);
        byte[] left = Files.readAllBytes(stamp(MORE));
        stamps.keep(new byte[] {1});
        assertEquals(1, Files.size(stamp(SHOP)));
        assertEquals(left.length, Files.size(stamp(MORE)), "nobody knows what becomes of it meanwhile");
    }
}
