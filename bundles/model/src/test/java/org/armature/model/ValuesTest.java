package org.armature.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
    @Test
    void aKeyHas1To1024Bytes() {
        assertEquals(1, new Key(Bytes.wrap(new byte[1])).bytes().length());
        assertEquals(1_024, new Key(Bytes.wrap(new byte[1_024])).bytes().length());
        assertEquals(
                "a key has 1 to 1024 bytes, not 0",
                assertThrows(IllegalArgumentException.class, () -> new Key(Bytes.EMPTY))
                        .getMessage());
        assertEquals(
                "a key has 1 to 1024 bytes, not 1025",
                assertThrows(IllegalArgumentException.class, () -> new Key(Bytes.wrap(new byte[1_025])))
                        .getMessage());
    }

    @Test
    void aKeyReadsAsTextIfItIsTextAndInHexadecimalIfNot() {
        assertEquals("cart/ä", Key.utf8("cart/ä").toString());
        assertEquals("0x610a(2)", Key.utf8("a\n").toString());
        assertEquals("0xff(1)", new Key(Bytes.wrap(new byte[] {-1})).toString());
    }

    @Test
    void keysOrderAsUnsignedBytes() {
        assertTrue(new Key(Bytes.wrap(new byte[] {-128})).compareTo(Key.utf8("z")) > 0);
        assertTrue(Key.utf8("a").compareTo(Key.utf8("ab")) < 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "A", "-a", "_a", "a.b", "a b", "ä", "a123456789012345678901234567890123456789012345678"})
    void refusesWhatIsNoNodesName(String name) {
        assertThrows(IllegalArgumentException.class, () -> new NodeId(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "0", "node-1_b", "a12345678901234567890123456789012345678901234567"})
    void takesANodesName(String name) {
        assertEquals(name, new NodeId(name).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "A", "a-b", "a/b", "a.b", "ä", "a' or 1", "a123456789012345678901234567890123456789012345678"
            })
    void refusesWhatIsNoNameOfAnInstanceOrTable(String name) {
        assertThrows(IllegalArgumentException.class, () -> new TableName(name, "t"));
        assertThrows(IllegalArgumentException.class, () -> new TableName("i", name));
    }

    @Test
    void aTableReadsAsInstanceAndTable() {
        assertEquals("shop_1/carts", new TableName("shop_1", "carts").toString());
        assertTrue(new TableName("a", "z").compareTo(new TableName("b", "a")) < 0);
        assertTrue(new TableName("a", "a").compareTo(new TableName("a", "b")) < 0);
    }

    @Test
    void aContextGoesThroughItsTextUnchanged() {
        Random random = new Random(1);
        for (int length = 0; length < 200; length++) {
            byte[] token = new byte[length];
            random.nextBytes(token);
            CausalContext context = new CausalContext(Bytes.wrap(token));
            String text = context.toString();
            assertTrue(text.matches("[A-Za-z0-9_-]*"), text);
            assertEquals(context, CausalContext.parse(text));
            assertEquals(length == 0, context.isNone());
        }
    }

    @Test
    void theContextOfAClientThatHasReadNothingIsEmptyText() {
        assertEquals("", CausalContext.NONE.toString());
        assertTrue(CausalContext.parse("").isNone());
    }

    @ParameterizedTest
    @ValueSource(strings = {"!", "a b", "YQ+/", "ä", "A"})
    void refusesTextThatIsNoContext(String text) {
        assertThrows(IllegalArgumentException.class, () -> CausalContext.parse(text));
    }

    @Test
    void aRequestReadsAs32HexadecimalDigitsAndOrdersUnsigned() {
        assertEquals("00000000000000010000000000000002", new RequestId(1, 2).toString());
        assertEquals(new RequestId(-1, 2), RequestId.parse(new RequestId(-1, 2).toString()));
        for (String bad :
                new String[] {"", "1", "0000000000000001000000000000000g", "000000000000000100000000000000021"}) {
            assertEquals(
                    "a request id has 32 hexadecimal digits, unlike \"" + bad + '"',
                    assertThrows(IllegalArgumentException.class, () -> RequestId.parse(bad))
                            .getMessage());
        }
        assertTrue(new RequestId(-1, 0).compareTo(new RequestId(1, 0)) > 0);
        assertTrue(new RequestId(0, -1).compareTo(new RequestId(0, 1)) > 0);
    }

    @Test
    void bytesAreCopiedUnlessGivenAway() {
        byte[] array = {1, 2};
        Bytes copied = Bytes.copyOf(array);
        array[0] = 9;
        assertArrayEquals(new byte[] {1, 2}, copied.toArray());
        copied.toArray()[0] = 9;
        assertArrayEquals(new byte[] {1, 2}, copied.shared());
        assertEquals(copied, Bytes.wrap(new byte[] {1, 2}));
        assertEquals(copied.hashCode(), Bytes.wrap(new byte[] {1, 2}).hashCode());
        assertEquals("ä", Bytes.utf8("ä").utf8());
    }

    @Test
    void longBytesReadAsTheirBeginningAndLength() {
        assertEquals("00".repeat(32) + "…(33)", Bytes.wrap(new byte[33]).toString());
        assertEquals("00".repeat(32) + "(32)", Bytes.wrap(new byte[32]).toString());
    }

    @Test
    void errorCodesHaveNumbersOfTheirOwn() {
        TreeSet<Integer> numbers = new TreeSet<>();
        for (ErrorCode code : ErrorCode.values()) {
            assertTrue(numbers.add(code.number()), code + " twice");
            assertEquals("ARM-" + code.number(), code.toString());
            assertFalse(code.summary().isBlank());
            assertFalse(code.summary().endsWith("."), code.summary());
        }
    }
}
