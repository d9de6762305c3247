package org.armature.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32C;
import org.armature.model.Bytes;
import org.armature.model.Key;
import org.armature.model.RequestId;
import org.armature.model.TableName;

/**
 * Names one write, so that one can ask later what became of it: whether a delete is on all owners, and when the last trace of
 * it was removed.
 *
 * <p>As text: base64url without padding of u8 format (1); u8 length and instance; u8 length and table; u16 length and key;
 * 16 bytes request id; u32 CRC-32C of all before. Big-endian.
 *
 * @param write the delete's, as {@link WriteResult#request()} has it
 */
public record Receipt(TableName table, Key key, RequestId write) {
    private static final int FORMAT = 1;
    private static final int CRC_BYTES = Integer.BYTES;
    private static final int LEAST_BYTES = 1 + 2 + 2 + 2 + 3 + 2 * Long.BYTES + CRC_BYTES;

    /** To be kept, and given to {@link #parse}. */
    public String text() {
        byte[] instance = table.instance().getBytes(StandardCharsets.US_ASCII);
        byte[] name = table.table().getBytes(StandardCharsets.US_ASCII);
        byte[] keyBytes = key.bytes().toArray();
        ByteBuffer bytes = ByteBuffer.allocate(
                        1 + 1 + instance.length + 1 + name.length + 2 + keyBytes.length + 2 * Long.BYTES + CRC_BYTES)
                .put((byte) FORMAT)
                .put((byte) instance.length)
                .put(instance)
                .put((byte) name.length)
                .put(name)
                .putShort((short) keyBytes.length)
                .put(keyBytes)
                .putLong(write.high())
                .putLong(write.low());
        bytes.putInt(crc(bytes.array(), bytes.position()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** @throws IllegalArgumentException if it is no receipt, or one of another version; says which */
    public static Receipt parse(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("it is no receipt: " + e.getMessage(), e);
        }
        if (bytes.length < LEAST_BYTES || crc(bytes, bytes.length - CRC_BYTES) != lastInt(bytes)) {
            throw new IllegalArgumentException("it is no receipt, or not all of one: its checksum is wrong");
        }
        if (bytes[0] != FORMAT) {
            throw new IllegalArgumentException("it is a receipt of format " + Byte.toUnsignedInt(bytes[0])
                    + ", and this version reads format " + FORMAT);
        }
        return read(ByteBuffer.wrap(bytes, 1, bytes.length - 1 - CRC_BYTES));
    }

    private static Receipt read(ByteBuffer fields) {
        String instance = ascii(fields);
        TableName table = new TableName(instance, ascii(fields));
        Key key = new Key(Bytes.wrap(bytes(fields, Short.toUnsignedInt(fields.getShort()))));
        if (fields.remaining() != 2 * Long.BYTES) {
            throw new IllegalArgumentException("it is no receipt: " + fields.remaining() + " bytes follow its key");
        }
        return new Receipt(table, key, new RequestId(fields.getLong(), fields.getLong()));
    }

    private static String ascii(ByteBuffer fields) {
        return new String(bytes(fields, Byte.toUnsignedInt(fields.get())), StandardCharsets.US_ASCII);
    }

    private static byte[] bytes(ByteBuffer fields, int length) {
        if (fields.remaining() < length + Short.BYTES) {
            throw new IllegalArgumentException("it is no receipt: it names something longer than itself");
        }
        byte[] bytes = new byte[length];
        fields.get(bytes);
        return bytes;
    }

    private static int lastInt(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getInt(bytes.length - CRC_BYTES);
    }

    private static int crc(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    /** As {@link #text()}. */
    @Override
    public String toString() {
        return text();
    }
}
