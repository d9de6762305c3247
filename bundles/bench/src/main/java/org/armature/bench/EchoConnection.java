package org.armature.bench;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;

/**
 * One connection to a coordinator, shared by all threads. A thread writes its frame into the buffer that leaves next;
 * the first to do so wakes the network thread, which sends whatever was gathered until it comes.
 */
final class EchoConnection extends EchoReader {
    private final EchoCalls[] calls;
    private final Object turn = new Object();
    private Channel channel;
    private EchoOutbox outbox;

    EchoConnection(EchoCalls[] calls) {
        this.calls = calls;
    }

    /** Before the first call. */
    void open(Channel connected) {
        synchronized (turn) {
            channel = connected;
            outbox = new EchoOutbox(connected);
        }
    }

    /** @return the correlation */
    long put(long correlation, byte[] key, byte[] value) {
        synchronized (turn) {
            ByteBuf frame = next();
            EchoFrame.header(frame, correlation, EchoFrame.PUT, key.length + value.length);
            frame.writeBytes(key).writeBytes(value);
        }
        return correlation;
    }

    /** @return the correlation */
    long get(long correlation, byte[] key, int valueBytes) {
        synchronized (turn) {
            ByteBuf frame = next();
            EchoFrame.header(frame, correlation, EchoFrame.GET, Integer.BYTES + key.length);
            frame.writeInt(valueBytes).writeBytes(key);
        }
        return correlation;
    }

    private ByteBuf next() {
        ByteBuf buffer = outbox.buffer();
        if (!buffer.isReadable()) {
            channel.eventLoop().execute(this::flush);
        }
        return buffer;
    }

    private void flush() {
        synchronized (turn) {
            outbox.flush();
        }
    }

    @Override
    void frame(ChannelHandlerContext context, long correlation, byte type, ByteBuf buffer, int body) {
        byte[] answer = new byte[body];
        buffer.readBytes(answer);
        calls[(int) correlation & ((1 << EchoCalls.THREAD_BITS) - 1)].answer(correlation, answer);
    }
}
