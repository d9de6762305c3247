package org.armature.engine.bdbje;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShutdownMarksTest {
    private static final SortedMap<String, Long> LENGTHS =
            new TreeMap<>(Map.of("00000000.jdb", 1_000_000L, "0000000a.jdb", 17L));

    @TempDir
    Path directory;

    private ShutdownMarks marks;

    @BeforeEach
    void make() {
        marks = new ShutdownMarks(directory);
    }

    @Test
    void noMarkMeansNoLengths() throws IOException {
        assertFalse(marks.isMarkedClean());
        assertEquals(Optional.empty(), marks.cleanLengths());
    }

    @Test
    void theMarkNamesEveryFileWithItsLength() throws IOException {
        marks.markClean(LENGTHS);
        assertTrue(marks.isMarkedClean());
        assertEquals(Optional.of(LENGTHS), marks.cleanLengths());
        marks.removeClean();
        assertFalse(marks.isMarkedClean());
    }

    @Test
    void aDamagedMarkSaysNothing() throws IOException {
        marks.markClean(LENGTHS);
        Path mark = directory.resolve("armature.clean");
        byte[] good = Files.readAllBytes(mark);
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= 1;
            Files.write(mark, bad);
            assertEquals(Optional.empty(), marks.cleanLengths(), "byte " + i);
        }
        Files.write(mark, new byte[0]);
        assertEquals(Optional.empty(), marks.cleanLengths());
        assertTrue(marks.isMarkedClean());
    }

    @Test
    void aDoubtStaysUntilTheNextCleanClose() throws IOException {
        assertEquals(Optional.empty(), marks.doubt());
        marks.markDoubtful("00000000.jdb is gone");
        marks.removeClean();
        assertEquals(Optional.of("00000000.jdb is gone"), marks.doubt());
        marks.markClean(LENGTHS);
        assertEquals(Optional.empty(), marks.doubt());
    }
}
