package org.armature.reconciler.standard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
    @Test
    void itReadsObjectsArraysStringsAndWholeNumbers() {
        assertEquals(
                Map.of("a", List.of(1L, "x", Map.of()), "b", -20L),
                JsonReader.read(" { \"a\" : [ 1 , \"x\", {} ],\n\"b\":-20 } "));
        assertEquals("\"\\/\b\f\n\r\tä", JsonReader.read("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e4\""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1",
                "[1,]",
                "{\"a\"}",
                "{\"a\":1,}",
                "{\"a\":1,\"a\":1}",
                "01",
                "1.5",
                "1e3",
                "-",
                "true",
                "null",
                "\"",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\ud800\"",
                "\"\u0001\"",
                "[] []",
                "1234567890123456789",
                "{1:2}"
            })
    void whatIsNoSuchTextIsRefusedWithTheCharacterWhereItEnds(String text) {
        String message = assertThrows(IllegalArgumentException.class, () -> JsonReader.read(text))
                .getMessage();
        assertTrue(message.matches("character \\d+ of " + text.length() + ": expected .+"), message);
    }

    @Test
    void deepNestingIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> JsonReader.read("[".repeat(100_000)));
    }
}
