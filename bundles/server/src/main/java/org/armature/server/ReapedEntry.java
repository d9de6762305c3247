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
        if (!isWhole(bytes)) {
            return Optional.empty();
        }
        int end = end(bytes);
        ReapedEntry entry = read(bytes.position(bytes.position() + HEAD_BYTES));
        bytes.position(end);
        return Optional.of(entry);
    }

    /** Likewise, of this position, whatever is before it: others, and what is damaged. */
    static Optional<ReapedEntry> next(ByteBuffer bytes, Position position) {
        while (isWhole(bytes) || skipDamage(bytes)) {
            int at = bytes.position() + POSITION_OFFSET;
            if (bytes.getLong(at) == position.high() && bytes.getLong(at + Long.BYTES) == position.low()) {
                return next(bytes);
            }
            bytes.position(end(bytes));
        }
        return Optional.empty();
    }

    private static boolean isWhole(ByteBuffer bytes) {
        int at = bytes.position();
        if (bytes.remaining() < LEAST_BYTES) {
            return false;
        }
        int length = bytes.getInt(at);
        return length >= LEAST_BYTES - HEAD_BYTES
                && length <= bytes.remaining() - HEAD_BYTES
                && crc(bytes.slice(at + HEAD_BYTES, length)) == bytes.getInt(at + Integer.BYTES);
    }

    private static int end(ByteBuffer bytes) {
        return bytes.position() + HEAD_BYTES + bytes.getInt(bytes.position());
    }

    /** Whether there is a whole one behind what is not: the buffer stands before it then, and is where it was if not. */
    static boolean skipDamage(ByteBuffer bytes) {
        int from = bytes.position();
        for (int at = from + 1; at + LEAST_BYTES <= bytes.limit(); at++) {
            if (isWhole(bytes.position(at))) {
                return true;
            }
        }
        bytes.position(from);
        return false;
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
