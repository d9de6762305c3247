package org.armature.model;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The name of an object within its table: opaque bytes.
 *
 * @param bytes 1 to 1,024 bytes
 */
public record Key(Bytes bytes) implements Comparable<Key> {
    public static final int MAX_BYTES = 1_024;

    public Key {
        if (bytes.length() < 1 || bytes.length() > MAX_BYTES) {
            throw new IllegalArgumentException("a key has 1 to " + MAX_BYTES + " bytes, not " + bytes.length());
        }
    }

    public static Key utf8(String text) {
        return new Key(Bytes.utf8(text));
    }

    @Override
    public int compareTo(Key other) {
        return bytes.compareTo(other.bytes);
    }

    /** As text if it is UTF-8 without control characters, else in hexadecimal. */
    @Override
    public String toString() {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.shared()))
                    .toString();
            return text.chars().anyMatch(Character::isISOControl) ? "0x" + bytes : text;
        } catch (CharacterCodingException e) {
            return "0x" + bytes;
        }
    }
}
