package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.armature.node.Effect;
import org.armature.node.Event;
import org.armature.node.ReapEpoch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReapEpochFileTest {
    private static final int PARTITIONS = 16;

    @TempDir
    Path directory;

    private final BlockingQueue<Event> told = new LinkedBlockingQueue<>();
    private final EpochStamps stamps = new EpochStamps();
    private Path file;

    @BeforeEach
    void inThisDirectory() {
        file = directory.resolve("reap-epochs");
    }

    private ReapEpochFile open() {
        return new ReapEpochFile(file, PARTITIONS, stamps);
    }

    private Event told() throws InterruptedException {
        Event event = told.poll(Waiting.LONGEST.toSeconds(), TimeUnit.SECONDS);
        assertNotNull(event, "nothing was told");
        return event;
    }

    private void keep(ReapEpochFile epochs, long operation, int partition, long raised, long settled) {
        epochs.keep(new Effect.KeepReapEpoch(operation, partition, new ReapEpoch(raised, settled)), told::add);
    }

    private static Map<Integer, ReapEpoch> all(ReapEpochFile epochs) {
        return epochs.found(0, 1);
    }

    @Test
    void whatIsToldToBeKeptIsThereAtTheNextStart() throws Exception {
        try (ReapEpochFile epochs = open()) {
            assertEquals(Map.of(), all(epochs));
            keep(epochs, 5, 3, 2, 1);
            assertEquals(new Event.ReapEpochKept(5), told());
            try (ReapEpochFile again = open()) {
                assertEquals(Map.of(3, new ReapEpoch(2, 1)), all(again));
                assertEquals(Optional.empty(), again.damage());
            }
        }
    }

    @Test
    void everyOneOfManyIsToldAndNoneIsLost() throws Exception {
        Map<Integer, ReapEpoch> expected = new TreeMap<>();
        try (ReapEpochFile epochs = open()) {
            for (int i = 0; i < 500; i++) {
                keep(epochs, i, i % PARTITIONS, i, i / 2);
                expected.put(i % PARTITIONS, new ReapEpoch(i, i / 2));
            }
            for (int i = 0; i < 500; i++) {
                assertEquals(new Event.ReapEpochKept(i), told());
            }
        }
        try (ReapEpochFile again = open()) {
            assertEquals(expected, all(again));
        }
    }

    @Test
    void whatWasAskedForBeforeTheStopIsKept() {
        try (ReapEpochFile epochs = open()) {
            keep(epochs, 1, 0, 1, 1);
        }
        assertEquals(new Event.ReapEpochKept(1), told.poll());
    }

    @Test
    void eachShardGetsItsOwnPartitions() throws Exception {
        try (ReapEpochFile epochs = open()) {
            keep(epochs, 1, 4, 1, 0);
            keep(epochs, 2, 7, 2, 0);
            told();
            told();
        }
        try (ReapEpochFile again = open()) {
            assertEquals(Map.of(4, new ReapEpoch(1, 0)), again.found(0, 2));
            assertEquals(Map.of(7, new ReapEpoch(2, 0)), again.found(1, 2));
        }
    }

    @Test
    void neitherEpochEverSinks() throws Exception {
        try (ReapEpochFile epochs = open()) {
            keep(epochs, 1, 4, 5, 3);
            keep(epochs, 2, 4, 4, 4);
            told();
            told();
        }
        try (ReapEpochFile again = open()) {
            assertEquals(Map.of(4, new ReapEpoch(5, 4)), all(again));
        }
    }

    @Test
    void aDamagedFileCountsAsNoneAndIsTold() throws Exception {
        try (ReapEpochFile epochs = open()) {
            keep(epochs, 1, 4, 5, 3);
            told();
        }
        byte[] whole = Files.readAllBytes(file);
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertDamaged(flipped);
        }
        for (int length = 0; length < whole.length; length++) {
            assertDamaged(Arrays.copyOf(whole, length));
        }
    }

    private void assertDamaged(byte[] bytes) throws Exception {
        Files.write(file, bytes);
        try (ReapEpochFile damaged = open()) {
            assertEquals(Map.of(), all(damaged));
            assertTrue(damaged.damage().orElseThrow().contains("reap-epochs"), damaged.damage()::toString);
        }
    }

    @Test
    void partitionsOfAnotherRingCountAsDamage() throws Exception {
        try (ReapEpochFile epochs = open()) {
            keep(epochs, 1, PARTITIONS - 1, 5, 3);
            told();
        }
        try (ReapEpochFile smaller = new ReapEpochFile(file, PARTITIONS - 1, stamps)) {
            assertEquals(Map.of(), all(smaller));
            assertTrue(smaller.damage().isPresent());
        }
    }

    @Test
    void whileTheDiskFailsItIsRefusedAndAfterwardsKept() throws Exception {
        Path obstacle = Files.createDirectory(directory.resolve("reap-epochs.new"));
        try (ReapEpochFile epochs = open()) {
            keep(epochs, 1, 4, 5, 3);
            Event.ReapEpochRefused refused = assertInstanceOf(Event.ReapEpochRefused.class, told());
            assertEquals(1, refused.operation());
            Files.delete(obstacle);
            keep(epochs, 2, 4, 5, 3);
            assertEquals(new Event.ReapEpochKept(2), told());
        }
    }
}
