package org.armature.client;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.armature.model.Bytes;

/** Codecs of types that Java has. */
public final class Codecs {
    private static final Codec<Bytes> BYTES = new Identity();
    private static final Codec<String> UTF_8 = BYTES.as(Codecs::text, Codecs::utf8Of);
    private static final Codec<Long> INT_64 = BYTES.as(
            bytes -> exactly(Long.BYTES, bytes).getLong(),
            number -> Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(number).array()));
    private static final Codec<UUID> UUIDS = BYTES.as(Codecs::uuidOf, Codecs::bytesOf);

    private Codecs() {}

    /** Bytes as they are. */
    public static Codec<Bytes> bytes() {
        return BYTES;
    }

    /** Text in UTF-8. What is not well-formed is refused both ways, and never replaced. */
    public static Codec<String> utf8() {
        return UTF_8;
    }

    /** A number in 8 bytes, two's complement, the most significant first. */
    public static Codec<Long> int64() {
        return INT_64;
    }

    /** In 16 bytes, in the order of its text. */
    public static Codec<UUID> uuid() {
        return UUIDS;
    }

    private static String text(Bytes bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.shared()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("it is not well-formed UTF-8", e);
        }
    }

    private static Bytes utf8Of(String text) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return Bytes.wrap(bytes);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("a text with half a surrogate pair has no UTF-8", e);
        }
    }

    private static UUID uuidOf(Bytes bytes) {
        ByteBuffer halves = exactly(2 * Long.BYTES, bytes);
        return new UUID(halves.getLong(), halves.getLong());
    }

    private static Bytes bytesOf(UUID uuid) {
        return Bytes.wrap(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array());
    }

    private static ByteBuffer exactly(int length, Bytes bytes) {
        if (bytes.length() != length) {
            throw new IllegalArgumentException("it has " + bytes.length() + " bytes instead of " + length);
        }
        return ByteBuffer.wrap(bytes.shared());
    }

    private static final class Identity implements Codec<Bytes> {
        @Override
        public Bytes encode(Bytes value) {
            return value;
        }

        @Override
        public Bytes decode(Bytes bytes) {
            return bytes;
        }
    }
}
