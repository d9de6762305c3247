package org.armature.bench;

import io.netty.buffer.ByteBuf;

/**
 * The frames of the echo processes: length of what follows (4 bytes), correlation (8), type (1), body. An answer repeats
 * the correlation of its request.
 */
final class EchoFrame {
    /** To a coordinator: a key and a value. Answered by {@link #ACK}. */
    static final byte PUT = 1;
    /** To a coordinator: the length of the value wanted (4 bytes) and a key. Answered by {@link #VALUE}. */
    static final byte GET = 2;
    /** To a replica; body and answer as of {@link #PUT}. */
    static final byte REPLICA_PUT = 3;
    /** To a replica; body and answer as of {@link #GET}. */
    static final byte REPLICA_GET = 4;
    /** No body. */
    static final byte ACK = 5;
    /** Body: as many bytes as were asked for. */
    static final byte VALUE = 6;

    /** What the length counts besides the body. */
    static final int ENVELOPE = Long.BYTES + 1;

    static final int LENGTH = Integer.BYTES;

    private EchoFrame() {}

    static void header(ByteBuf to, long correlation, byte type, int bodyBytes) {
        to.ensureWritable(LENGTH + ENVELOPE + bodyBytes);
        to.writeInt(ENVELOPE + bodyBytes);
        to.writeLong(correlation);
        to.writeByte(type);
    }
}
