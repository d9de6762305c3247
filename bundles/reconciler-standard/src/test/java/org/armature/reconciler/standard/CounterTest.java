package org.armature.reconciler.standard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class CounterTest {
    @Test
    void whatTwoWritersCountedAtTheSameTimeIsAllCounted() {
        Counter read = Counter.ZERO.plus("shop1", 5);
        Counter one = read.plus("shop1", 2);
        Counter other = read.plus("shop2", -1);
        assertEquals(6, one.merge(other).value());
        assertEquals(
                "{\"plus\":{\"shop1\":7},\"minus\":{\"shop2\":1}}",
                one.merge(other).text());
    }

    @Test
    void whatWasMergedAlreadyIsNotCountedTwice() {
        Counter one = Counter.ZERO.plus("a", 3);
        Counter other = Counter.ZERO.plus("b", 4);
        Counter both = one.merge(other);
        assertEquals(7, both.merge(one).merge(other).merge(both).value());
    }

    @Test
    void nothingChangesByCountingNothing() {
        assertEquals(Counter.ZERO, Counter.ZERO.plus("a", 0));
        assertEquals(0, Counter.parse("{}").value());
    }

    @Test
    void aTotalBeyondItsLimitIsRefused() {
        Counter full = Counter.ZERO.plus("a", Counter.MOST);
        assertEquals(
                "a has counted 9007199254740992, and 1 more would exceed 9007199254740992",
                assertThrows(IllegalArgumentException.class, () -> full.plus("a", 1))
                        .getMessage());
        assertThrows(ArithmeticException.class, () -> Counter.ZERO.plus("a", Long.MIN_VALUE));
    }

    @Test
    void whatIsNoCounterIsRefusedInWords() {
        assertEquals("plus must be an object {…}", refusal("{\"plus\":[1]}"));
        assertEquals("of plus \"a\" must be a whole number, 1 to 9007199254740992", refusal("{\"plus\":{\"a\":0}}"));
        assertEquals("a counter has members [plus, minus], not \"pluss\"", refusal("{\"pluss\":{}}"));
        assertEquals("character 1 of 0: expected more", refusal(""));
    }

    private static String refusal(String text) {
        return assertThrows(IllegalArgumentException.class, () -> Counter.parse(text))
                .getMessage();
    }
}
