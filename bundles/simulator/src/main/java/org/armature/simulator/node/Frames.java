package org.armature.simulator.node;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.armature.protocol.FrameHeader;
import org.armature.protocol.Message;
import org.armature.protocol.MessageCodec;
import org.armature.protocol.MessageType;
import org.armature.protocol.ProtocolException;

/** Messages as the bytes that travel, with every check a receiver makes. */
public final class Frames {
    private static final int TYPE_OFFSET = 6;
    private static final int CHECKSUM_OFFSET = 16;
    private static final int MAX_BODY_BYTES = 20 << 20;

    private Frames() {}

    /** A frame that was received whole. */
    public record Received(long correlation, Message message) {}

    public static byte[] encode(long correlation, Message message) {
        return MessageCodec.encodeFrame(correlation, message);
    }

    /** @throws ProtocolException if a receiver would refuse it */
    public static Received decode(byte[] frame) throws ProtocolException {
        FrameHeader header = FrameHeader.parse(frame);
        header.requireBodyWithin(MAX_BODY_BYTES);
        byte[] body = Arrays.copyOfRange(frame, FrameHeader.BYTES, frame.length);
        header.requireChecksum(frame, body);
        return new Received(header.correlation(), MessageCodec.decode(header.messageType(), body));
    }

    /** Whether a frame carries a message of this kind. */
    public static boolean isOf(byte[] frame, Class<? extends Message> kind) {
        int type = Short.toUnsignedInt(ByteBuffer.wrap(frame).getShort(TYPE_OFFSET));
        return MessageType.ofNumber(type)
                .filter(known -> kind.isAssignableFrom(known.type()))
                .isPresent();
    }

    /** Stands for the frame's contents. */
    public static int checksum(byte[] frame) {
        return ByteBuffer.wrap(frame).getInt(CHECKSUM_OFFSET);
    }
}
