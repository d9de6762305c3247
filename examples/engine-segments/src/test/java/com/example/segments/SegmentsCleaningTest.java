package com.example.segments;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.armature.storage.Durability;
import org.armature.storage.Environment;
import org.armature.storage.EnvironmentSettings;
import org.armature.storage.Mutation;
import org.armature.storage.OpenReport;
import org.armature.storage.StorageException;
import org.armature.storage.StoreId;
import org.armature.storage.StoreKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the contract can't know: that old segments go, that nothing comes back with them, and what a kill leaves. */
class SegmentsCleaningTest {
    private static final int SEGMENT = 64 << 10;
    private static final StoreId CART = new StoreId("cart", 3);

    @TempDir
    Path temporary;

    @Test
    void aLogThatIsWrittenOverAndOverStaysSmall() throws IOException {
        Path directory = temporary.resolve("log");
        try (Environment environment = open(directory)) {
            for (int round = 0; round < 100; round++) {
                for (int i = 0; i < 100; i++) {
                    put(environment, key(i), value(round, 1_000));
                }
            }
            long live = environment.store(CART).stats().bytes();
            assertTrue(bytes(directory) < 3 * live + 5 * SEGMENT, bytes(directory) + " bytes for " + live);
        }
    }

    /** Against a map, through cleaning, closes, kills, deletes and drops. */
    @Test
    void whateverHappensTheContentsAreWhatWasWrittenLast() throws IOException {
        for (long seed = 0; seed < 8; seed++) {
            Random random = new Random(seed);
            SortedMap<StoreKey, byte[]> model = new TreeMap<>();
            Path directory = temporary.resolve("model-" + seed);
            Environment environment = open(directory);
            for (int step = 0; step < 1_500; step++) {
                int what = random.nextInt(1_000);
                if (what < 2) {
                    environment.close();
                    environment = open(directory);
                } else if (what < 4) {
                    Path killed = temporary.resolve("model-" + seed + "-" + step);
                    copy(directory, killed);
                    environment.close();
                    directory = killed;
                    environment = open(directory);
                    assertEquals(
                            OpenReport.State.RECOVERED, environment.openReport().state(), "seed " + seed);
                } else if (what < 6) {
                    environment.store(CART).drop();
                    model.clear();
                } else if (what < 300) {
                    StoreKey key = key(random.nextInt(60));
                    environment.write(List.of(Mutation.delete(CART, key)), Durability.PROCESS);
                    model.remove(key);
                } else {
                    StoreKey key = key(random.nextInt(60));
                    byte[] value = value(step, 8 + random.nextInt(4_000));
                    put(environment, key, value);
                    model.put(key, value);
                }
            }
            assertSame(model, environment, seed);
            environment.close();
        }
    }

    @Test
    void aFrameThatWasNotWrittenToItsEndIsCutAndSaid() throws IOException {
        Path directory = temporary.resolve("log");
        Environment environment = open(directory);
        put(environment, key(1), value(1, 500));
        put(environment, key(2), value(2, 500));
        Path killed = temporary.resolve("killed");
        copy(directory, killed);
        environment.close();
        Path segment = Segment.path(killed, 1);
        try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
            file.setLength(file.length() - 100);
        }
        try (Environment again = open(killed)) {
            assertEquals(OpenReport.State.RECOVERED, again.openReport().state());
            assertFalse(
                    again.openReport().detail().contains(" 0 bytes"),
                    again.openReport().detail());
            assertArrayEquals(value(1, 500), again.store(CART).get(key(1)).orElseThrow());
            assertEquals(Optional.empty(), again.store(CART).get(key(2)));
            put(again, key(2), value(3, 500));
        }
        try (Environment again = open(killed)) {
            assertEquals(OpenReport.State.CLEAN, again.openReport().state());
            assertArrayEquals(value(3, 500), again.store(CART).get(key(2)).orElseThrow());
        }
    }

    @Test
    void aKillBetweenTheMakingOfASegmentAndItsFirstFrameIsNoDamage() throws IOException {
        for (int there : new int[] {0, 5, Segment.HEADER_BYTES}) {
            Path directory = temporary.resolve("begun-" + there);
            Environment environment = open(directory);
            put(environment, key(1), value(1, 500));
            Path killed = temporary.resolve("killed-" + there);
            copy(directory, killed);
            environment.close();
            byte[] header = Arrays.copyOf(Files.readAllBytes(Segment.path(killed, 1)), Segment.HEADER_BYTES);
            byte[] ofSecond = ByteBuffer.wrap(header).putLong(Long.BYTES, 2).array();
            byte[] begun = Arrays.copyOf(ofSecond, there);
            Files.write(Segment.path(killed, 2), begun);
            try (Environment again = open(killed)) {
                assertArrayEquals(value(1, 500), again.store(CART).get(key(1)).orElseThrow());
                put(again, key(2), value(2, 500));
            }
            try (Environment again = open(killed)) {
                assertArrayEquals(value(2, 500), again.store(CART).get(key(2)).orElseThrow());
            }
        }
    }

    @Test
    void aSegmentMissingInTheMiddleIsNoticedAlsoAfterAKill() throws IOException {
        Path directory = temporary.resolve("log");
        Environment environment = open(directory);
        for (int i = 0; i < 200; i++) {
            put(environment, key(i), value(i, 1_000));
        }
        Path killed = temporary.resolve("killed");
        copy(directory, killed);
        environment.close();
        Files.delete(Segment.path(killed, 2));
        StorageException refusal = assertThrows(StorageException.Corrupt.class, () -> open(killed));
        assertTrue(refusal.getMessage().contains(Segment.path(killed, 2).toString()), refusal.getMessage());
    }

    @Test
    void whatIsLeftOpenIsClosedWithTheEngine() {
        SegmentsEngine engine = new SegmentsEngine();
        Path directory = temporary.resolve("log");
        Environment environment = engine.open(settings(directory));
        put(environment, key(1), value(1, 10));
        engine.closeAll();
        assertThrows(StorageException.Closed.class, environment::stores);
        open(directory).close();
    }

    private static void assertSame(SortedMap<StoreKey, byte[]> model, Environment environment, long seed) {
        List<StoreKey> seen = new ArrayList<>();
        environment.store(CART).scan(Optional.empty(), (key, value) -> {
            assertArrayEquals(model.get(key), value, () -> key + ", seed " + seed);
            return seen.add(key);
        });
        assertEquals(List.copyOf(model.keySet()), seen, "seed " + seed);
        assertEquals(model.size(), environment.store(CART).stats().entries(), "seed " + seed);
    }

    private static Environment open(Path directory) {
        return new SegmentsEngine().open(settings(directory));
    }

    private static EnvironmentSettings settings(Path directory) {
        return new EnvironmentSettings(
                "shop", directory, new TreeMap<>(Map.of(SegmentsEngine.SEGMENT_SIZE, String.valueOf(SEGMENT))));
    }

    private static void put(Environment environment, StoreKey key, byte[] value) {
        environment.write(List.of(Mutation.put(CART, key, value)), Durability.PROCESS);
    }

    private static StoreKey key(int number) {
        byte[] position = ByteBuffer.allocate(StoreKey.POSITION_BYTES)
                .putInt(number * 0x9e3779b9)
                .array();
        return StoreKey.of(position, ("key-" + number).getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] value(int number, int length) {
        byte[] value = new byte[length];
        new Random(number).nextBytes(value);
        return value;
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private static long bytes(Path directory) throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }
}
