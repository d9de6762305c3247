package org.armature.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;

/**
 * Moves frames from {@link Outbound} to the socket, as far as the socket takes them; called again when it takes more.
 * Of the network thread.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a void promise reports a failed write to exceptionCaught
final class Pump {
    private final Outbound out;
    private final ChannelHandlerContext context;
    private boolean running;
    private boolean again;
    private boolean lastWords;

    Pump(Outbound out, ChannelHandlerContext context) {
        this.out = out;
        this.context = context;
    }

    void run() {
        again = true;
        if (running) {
            return; // called back from the flush below
        }
        running = true;
        try {
            while (again) {
                again = false;
                write();
            }
        } finally {
            running = false;
        }
        if (lastWords && out.isEmpty()) {
            lastWords = false;
            context.writeAndFlush(Unpooled.EMPTY_BUFFER)
                    .addListener(written -> ((DuplexChannel) context.channel()).shutdownOutput());
        }
    }

    private void write() {
        while (context.channel().isWritable()) {
            ByteBuf chunk = out.nextChunk(context.alloc());
            if (chunk == null) {
                break;
            }
            context.write(chunk, context.voidPromise());
        }
        context.flush();
    }

    /** What is queued now is the last: the output is shut when it has left. */
    void finish() {
        lastWords = true;
        run();
    }
}
