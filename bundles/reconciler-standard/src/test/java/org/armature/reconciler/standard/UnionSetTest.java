package org.armature.reconciler.standard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Set;
import org.junit.jupiter.api.Test;

class UnionSetTest {
    @Test
    void mergedItHasWhatEitherHas() {
        UnionSet one = UnionSet.EMPTY.plus("tea").plus("milk");
        UnionSet other = UnionSet.parse("[\"jam\", \"tea\"]");
        assertEquals(Set.of("jam", "milk", "tea"), one.merge(other).elements());
        assertEquals("[\"jam\",\"milk\",\"tea\"]", one.merge(other).text());
    }

    @Test
    void everyTextIsReadAsItWasWritten() {
        UnionSet odd = UnionSet.EMPTY.plus("").plus("\"\\/\b\f\n\r\t\u0001").plus("ä\ud83c\udf75");
        assertEquals(odd, UnionSet.parse(odd.text()));
    }

    @Test
    void whatIsNoSetIsRefusedInWords() {
        assertEquals("a set must be an array […] of strings", refusal("{}"));
        assertEquals("each of a set must be a string", refusal("[1]"));
    }

    private static String refusal(String text) {
        return assertThrows(IllegalArgumentException.class, () -> UnionSet.parse(text))
                .getMessage();
    }
}
