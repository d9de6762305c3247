package org.armature.storage.testkit;

import static org.armature.storage.testkit.Samples.CART;
import static org.armature.storage.testkit.Samples.key;
import static org.armature.storage.testkit.Samples.value;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.armature.storage.Environment;
import org.armature.storage.OpenReport;
import org.armature.storage.StorageException;
import org.junit.jupiter.api.Test;

/**
 * Files that changed behind the engine's back. It may refuse to open, fail the reads concerned, or report doubt; it may
 * not show fewer entries, or others, and call that clean or recovered.
 */
abstract class DamageTheme extends EngineTheme {
    private static final int ENTRIES = 3_000;
    private static final int VALUE_BYTES = 1_000;
    private static final int FLIPS = 5;
    private static final long SEED = 1_789;

    @Test
    void aBitFlippedAnywhereAfterACleanCloseLosesNothingInSilence() throws IOException {
        flipBits(closed());
    }

    @Test
    void aBitFlippedAnywhereAfterACrashLosesNothingInSilence() throws IOException {
        flipBits(crashed());
    }

    @Test
    void aBitFlippedInTheOldestValueIsNoticed() throws IOException {
        Path image = closed();
        flipInFirstValue(image, subject().dataFiles(image));
    }

    @Test
    void aBitFlippedInTheNewestFileWithValuesIsNoticed() throws IOException {
        for (Path image : List.of(closed(), crashed())) {
            List<Path> newestFirst = new ArrayList<>(subject().dataFiles(image));
            Collections.reverse(newestFirst);
            flipInFirstValue(image, newestFirst);
        }
    }

    @Test
    void aNewestFileCutShortAfterACleanCloseIsNoticed() throws IOException {
        Path image = closed();
        Path newest = last(subject().dataFiles(image));
        for (int percent : new int[] {0, 30, 70, 99}) {
            Path damaged = copy(image, "cut-" + percent);
            try (RandomAccessFile file = new RandomAccessFile(
                    damaged.resolve(image.relativize(newest)).toFile(), "rw")) {
                file.setLength(file.length() * percent / 100);
            }
            assertTrue(noticed(damaged), () -> "cut to " + percent + " % of its length");
        }
    }

    @Test
    void aMissingFileIsNoticedAfterACleanClose() throws IOException {
        Path image = closed();
        List<Path> files = subject().dataFiles(image);
        for (Path missing : List.of(files.get(0), last(files))) {
            Path damaged = copy(image, "without-" + missing.getFileName());
            Files.delete(damaged.resolve(image.relativize(missing)));
            assertTrue(noticed(damaged), () -> "without " + missing.getFileName());
        }
    }

    private void flipBits(Path image) throws IOException {
        Random random = new Random(SEED);
        List<Path> files = subject().dataFiles(image);
        for (Path file : List.of(files.get(0), last(files))) {
            for (int i = 0; i < FLIPS; i++) {
                long bit = (long) (random.nextDouble() * Files.size(file) * 8);
                Path damaged = copy(image, image.getFileName() + "-" + file.getFileName() + "-" + bit);
                flip(damaged.resolve(image.relativize(file)), bit);
                assertLosesNothingInSilence(damaged, file.getFileName() + ", bit " + bit + ", seed " + SEED);
            }
        }
    }

    /** In the middle of the first value that is found in any of the files. */
    private void flipInFirstValue(Path image, List<Path> files) throws IOException {
        for (Path file : files) {
            int at = positionOfAValue(ByteBuffer.wrap(Files.readAllBytes(file)));
            if (at >= 0) {
                Path damaged = copy(image, image.getFileName() + "-value-in-" + file.getFileName());
                flip(damaged.resolve(image.relativize(file)), 8L * (at + VALUE_BYTES / 2));
                assertTrue(noticed(damaged), "a value at byte " + at + " of " + file);
                return;
            }
        }
        throw new AssertionError("no value was found in " + files);
    }

    private void assertLosesNothingInSilence(Path damaged, String what) {
        try {
            Environment environment = open(damaged);
            boolean doubtful = environment.openReport().state() == OpenReport.State.DOUBTFUL;
            for (int i = 0; i < ENTRIES; i++) {
                Optional<byte[]> read = environment.store(CART).get(key(i));
                assertTrue(doubtful || read.isPresent(), "key " + i + " is gone in silence: " + what);
                if (read.isPresent()) {
                    assertArrayEquals(value(i, VALUE_BYTES), read.get(), what);
                }
            }
            AtomicLong seen = new AtomicLong();
            environment.store(CART).scan(Optional.empty(), (key, value) -> seen.incrementAndGet() > 0);
            assertTrue(doubtful || seen.get() == ENTRIES, seen + " of " + ENTRIES + " scanned: " + what);
        } catch (StorageException.Corrupt e) {
            assertTrue(e.getMessage().contains(damaged.toString()), e.getMessage());
        }
    }

    /** Whether the open is refused or doubtful, or a read is refused. */
    private boolean noticed(Path damaged) {
        try {
            Environment environment = open(damaged);
            if (environment.openReport().state() == OpenReport.State.DOUBTFUL) {
                return true;
            }
            for (int i = 0; i < ENTRIES; i++) {
                assertArrayEquals(
                        value(i, VALUE_BYTES),
                        environment.store(CART).get(key(i)).orElseThrow());
            }
            return false;
        } catch (StorageException.Corrupt e) {
            assertTrue(e.getMessage().contains(damaged.toString()), e.getMessage());
            return true;
        }
    }

    /** An environment with all entries in several files, closed cleanly. */
    private Path closed() {
        Path directory = temporary.resolve("closed");
        Environment environment = open(directory);
        fill(environment, CART, 0, ENTRIES, VALUE_BYTES);
        environment.close();
        assertTrue(subject().dataFiles(directory).size() > 1, "this needs more than one file");
        return directory;
    }

    /** What a kill would have left: the files of an environment that is still open and has acknowledged everything. */
    private Path crashed() throws IOException {
        Path directory = temporary.resolve("open");
        Environment environment = open(directory);
        fill(environment, CART, 0, ENTRIES, VALUE_BYTES);
        environment.sync();
        Path image = copy(directory, "crashed");
        environment.close();
        Environment undamaged = open(copy(image, "undamaged"));
        assertEquals(OpenReport.State.RECOVERED, undamaged.openReport().state());
        assertEquals(ENTRIES, keysOf(undamaged.store(CART)).size());
        undamaged.close();
        return image;
    }

    private Path copy(Path from, String name) throws IOException {
        Path to = temporary.resolve(name);
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
        return to;
    }

    private static void flip(Path file, long bit) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(bit / 8);
            int was = bytes.read();
            bytes.seek(bit / 8);
            bytes.write(was ^ 1 << bit % 8);
        }
    }

    /** Values begin with their number, so there are few places to compare. */
    private static int positionOfAValue(ByteBuffer file) {
        for (int at = 0; at + VALUE_BYTES <= file.limit(); at++) {
            long number = file.getLong(at);
            if (number >= 0
                    && number < ENTRIES
                    && file.slice(at, VALUE_BYTES).equals(ByteBuffer.wrap(value(number, VALUE_BYTES)))) {
                return at;
            }
        }
        return -1;
    }

    private static Path last(List<Path> files) {
        return files.get(files.size() - 1);
    }
}
