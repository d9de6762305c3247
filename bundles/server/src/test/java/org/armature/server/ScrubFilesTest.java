package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.model.TableName;
import org.armature.node.ScrubPlace;
import org.armature.node.TreeName;
import org.armature.storage.StoreKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScrubFilesTest {
    private static final TreeName CART_3 = new TreeName(new TableName("shop", "cart"), 3);
    private static final TreeName POSTS_4 = new TreeName(new TableName("shop", "posts"), 4);
    private static final ScrubPlace BEGUN =
            new ScrubPlace(1_700_000_000_000L, Optional.of(StoreKey.of(new byte[16], new byte[] {0, 10, 32, -1})));
    private static final ScrubPlace ENDED = new ScrubPlace(1_800_000_000_000L, Optional.empty());

    @TempDir
    Path directory;

    private static SortedMap<TreeName, ScrubPlace> of(TreeName name, ScrubPlace place) {
        return new TreeMap<>(Map.of(name, place));
    }

    @Test
    void whatAllShardsHaveToldIsReadAgain() {
        ScrubFiles files = new ScrubFiles(directory, 16);
        assertEquals(Collections.emptySortedMap(), files.read());
        files.write(0, of(POSTS_4, ENDED));
        files.write(1, of(CART_3, ENDED));
        files.write(1, of(CART_3, BEGUN));
        SortedMap<TreeName, ScrubPlace> all = new TreeMap<>(Map.of(CART_3, BEGUN, POSTS_4, ENDED));
        assertEquals(all, new ScrubFiles(directory, 16).read());
    }

    @Test
    void ofTwoShardsThatHadThePlaceTheLaterCounts() {
        ScrubFiles files = new ScrubFiles(directory, 16);
        files.write(0, of(CART_3, ENDED));
        files.write(3, of(CART_3, BEGUN));
        assertEquals(of(CART_3, ENDED), files.read());
    }

    @Test
    void aShardWaitsForNoDisk() throws Exception {
        try (ScrubFiles files = new ScrubFiles(directory, 16)) {
            Path pipe = SlowFile.make(directory.resolve("scrub-0.new"));
            assertTimeoutPreemptively(Waiting.LONGEST, () -> files.keep(0, of(POSTS_4, ENDED)));
            assertTrue(Files.readString(pipe).endsWith("end\n"));
        }
    }

    @Test
    void whatWasToldBeforeTheEndIsWritten() {
        try (ScrubFiles files = new ScrubFiles(directory, 16)) {
            files.keep(1, of(CART_3, ENDED));
            files.keep(0, of(POSTS_4, ENDED));
            files.keep(1, of(CART_3, BEGUN));
        }
        assertEquals(new TreeMap<>(Map.of(CART_3, BEGUN, POSTS_4, ENDED)), new ScrubFiles(directory, 16).read());
    }

    @Test
    void aFileThatIsNotWholeOrOfAnotherRingIsPassedOver() throws IOException {
        ScrubFiles files = new ScrubFiles(directory, 16);
        files.write(0, of(POSTS_4, ENDED));
        files.write(1, of(CART_3, BEGUN));
        Path file = directory.resolve("scrub-1");
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.length() - 5));
        assertEquals(of(POSTS_4, ENDED), files.read());
        Files.writeString(file, text.replace("1700000000000", "soon"));
        assertEquals(of(POSTS_4, ENDED), files.read());
        assertEquals(Collections.emptySortedMap(), new ScrubFiles(directory, 32).read());
    }
}
