package org.armature.protocol;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.armature.model.ErrorCode;

/**
 * The {@value #BYTES} bytes before each body, big-endian: u32 length of the body, u8 magic, u8 frame version, u16
 * message type, u64 correlation, u32 CRC-32C of the 16 bytes before it and of the body.
 *
 * <p>Parsing checks in the order of what can be trusted: {@link #parse} that this is the protocol at all, {@link
 * #requireBodyWithin} the length before anything is allocated, {@link #requireChecksum} the whole frame, {@link
 * #messageType} last.
 *
 * @param bodyBytes 0 to 2^32-1
 * @param type 0 to 65,535; may be unknown to {@link MessageType}
 * @param correlation chosen by whoever asks, repeated in the answer
 * @param checksum as sent
 */
public record FrameHeader(long bodyBytes, int type, long correlation, int checksum) {
    public static final int BYTES = 20;

    static final int MAGIC = 0xA7;
    static final int VERSION = 1;
    private static final int CHECKSUM_OFFSET = 16;

    /**
     * A whole frame: header and body.
     *
     * @param frame {@link #BYTES} free bytes, then the body; the header is written into it
     */
    static void complete(byte[] frame, MessageType type, long correlation) {
        ByteBuffer.wrap(frame)
                .putInt(frame.length - BYTES)
                .put((byte) MAGIC)
                .put((byte) VERSION)
                .putShort((short) type.number())
                .putLong(correlation)
                .putInt(checksumOf(frame, frame, BYTES, frame.length - BYTES));
    }

    /**
     * @param header at least {@link #BYTES} bytes
     * @throws ProtocolException BAD_FRAME if the magic or the frame version is another: then no field can be trusted
     */
    public static FrameHeader parse(byte[] header) throws ProtocolException {
        ByteBuffer fields = ByteBuffer.wrap(header);
        long bodyBytes = Integer.toUnsignedLong(fields.getInt());
        int magic = Byte.toUnsignedInt(fields.get());
        int version = Byte.toUnsignedInt(fields.get());
        if (magic != MAGIC) {
            throw new ProtocolException(
                    ErrorCode.BAD_FRAME,
                    "byte 4 of a frame is 0x" + Integer.toHexString(magic) + ", must be 0x" + Integer.toHexString(MAGIC)
                            + ": the sender speaks another protocol");
        }
        if (version != VERSION) {
            throw new ProtocolException(
                    ErrorCode.BAD_FRAME, "frame version " + version + ", this node reads version " + VERSION);
        }
        return new FrameHeader(bodyBytes, Short.toUnsignedInt(fields.getShort()), fields.getLong(), fields.getInt());
    }

    /** @throws ProtocolException FRAME_TOO_LARGE */
    public void requireBodyWithin(int limitBytes) throws ProtocolException {
        if (bodyBytes > limitBytes) {
            throw new ProtocolException(
                    ErrorCode.FRAME_TOO_LARGE,
                    "a frame announces a body of " + bodyBytes + " bytes, the limit is " + limitBytes);
        }
    }

    /**
     * @param header the bytes this was parsed from
     * @param body {@link #bodyBytes} bytes
     * @throws ProtocolException BAD_FRAME if header or body are not as they were sent
     */
    public void requireChecksum(byte[] header, byte[] body) throws ProtocolException {
        int actual = checksumOf(header, body, 0, body.length);
        if (actual != checksum) {
            throw new ProtocolException(
                    ErrorCode.BAD_FRAME,
                    "checksum of a frame of type " + type + " with " + bodyBytes + " bytes is "
                            + Integer.toHexString(actual) + ", announced as " + Integer.toHexString(checksum)
                            + ": it was damaged on its way");
        }
    }

    /** @throws ProtocolException UNKNOWN_MESSAGE */
    public MessageType messageType() throws ProtocolException {
        MessageType known = MessageType.ofNumber(type).orElse(null);
        if (known == null) {
            throw new ProtocolException(
                    ErrorCode.UNKNOWN_MESSAGE,
                    "message type " + type + " is unknown here; the sender may be of a newer version");
        }
        return known;
    }

    private static int checksumOf(byte[] header, byte[] bodyArray, int bodyOffset, int bodyBytes) {
        CRC32C crc = new CRC32C();
        crc.update(header, 0, CHECKSUM_OFFSET);
        crc.update(bodyArray, bodyOffset, bodyBytes);
        return (int) crc.getValue();
    }
}
