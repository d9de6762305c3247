package org.armature.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.zip.CRC32C;
import org.armature.protocol.FrameHeader;
import org.armature.protocol.Message;
import org.armature.protocol.MessageCodec;
import org.armature.protocol.ProtocolException;

/** A plain socket that writes what it likes and reads when it likes. */
final class RawClient implements AutoCloseable {
    private final Socket socket;

    RawClient(Network.Listener listener) throws IOException {
        socket = new Socket(listener.address().getAddress(), listener.address().getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) Duration.ofSeconds(Recorder.WAIT_SECONDS).toMillis());
    }

    /** As a client, and welcome. */
    static RawClient greeted(Network.Listener listener) throws IOException, ProtocolException {
        RawClient client = new RawClient(listener);
        client.write(hello());
        assertEquals(Loopback.WELCOME, client.read(3));
        return client;
    }

    static byte[] hello() {
        return MessageCodec.encodeFrame(3, Loopback.hello(Message.Role.CLIENT));
    }

    /** With a right checksum, and a length and type as told, whether true or not. */
    static byte[] frame(int length, int type, long correlation, byte[] body) {
        ByteBuffer frame = ByteBuffer.allocate(FrameHeader.BYTES + body.length);
        frame.putInt(length)
                .put((byte) 0xa7)
                .put((byte) 1)
                .putShort((short) type)
                .putLong(correlation);
        CRC32C crc = new CRC32C();
        crc.update(frame.array(), 0, 16);
        crc.update(body);
        return frame.putInt((int) crc.getValue()).put(body).array();
    }

    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    Message read(long correlation) throws IOException, ProtocolException {
        InputStream in = socket.getInputStream();
        byte[] headerBytes = in.readNBytes(FrameHeader.BYTES);
        assertEquals(FrameHeader.BYTES, headerBytes.length, "the connection ended");
        FrameHeader header = FrameHeader.parse(headerBytes);
        byte[] body = in.readNBytes((int) header.bodyBytes());
        header.requireChecksum(headerBytes, body);
        assertEquals(correlation, header.correlation());
        return MessageCodec.decode(header.messageType(), body);
    }

    Message.Failure failure(long correlation) throws IOException, ProtocolException {
        return (Message.Failure) read(correlation);
    }

    void assertEnds() throws IOException {
        try {
            assertEquals(-1, socket.getInputStream().read());
        } catch (SocketException reset) {
            assertEquals("Connection reset", reset.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
