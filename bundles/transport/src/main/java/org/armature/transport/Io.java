package org.armature.transport;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;

/**
 * How sockets are driven: by the native epoll library where it can be loaded, else by Java's NIO.
 *
 * @param name for logs
 */
record Io(
        String name,
        IoHandlerFactory handler,
        ChannelFactory<? extends ServerChannel> listening,
        ChannelFactory<? extends Channel> connecting) {

    private static final int PAGE_BYTES = 8 << 10;
    private static final int CHUNK_PAGES_LOG2 = 5;

    /**
     * Direct memory for what is on its way through a socket, and nothing else: received bytes are copied out at once,
     * frames wait on the heap, and {@link Outbound} hands over at most {@link #IN_CHANNEL} bytes and one chunk for each
     * connection. So arenas grow by 256 KiB at a time (Netty's own default is 4 MiB) and keep no caches for threads
     * that only pass by: dozens of connections fit in a few megabytes of direct memory.
     */
    static final ByteBufAllocator ALLOCATOR = new PooledByteBufAllocator(
            true, 0, Runtime.getRuntime().availableProcessors(), PAGE_BYTES, CHUNK_PAGES_LOG2, 64, 0, false);

    /** Bytes handed to a channel and not yet taken by the socket: stop above the high one, go on below the low one. */
    static final WriteBufferWaterMark IN_CHANNEL =
            new WriteBufferWaterMark(Outbound.CHUNK_BYTES, 3 * Outbound.CHUNK_BYTES);

    static Io best() {
        return Epoll.isAvailable()
                ? new Io("epoll", EpollIoHandler.newFactory(), EpollServerSocketChannel::new, EpollSocketChannel::new)
                : new Io("nio", NioIoHandler.newFactory(), NioServerSocketChannel::new, NioSocketChannel::new);
    }
}
