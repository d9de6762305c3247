package org.armature.cli.address;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.armature.model.Bytes;
import org.armature.model.Key;
import org.armature.model.TableName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectPathTest {
    @ParameterizedTest
    @CsvSource({
        "cart/alice,            default, cart, alice",
        "shop/cart/alice,       shop,    cart, alice",
        "shop/cart/2026/11/21,  shop,    cart, 2026/11/21",
        "shop/cart//alice,      shop,    cart, /alice",
        "default/cart/a/b,      default, cart, a/b",
        "shop/cart/ü,           shop,    cart, ü"
    })
    void withoutAnOptionOneSlashDividesTableAndKeyAndTwoNameTheInstanceToo(
            String text, String instance, String table, String key) {
        ObjectPath path = ObjectPath.parse(text, Optional.empty(), false);
        assertEquals(new ObjectPath(new TableName(instance, table), Key.utf8(key)), path);
    }

    @ParameterizedTest
    @CsvSource({"cart/alice, alice", "cart/a/b, a/b", "cart//, /"})
    void withTheInstanceGivenTheFirstSlashDividesWhateverTheKeyHolds(String text, String key) {
        ObjectPath path = ObjectPath.parse(text, Optional.of("shop"), false);
        assertEquals(new ObjectPath(new TableName("shop", "cart"), Key.utf8(key)), path);
    }

    @Test
    void aKeyThatIsNoTextIsGivenInHexadecimal() {
        ObjectPath path = ObjectPath.parse("shop/cart/00ff2f", Optional.empty(), true);
        assertEquals(Bytes.copyOf(new byte[] {0, (byte) 0xff, 0x2f}), path.key().bytes());
        assertEquals("--hex shop/cart/00ff2f", path.shell());
    }

    @ParameterizedTest
    @ValueSource(strings = {"cart", "", "/alice", "cart/", "shop/cart/", "Cart/alice", "shop//alice", "sh-op/cart/a"})
    void whatNamesNoObjectIsRefusedAndTheFormIsShown(String text) {
        IllegalArgumentException failure =
                assertThrows(IllegalArgumentException.class, () -> ObjectPath.parse(text, Optional.empty(), false));
        assertTrue(failure.getMessage().contains("such as cart/alice or shop/cart/alice"), failure.getMessage());
    }

    @Test
    void aWrongInstanceOptionIsRefused() {
        IllegalArgumentException failure =
                assertThrows(IllegalArgumentException.class, () -> ObjectPath.parse("cart/a", Optional.of("A"), false));
        assertTrue(failure.getMessage().contains("names the instance \"A\""), failure.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"cart/0", "cart/zz", "cart/a\uFFFD"})
    void hexadecimalHasPairsOfDigits(String text) {
        assertThrows(IllegalArgumentException.class, () -> ObjectPath.parse(text, Optional.empty(), true));
    }

    @Test
    void aKeyTheTerminalGarbledIsRefusedBeforeAnythingIsWritten() {
        IllegalArgumentException failure = assertThrows(
                IllegalArgumentException.class, () -> ObjectPath.parse("cart/\uFFFD", Optional.empty(), false));
        assertTrue(failure.getMessage().contains("--hex"), failure.getMessage());
    }

    @Test
    void aKeyThatIsTooLongIsRefusedWithBothLengths() {
        String text = "cart/" + "k".repeat(1_025);
        IllegalArgumentException failure =
                assertThrows(IllegalArgumentException.class, () -> ObjectPath.parse(text, Optional.empty(), false));
        assertEquals("the key has 1025 bytes; 1024 are the most", failure.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "cart/alice      | default/cart/alice",
                "shop/cart/a b   | 'shop/cart/a b'",
                "shop/cart/it's  | 'shop/cart/it'\\''s'",
                "shop/cart/$(x)  | 'shop/cart/$(x)'"
            })
    void anObjectIsPrintedSoThatItCanBePasted(String text, String shell) {
        assertEquals(shell, ObjectPath.parse(text, Optional.empty(), false).shell());
    }

    @Test
    void whatIsPrintedToBePastedNamesTheSameObject() {
        ObjectPath path = ObjectPath.parse("cart/a/b", Optional.of("default"), false);
        assertEquals(path, ObjectPath.parse(path.shell(), Optional.empty(), false));
    }
}
