package org.armature.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

class SeededObjectsTest {
    private final SeededObjects objects = new SeededObjects(7, 1_001);

    private static String text(byte[] key) {
        return new String(key, StandardCharsets.US_ASCII);
    }

    @Test
    void keysAreNumbersOfTenDigits() {
        assertEquals("bench-0000000000", text(SeededObjects.key(0)));
        assertEquals("bench-0000012090", text(SeededObjects.key(12_090)));
        assertEquals("bench-2147483647", text(SeededObjects.key(Integer.MAX_VALUE)));
    }

    @Test
    void aValueDependsOnSeedKeyAndWriteAndNothingElse() {
        assertArrayEquals(objects.value(5, 9), new SeededObjects(7, 1_001).value(5, 9));
        assertFalse(Arrays.equals(objects.value(5, 9), objects.value(5, 10)));
        assertFalse(Arrays.equals(objects.value(5, 9), objects.value(6, 9)));
        assertFalse(Arrays.equals(objects.value(5, 9), new SeededObjects(8, 1_001).value(5, 9)));
    }

    @Test
    void aValueTellsWhichKeyItBelongsTo() {
        assertTrue(objects.isValueOf(5, objects.value(5, 1)));
        assertFalse(objects.isValueOf(6, objects.value(5, 1)));
        assertFalse(objects.isValueOf(5, Arrays.copyOf(objects.value(5, 1), 1_000)));
    }

    @Test
    void valuesDoNotCompress() {
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(objects.value(1, 1));
            deflater.finish();
            assertTrue(deflater.deflate(new byte[2_000]) > 980);
        } finally {
            deflater.end();
        }
    }
}
