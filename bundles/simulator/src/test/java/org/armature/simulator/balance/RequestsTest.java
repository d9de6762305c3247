package org.armature.simulator.balance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.armature.model.Key;
import org.armature.ring.Position;
import org.armature.ring.Ring;
import org.armature.ring.Strategy;
import org.armature.simulator.balance.Layouts.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestsTest {
    private final Ring ring = new Layouts(Nodes.equal(4), 3).ring(new Shape(Strategy.EQUAL_PARTITIONS, 16, 1));

    @TempDir
    private Path directory;

    private Path file(String... lines) throws IOException {
        return Files.write(directory.resolve("histogram.txt"), List.of(lines));
    }

    private int partition(String key) {
        return Position.of(Key.utf8(key)).partitionOf(16);
    }

    @Test
    void requestsOfAFileFallWhereTheirKeysLie() throws IOException, WrongInput {
        double[] expected = new double[16];
        expected[partition("alice")] += 5;
        expected[partition("a key with spaces")] += 7;
        expected[partition("line-5")] += 11;
        expected[partition("alice")] += 2;
        assertArrayEquals(
                expected,
                Requests.read(file("# counted today", "alice 5", "a key with spaces\t7", "", "11", "alice 2"))
                        .byRange(ring));
    }

    @Test
    void popularityFallsByZipf() {
        double[] requests = Requests.zipf(3, 2, 9).byRange(ring);
        double[] expected = new double[16];
        expected[partition("key-9-1")] += 1;
        expected[partition("key-9-2")] += 1.0 / 4;
        expected[partition("key-9-3")] += 1.0 / 9;
        assertArrayEquals(expected, requests, 1e-12);
    }

    @Test
    void uniformKeysAreAskedForOnceEachAndFollowFromTheSeed() {
        double[] requests = Requests.uniform(1_000, 1).byRange(ring);
        assertEquals(1_000, Arrays.stream(requests).sum());
        assertArrayEquals(requests, Requests.uniform(1_000, 1).byRange(ring));
        assertEquals(false, Arrays.equals(requests, Requests.uniform(1_000, 2).byRange(ring)));
    }

    @Test
    void aLineWithoutACountIsToldWithItsNumber() throws IOException {
        Path file = file("alice 5", "bob", "carol -1", "dave 1.5", "x".repeat(1_025) + " 1");
        assertEquals(
                """
                FILE:2: "bob" is no count, a whole number of at most 15 digits; a line is KEY COUNT, or COUNT alone
                FILE:3: "-1" is no count, a whole number of at most 15 digits; a line is KEY COUNT, or COUNT alone
                FILE:4: "1.5" is no count, a whole number of at most 15 digits; a line is KEY COUNT, or COUNT alone
                FILE:5: a key has 1 to 1024 bytes, not 1025""",
                assertThrows(WrongInput.class, () -> Requests.read(file))
                        .getMessage()
                        .replace(file.toString(), "FILE"));
    }

    @Test
    void aFileWithoutRequestsIsRefused() throws IOException {
        Path file = file("alice 0");
        assertEquals(
                file + " counts no request; a line is KEY COUNT, or COUNT alone",
                assertThrows(WrongInput.class, () -> Requests.read(file)).getMessage());
    }
}
