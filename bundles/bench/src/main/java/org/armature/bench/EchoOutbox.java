package org.armature.bench;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;

/**
 * Frames on their way to one channel, gathered in one buffer so that all that are ready leave in one system call. Not
 * thread-safe.
 */
final class EchoOutbox {
    private static final int FIRST_BYTES = 16 << 10;

    private final Channel channel;
    private ByteBuf gathered;

    EchoOutbox(Channel channel) {
        this.channel = channel;
    }

    /**
     * The buffer to write the next frame to.
     *
     * @return it is empty if a flush is to be arranged
     */
    ByteBuf buffer() {
        if (gathered == null) {
            gathered = channel.alloc().directBuffer(FIRST_BYTES);
        }
        return gathered;
    }

    /** Sends what was gathered. */
    @SuppressWarnings("FutureReturnValueIgnored") // there is one future for all writes; a failure closes the channel
    void flush() {
        ByteBuf ready = gathered;
        gathered = null;
        if (ready != null) {
            channel.writeAndFlush(ready, channel.voidPromise());
        }
    }
}
