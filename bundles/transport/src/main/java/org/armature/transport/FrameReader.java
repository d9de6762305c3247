package org.armature.transport;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.OptionalLong;
import org.armature.protocol.FrameHeader;
import org.armature.protocol.ProtocolException;

/**
 * Cuts the bytes of one connection into frames, however they arrive. Bodies go from the receive buffer straight into
 * their own array. That array grows with what has arrived, never with what was announced: whoever announces megabytes
 * and sends nothing costs {@value #FIRST_PIECE_BYTES} bytes.
 */
final class FrameReader {
    private static final int FIRST_PIECE_BYTES = 4_096;

    private final byte[] headerBytes = new byte[FrameHeader.BYTES];
    private int headerFilled;
    private FrameHeader header;
    private byte[] body;
    private int bodyFilled;
    private int limitBytes;

    /** @param limitBytes longest body */
    FrameReader(int limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** From the next header on. */
    void limit(int bytes) {
        limitBytes = bytes;
    }

    /**
     * @return the next whole frame, or null if the rest of it has not arrived
     * @throws ProtocolException if no frame can be read from these bytes, now or later; {@link #correlation} tells whom
     *     it concerned
     */
    Frame next(ByteBuf bytes) throws ProtocolException {
        if (header == null && !readHeader(bytes)) {
            return null;
        }
        if (!readBody(bytes)) {
            return null;
        }
        header.requireChecksum(headerBytes, body);
        Frame frame = new Frame(header, body);
        header = null;
        headerFilled = 0;
        body = null;
        return frame;
    }

    private boolean readHeader(ByteBuf bytes) throws ProtocolException {
        int length = Math.min(headerBytes.length - headerFilled, bytes.readableBytes());
        bytes.readBytes(headerBytes, headerFilled, length);
        headerFilled += length;
        if (headerFilled < headerBytes.length) {
            return false;
        }
        header = FrameHeader.parse(headerBytes);
        header.requireBodyWithin(limitBytes);
        body = new byte[(int) Math.min(header.bodyBytes(), Math.max(FIRST_PIECE_BYTES, bytes.readableBytes()))];
        bodyFilled = 0;
        return true;
    }

    private boolean readBody(ByteBuf bytes) {
        while (bodyFilled < header.bodyBytes()) {
            if (!bytes.isReadable()) {
                return false;
            }
            if (bodyFilled == body.length) {
                body = Arrays.copyOf(body, (int) Math.min(header.bodyBytes(), 2L * body.length));
            }
            int length = Math.min(body.length - bodyFilled, bytes.readableBytes());
            bytes.readBytes(body, bodyFilled, length);
            bodyFilled += length;
        }
        return true;
    }

    /** Of the frame that is being read; empty if not even its header was. */
    OptionalLong correlation() {
        return header == null ? OptionalLong.empty() : OptionalLong.of(header.correlation());
    }
}
