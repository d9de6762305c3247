package org.armature.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.armature.model.ErrorCode;
import org.junit.jupiter.api.Test;

final class FrameHeaderTest {
    private static final int LIMIT = 1 << 20;

    @Test
    void aFrameIsItsHeaderAndItsBody() throws ProtocolException {
        for (Message message : Samples.messages()) {
            byte[] frame = MessageCodec.encodeFrame(0xfeed_0000_0000_beefL, message);
            byte[] body = Arrays.copyOfRange(frame, FrameHeader.BYTES, frame.length);
            FrameHeader header = FrameHeader.parse(frame);
            assertEquals(body.length, header.bodyBytes());
            assertEquals(0xfeed_0000_0000_beefL, header.correlation());
            assertEquals(MessageType.of(message), header.messageType());
            assertEquals(message, received(frame));
        }
    }

    @Test
    void everyFlippedBitOfAFrameIsNoticed() {
        for (Message message : Samples.messages()) {
            byte[] frame = MessageCodec.encodeFrame(42, message);
            for (int bit = 0; bit < frame.length * 8; bit++) {
                byte[] flipped = frame.clone();
                flipped[bit / 8] ^= (byte) (1 << bit % 8);
                assertThrows(ProtocolException.class, () -> received(flipped), message + ", bit " + bit);
            }
        }
    }

    @Test
    void aLengthBeyondTheLimitIsRefusedWithBothNumbers() throws ProtocolException {
        byte[] frame = MessageCodec.encodeFrame(42, new Message.ReplicaStored());
        Arrays.fill(frame, 0, 4, (byte) 0xff);
        FrameHeader header = FrameHeader.parse(frame);
        ProtocolException refusal = assertThrows(ProtocolException.class, () -> header.requireBodyWithin(LIMIT));
        assertEquals(ErrorCode.FRAME_TOO_LARGE, refusal.code());
        assertEquals("a frame announces a body of 4294967295 bytes, the limit is 1048576", refusal.getMessage());
    }

    @Test
    void anotherProtocolIsTold() {
        byte[] http = "GET / HTTP/1.1\r\nHost: x\r\n".getBytes(StandardCharsets.US_ASCII);
        ProtocolException refusal = assertThrows(ProtocolException.class, () -> FrameHeader.parse(http));
        assertEquals(ErrorCode.BAD_FRAME, refusal.code());
        assertEquals(
                "byte 4 of a frame is 0x2f, must be 0xa7: the sender speaks another protocol", refusal.getMessage());
    }

    @Test
    void anotherFrameVersionIsTold() {
        byte[] frame = MessageCodec.encodeFrame(42, new Message.ReplicaStored());
        frame[5] = 2;
        ProtocolException refusal = assertThrows(ProtocolException.class, () -> FrameHeader.parse(frame));
        assertEquals("frame version 2, this node reads version 1", refusal.getMessage());
    }

    @Test
    void anUnknownTypeIsTold() throws ProtocolException {
        for (int type : new int[] {0, 99, 254, 255, 256, 65_535}) {
            FrameHeader header = new FrameHeader(0, type, 1, 0);
            ProtocolException refusal = assertThrows(ProtocolException.class, header::messageType);
            assertEquals(ErrorCode.UNKNOWN_MESSAGE, refusal.code());
        }
    }

    /** As a receiver goes about it; a body shorter or longer than announced reads as damage. */
    private static Message received(byte[] frame) throws ProtocolException {
        FrameHeader header = FrameHeader.parse(frame);
        header.requireBodyWithin(LIMIT);
        byte[] body = Arrays.copyOfRange(frame, FrameHeader.BYTES, FrameHeader.BYTES + (int) header.bodyBytes());
        header.requireChecksum(frame, body);
        return MessageCodec.decode(header.messageType(), body);
    }
}
