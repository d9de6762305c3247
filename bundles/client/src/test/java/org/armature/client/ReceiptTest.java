package org.armature.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32C;
import org.armature.model.Bytes;
import org.armature.model.Key;
import org.armature.model.RequestId;
import org.armature.model.TableName;
import org.junit.jupiter.api.Test;

class ReceiptTest {
    private static final Receipt RECEIPT =
            new Receipt(new TableName("shop", "cart"), Key.utf8("alice"), new RequestId(7, -1));

    @Test
    void isReadBackAsItWasPrinted() {
        assertEquals(RECEIPT, Receipt.parse(RECEIPT.text()));
        Receipt longest = new Receipt(
                new TableName("a".repeat(48), "b".repeat(48)),
                new Key(Bytes.wrap(new byte[Key.MAX_BYTES])),
                new RequestId(Long.MIN_VALUE, 0));
        assertEquals(longest, Receipt.parse(longest.text()));
        assertTrue(longest.text().matches("[A-Za-z0-9_-]+"));
    }

    @Test
    void isWhatItAlwaysWas() {
        assertEquals("AQRzaG9wBGNhcnQABWFsaWNlAAAAAAAAAAf__________90qj9M", RECEIPT.text());
    }

    @Test
    void whatIsMistypedIsRefused() {
        String text = RECEIPT.text();
        for (int length = 0; length < text.length(); length++) {
            refuses("no receipt", text.substring(0, length));
        }
        for (int at = 0; at < text.length() - 1; at++) {
            String other = text.charAt(at) == 'A' ? "B" : "A";
            refuses("no receipt", text.substring(0, at) + other + text.substring(at + 1));
        }
        for (String wrong : List.of("", "alice", "§§", "shop/cart/alice", text + "AAAA")) {
            refuses("no receipt", wrong);
        }
    }

    @Test
    void oneOfANewerFormatIsNamed() {
        byte[] bytes = Base64.getUrlDecoder().decode(RECEIPT.text());
        bytes[0] = 2;
        refuses("format 2", sealed(bytes));
    }

    @Test
    void oneThatContradictsItselfIsRefused() {
        byte[] bytes = Base64.getUrlDecoder().decode(RECEIPT.text());
        bytes[1] = (byte) 200;
        refuses("longer than itself", sealed(bytes));
    }

    private static String sealed(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length - Integer.BYTES);
        ByteBuffer.wrap(bytes).putInt(bytes.length - Integer.BYTES, (int) crc.getValue());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static void refuses(String why, String text) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> Receipt.parse(text), text);
        assertTrue(refused.getMessage().contains(why), refused.getMessage());
    }
}
