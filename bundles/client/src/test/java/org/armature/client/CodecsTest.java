package org.armature.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.UUID;
import org.armature.model.Bytes;
import org.junit.jupiter.api.Test;

class CodecsTest {
    @Test
    void whatIsWrittenIsRead() {
        for (String text : List.of("", "mug", "größe", "𝄞\u0000")) {
            assertEquals(text, Codecs.utf8().decode(Codecs.utf8().encode(text)));
            assertEquals(Bytes.utf8(text), Codecs.utf8().encode(text));
        }
        for (long number : new long[] {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
            assertEquals(number, Codecs.int64().decode(Codecs.int64().encode(number)));
        }
        UUID uuid = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
        assertEquals(
                "00112233445566778899aabbccddeeff(16)",
                Codecs.uuid().encode(uuid).toString());
        assertEquals(uuid, Codecs.uuid().decode(Codecs.uuid().encode(uuid)));
        assertEquals(Bytes.utf8("x"), Codecs.bytes().decode(Codecs.bytes().encode(Bytes.utf8("x"))));
    }

    @Test
    void aNumberIsEightBytesTheMostSignificantFirst() {
        assertEquals("0000000000000102(8)", Codecs.int64().encode(258L).toString());
    }

    @Test
    void textThatIsNotWellFormedIsRefusedBothWaysAndNotReplaced() {
        Bytes half = Bytes.wrap(new byte[] {'a', (byte) 0xC3});
        assertEquals(
                "it is not well-formed UTF-8",
                assertThrows(IllegalArgumentException.class, () -> Codecs.utf8().decode(half))
                        .getMessage());
        assertEquals(
                "a text with half a surrogate pair has no UTF-8",
                assertThrows(IllegalArgumentException.class, () -> Codecs.utf8().encode("a\uD834"))
                        .getMessage());
    }

    @Test
    void aNumberOfAnotherLengthIsRefused() {
        for (int length : List.of(0, 7, 9)) {
            assertEquals(
                    "it has " + length + " bytes instead of 8",
                    assertThrows(IllegalArgumentException.class, () -> Codecs.int64()
                                    .decode(Bytes.wrap(new byte[length])))
                            .getMessage());
        }
        assertThrows(IllegalArgumentException.class, () -> Codecs.uuid().decode(Bytes.wrap(new byte[15])));
    }

    @Test
    void aTypeOfOnesOwnIsWrittenAsAnother() {
        record Name(String text) {}
        Codec<Name> names = Codecs.utf8().as(Name::new, Name::text);
        assertEquals(Bytes.utf8("alice"), names.encode(new Name("alice")));
        assertEquals(new Name("alice"), names.decode(Bytes.utf8("alice")));
    }
}
