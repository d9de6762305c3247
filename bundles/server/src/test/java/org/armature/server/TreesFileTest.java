package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.model.Bytes;
import org.armature.model.TableName;
import org.armature.node.TreeName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreesFileTest {
    private static final TableName CART = new TableName("shop", "cart");
    private static final TableName POSTS = new TableName("shop", "posts");
    private static final TreesFile.Life LIFE = new TreesFile.Life(7, 1L << 20);
    private static final SortedMap<TreeName, Bytes> NONE = Collections.emptySortedMap();

    @TempDir
    Path directory;

    private final SortedMap<TreeName, Bytes> trees = new TreeMap<>();
    private Path file;
    private TreesFile treesFile;

    @BeforeEach
    void write() {
        trees.put(new TreeName(CART, 3), Bytes.utf8("leaves of three"));
        trees.put(new TreeName(POSTS, 0), Bytes.utf8("leaves"));
        file = directory.resolve("trees");
        treesFile = new TreesFile(file, 16);
        treesFile.write(LIFE, TreesFileTest::shelf, trees);
    }

    private static Optional<String> shelf(TableName table) {
        return Optional.of("shelf " + table);
    }

    @Test
    void theStartAfterACleanStopTakesTheTreesAndNoLaterOneDoes() {
        assertEquals(trees, treesFile.take(LIFE, TreesFileTest::shelf));
        assertFalse(Files.exists(file));
        assertEquals(NONE, treesFile.take(LIFE, TreesFileTest::shelf));
    }

    @Test
    void treesOfAnotherLifeAreNotTaken() {
        assertEquals(NONE, treesFile.take(new TreesFile.Life(8, LIFE.nextEpoch()), TreesFileTest::shelf));
        treesFile.write(LIFE, TreesFileTest::shelf, trees);
        assertEquals(
                NONE,
                treesFile.take(new TreesFile.Life(LIFE.incarnation(), LIFE.nextEpoch() + 1), TreesFileTest::shelf));
        assertFalse(Files.exists(file));
    }

    @Test
    void treesOfARingOfOtherPartitionsAreNotTaken() {
        assertEquals(NONE, new TreesFile(file, 32).take(LIFE, TreesFileTest::shelf));
    }

    @Test
    void aTableThatAnotherEngineKeepsByNowHasNoTrees() {
        assertEquals(
                new TreeMap<>(trees.subMap(new TreeName(POSTS, 0), new TreeName(POSTS, 1))),
                treesFile.take(LIFE, table -> Optional.of(table.equals(CART) ? "other" : "shelf " + table)));
        treesFile.write(LIFE, TreesFileTest::shelf, trees);
        assertEquals(NONE, treesFile.take(LIFE, table -> Optional.empty()));
    }

    @Test
    void afterAnyOtherStartTheFileIsGone() {
        treesFile.drop("it was killed");
        assertFalse(Files.exists(file));
    }

    @Test
    void aFileWithAFlippedBitOrACutOneIsNotTakenAndNothingIsThrown() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int bit = 0; bit < whole.length * Byte.SIZE; bit += 7) {
            byte[] flipped = whole.clone();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            Files.write(file, flipped);
            assertEquals(NONE, treesFile.take(LIFE, TreesFileTest::shelf), "bit " + bit);
        }
        for (int length = 0; length < whole.length; length += 3) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertEquals(NONE, treesFile.take(LIFE, TreesFileTest::shelf), "cut to " + length);
        }
        Files.write(file, whole);
        assertArrayEquals(
                Bytes.utf8("leaves").toArray(),
                treesFile
                        .take(LIFE, TreesFileTest::shelf)
                        .get(new TreeName(POSTS, 0))
                        .toArray());
    }

    /** What the path names can't be read or removed as a file: the node starts all the same. */
    @Test
    void aDirectoryInItsPlaceIsNoObstacle() throws IOException {
        Files.delete(file);
        Files.createDirectories(file.resolve("within"));
        assertEquals(NONE, treesFile.take(LIFE, TreesFileTest::shelf));
        treesFile.write(LIFE, TreesFileTest::shelf, trees);
        treesFile.drop("it was killed");
    }
}
