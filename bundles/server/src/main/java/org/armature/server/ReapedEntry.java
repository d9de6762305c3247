package org.armature.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.armature.model.Key;
import org.armature.model.RequestId;
import org.armature.model.TableName;
import org.armature.node.Effect;
import org.armature.ring.Position;

/**
 * That the versions under a key were removed.
 *
 * <p>Bytes, big-endian: u32 length of all that follows the checksum; u32 CRC-32C of that; u64 milliseconds since 1970; 16 bytes
 * position of the key; u8 length and instance; u8 length and table; u16 number of writes, and 16 bytes for each.
 *
 * @param position MD5 of the key, which itself is not kept
 * @param writes whose versions they were
 */
record ReapedEntry(TableName table, Position position, List<RequestId> writes, long wallMillis) {
    private static final int HEAD_BYTES = 2 * Integer.BYTES;
    private static final int POSITION_OFFSET = HEAD_BYTES + Long.BYTES;
    private static final int LEAST_BYTES = POSITION_OFFSET + Position.BYTES;
    private static final int REQUEST_BYTES = 2 * Long.BYTES;
    private static final int MAX_WRITES = 0xffff;

    static ReapedEntry of(Effect.NoteReaped reaped) {
        List<RequestId> writes = reaped.writes();
        return new ReapedEntry(
                reaped.table(),
                Position.of(reaped.key()),
                writes.subList(0, Math.min(writes.size(), MAX_WRITES)),
                reaped.wallMillis());
    }

    boolean isOf(TableName ofTable, Key key, RequestId write) {
        return writes.contains(write) && table.equals(ofTable) && position.equals(Position.of(key));
    }

    byte[] encode() {
        byte[] instance = table.instance().getBytes(StandardCharsets.US_ASCII);
        byte[] name = table.table().getBytes(StandardCharsets.US_ASCII);
        int length = Long.BYTES
                + Position.BYTES
                + 2 * Byte.BYTES
                + instance.length
                + name.length
                + Short.BYTES
                + writes.size() * REQUEST_BYTES;
        ByteBuffer bytes = ByteBuffer.allocate(HEAD_BYTES + length)
                .putInt(length)
                .putInt(0)
                .putLong(wallMillis)
                .put(position.toBytes())
                .put((byte) instance.length)
                .put(instance)
                .put((byte) name.length)
                .put(name)
                .putShort((short) writes.size());
        writes.forEach(write -> bytes.putLong(write.high()).putLong(write.low()));
        return bytes.putInt(Integer.BYTES, crc(bytes.slice(HEAD_BYTES, length))).array();
    }

    /** The next whole one, behind which the buffer stands afterwards; empty, and the buffer where it was, if there is none. */
    static Optional<ReapedEntry> next(ByteBuffer bytes) {
        int at = bytes.position();
        if (bytes.remaining() < HEAD_BYTES) {
            return Optional.empty();
        }
        int length = bytes.getInt(at);
        if (length <= 0
                || length > bytes.remaining() - HEAD_BYTES
                || crc(bytes.slice(at + HEAD_BYTES, length)) != bytes.getInt(at + Integer.BYTES)) {
            return Optional.empty();
        }
        ReapedEntry entry = read(bytes.position(at + HEAD_BYTES));
        bytes.position(at + HEAD_BYTES + length);
        return Optional.of(entry);
    }

    /** Likewise, of this position; what is of others is passed over without a look at its checksum. */
    static Optional<ReapedEntry> next(ByteBuffer bytes, Position position) {
        while (bytes.remaining() >= LEAST_BYTES) {
            int at = bytes.position();
            int length = bytes.getInt(at);
            if (length <= 0 || length > bytes.remaining() - HEAD_BYTES) {
                return Optional.empty();
            }
            if (bytes.getLong(at + POSITION_OFFSET) == position.high()
                    && bytes.getLong(at + POSITION_OFFSET + Long.BYTES) == position.low()) {
                return next(bytes);
            }
            bytes.position(at + HEAD_BYTES + length);
        }
        return Optional.empty();
    }

    private static ReapedEntry read(ByteBuffer bytes) {
        long wallMillis = bytes.getLong();
        Position position = new Position(bytes.getLong(), bytes.getLong());
        TableName table = new TableName(text(bytes), text(bytes));
        int number = Short.toUnsignedInt(bytes.getShort());
        List<RequestId> writes = new ArrayList<>(number);
        for (int i = 0; i < number; i++) {
            writes.add(new RequestId(bytes.getLong(), bytes.getLong()));
        }
        return new ReapedEntry(table, position, List.copyOf(writes), wallMillis);
    }

    private static String text(ByteBuffer bytes) {
        byte[] text = new byte[Byte.toUnsignedInt(bytes.get())];
        bytes.get(text);
        return new String(text, StandardCharsets.US_ASCII);
    }

    private static int crc(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
