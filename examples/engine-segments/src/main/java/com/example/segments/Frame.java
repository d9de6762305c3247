package com.example.segments;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.armature.storage.Mutation;
import org.armature.storage.StorageException;
import org.armature.storage.StoreId;
import org.armature.storage.StoreKey;

/**
 * What the log consists of: the changes of one batch, there as a whole or not at all.
 *
 * <pre>
 * int length of what follows the header; int checksum of that; int checksum of these two
 * for each change: byte kind; byte length of the store's name; name;
 *                  unless it is a drop: short length of the key; key;
 *                  if it is a put: int length of the value; value
 * </pre>
 *
 * <p>The header has a checksum of its own, so that a wrong length is told from a frame that was not written to its end.
 */
final class Frame {
    static final int HEADER_BYTES = 12;
    private static final int MAX_BYTES = 1 << 30;

    enum Kind {
        PUT,
        DELETE,
        DROP
    }

    /**
     * @param key null of a drop
     * @param valueAt where the value begins, counted from the frame's first byte; 0 if there is none
     */
    record Change(Kind kind, StoreId store, StoreKey key, int valueAt, int valueLength) {
        /** What the change takes up in a log. */
        int bytes() {
            return Integer.BYTES * 2 + store.toString().length() + (key == null ? 0 : key.length()) + valueLength;
        }
    }

    private final byte[] bytes;
    private final List<Change> changes;

    private Frame(byte[] bytes, List<Change> changes) {
        this.bytes = bytes;
        this.changes = changes;
    }

    static Frame of(List<Mutation> batch) {
        long length = HEADER_BYTES;
        for (Mutation mutation : batch) {
            length += 2L
                    + mutation.store().toString().length()
                    + Short.BYTES
                    + mutation.key().length();
            length +=
                    mutation.value().map(value -> Integer.BYTES + value.length).orElse(0);
        }
        if (length > MAX_BYTES) {
            throw new StorageException.Unavailable(
                    "a batch of " + length + " bytes exceeds " + MAX_BYTES + "; nothing of it was written");
        }
        ByteBuffer frame = ByteBuffer.allocate((int) length).position(HEADER_BYTES);
        for (Mutation mutation : batch) {
            putName(frame, mutation.value().isPresent() ? Kind.PUT : Kind.DELETE, mutation.store());
            byte[] key = mutation.key().toBytes();
            frame.putShort((short) key.length).put(key);
            mutation.value().ifPresent(value -> frame.putInt(value.length).put(value));
        }
        return sealed(frame);
    }

    static Frame dropping(StoreId store) {
        ByteBuffer frame = ByteBuffer.allocate(
                        HEADER_BYTES + 2 + store.toString().length())
                .position(HEADER_BYTES);
        putName(frame, Kind.DROP, store);
        return sealed(frame);
    }

    private static void putName(ByteBuffer frame, Kind kind, StoreId store) {
        byte[] name = store.toString().getBytes(StandardCharsets.US_ASCII);
        frame.put((byte) kind.ordinal()).put((byte) name.length).put(name);
    }

    private static Frame sealed(ByteBuffer frame) {
        byte[] bytes = frame.array();
        frame.putInt(0, bytes.length - HEADER_BYTES)
                .putInt(Integer.BYTES, checksum(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES))
                .putInt(2 * Integer.BYTES, checksum(bytes, 0, 2 * Integer.BYTES));
        return whole(bytes);
    }

    /** @return whether the header is one; if so, {@link #bodyLength} says how much follows */
    static boolean isHeader(byte[] header) {
        return ByteBuffer.wrap(header).getInt(2 * Integer.BYTES) == checksum(header, 0, 2 * Integer.BYTES);
    }

    static int bodyLength(byte[] header) {
        return ByteBuffer.wrap(header).getInt(0);
    }

    /** @return whether header and body belong together, and nothing has happened to the body */
    static boolean isIntact(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getInt(Integer.BYTES)
                == checksum(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES);
    }

    /** Of bytes that are intact. */
    static Frame whole(byte[] bytes) {
        ByteBuffer frame = ByteBuffer.wrap(bytes).position(HEADER_BYTES);
        List<Change> changes = new ArrayList<>();
        while (frame.hasRemaining()) {
            Kind kind = Kind.values()[frame.get()];
            StoreId store = StoreId.parse(new String(taken(frame, frame.get()), StandardCharsets.US_ASCII));
            StoreKey key = kind == Kind.DROP ? null : StoreKey.fromBytes(taken(frame, frame.getShort()));
            int length = kind == Kind.PUT ? frame.getInt() : 0;
            changes.add(new Change(kind, store, key, kind == Kind.PUT ? frame.position() : 0, length));
            frame.position(frame.position() + length);
        }
        return new Frame(bytes, changes);
    }

    private static byte[] taken(ByteBuffer frame, int length) {
        byte[] taken = new byte[length];
        frame.get(taken);
        return taken;
    }

    byte[] bytes() {
        return bytes;
    }

    List<Change> changes() {
        return changes;
    }

    byte[] value(Change put) {
        return Arrays.copyOfRange(bytes, put.valueAt(), put.valueAt() + put.valueLength());
    }

    int checksum(Change put) {
        return checksum(bytes, put.valueAt(), put.valueLength());
    }

    static int checksum(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }
}
