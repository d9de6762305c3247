package org.armature.reconciler;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Bytes as a message shows them: as text where they are text, and not all of them. */
final class Preview {
    private static final int MOST_CHARACTERS = 160;
    private static final int MOST_BYTES = 32;

    private Preview() {}

    static String of(byte[] value) {
        String text = new String(value, StandardCharsets.UTF_8);
        boolean plain = Arrays.equals(text.getBytes(StandardCharsets.UTF_8), value)
                && text.chars().noneMatch(Character::isISOControl);
        if (plain) {
            return text.length() <= MOST_CHARACTERS
                    ? "'" + text + "'"
                    : "'" + text.substring(0, MOST_CHARACTERS) + "…' (" + value.length + " bytes)";
        }
        return value.length <= MOST_BYTES
                ? "0x" + HexFormat.of().formatHex(value)
                : "0x" + HexFormat.of().formatHex(value, 0, MOST_BYTES) + "… (" + value.length + " bytes)";
    }
}
