package org.armature.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.junit.jupiter.api.Test;

final class GrantTokenTest {
    private static final GrantToken TOKEN = new GrantToken(
            "00112233445566778899aabbccddeeff",
            "shop",
            "0123456789abcdef",
            Samples.B,
            1_700_000_000_000L,
            OperatorSamples.NONCE,
            Bytes.utf8("0123456789abcdef0123456789abcdef"),
            List.of("10.0.0.1:7100", "[::1]:7100"));

    @Test
    void aTokenIsOneWordAndComesBack() throws ProtocolException {
        assertTrue(TOKEN.encode().matches("armature-grant-1\\.[A-Za-z0-9_-]+"), TOKEN.encode());
        assertEquals(TOKEN, GrantToken.parse(TOKEN.encode()));
    }

    @Test
    void whatWasCutOrMistypedIsNoToken() {
        String text = TOKEN.encode();
        for (int length = 0; length < text.length(); length++) {
            assertNoToken(text.substring(0, length));
        }
        for (int at = 0; at < text.length() - 1; at++) {
            char other = text.charAt(at) == 'x' ? 'y' : 'x';
            assertNoToken(text.substring(0, at) + other + text.substring(at + 1));
        }
        assertNoToken(text + " ");
        assertNoToken(text + "A".repeat(8_192));
    }

    @Test
    void aTokenShowsNoSecret() {
        assertFalse(TOKEN.toString().contains("secret"), TOKEN::toString);
    }

    private static void assertNoToken(String text) {
        ProtocolException refused = assertThrows(ProtocolException.class, () -> GrantToken.parse(text));
        assertEquals(ErrorCode.GRANT_REFUSED, refused.code());
        assertTrue(refused.getMessage().contains("Nothing was done"), refused.getMessage());
    }
}
