package org.armature.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.armature.protocol.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The network threads of a process, and what they listen on and connect to. Thread-safe. */
public final class Network implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Network.class);
    private static final int BACKLOG = 1_024;
    private static final int MAX_CONNECT_MILLIS = 600_000;
    private static final long END_SECONDS = 10;

    private final EventLoopGroup loops;
    private final Io io;
    private final TransportLimits limits;
    private final LateFlushes lateFlushes = new LateFlushes();
    private final SentMessages sent = new SentMessages();
    private final ChannelGroup channels = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE, true);
    private volatile boolean closed;

    /** A bound listener. */
    public interface Listener extends AutoCloseable {
        /** With the port that was really bound if 0 was asked for. */
        InetSocketAddress address();

        /** Closes the listener and its connections; idempotent. Not to be called on a network thread. */
        @Override
        void close();
    }

    private Network(EventLoopGroup loops, Io io, TransportLimits limits) {
        this.loops = loops;
        this.io = io;
        this.limits = limits;
    }

    /**
     * @param name prefix of the threads' names
     * @param threads 1 or more
     */
    public static Network start(String name, int threads, TransportLimits limits) {
        if (threads < 1) {
            throw new IllegalArgumentException("a network has 1 or more threads, not " + threads);
        }
        Io io = Io.best();
        log.debug("network started name={} threads={} io={}", name, threads, io.name());
        return new Network(new MultiThreadIoEventLoopGroup(threads, daemons(name), io.handler()), io, limits);
    }

    private static ThreadFactory daemons(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new FastThreadLocalThread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /**
     * Binds and accepts.
     *
     * @param role whom this listener takes; a message {@link org.armature.protocol.MessageType} does not allow from it is
     *     answered with NOT_ALLOWED_HERE
     * @param greeter answers a {@link Message.Hello} with {@link Message.Welcome} or {@link Message.Failure}; a failure
     *     closes the connection after it was sent. Never blocks
     * @throws java.io.UncheckedIOException if the address can't be bound; its cause is the {@link java.net.BindException}
     */
    public Listener listen(
            InetSocketAddress address,
            Message.Role role,
            Function<Message.Hello, Message> greeter,
            ConnectionHandler handler) {
        Reception reception = new Reception(role, greeter, handler, limits.maxConnections());
        ChannelGroup accepted = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE, true);
        ChannelFuture bound = new ServerBootstrap()
                .group(loops)
                .channelFactory(io.listening())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.ALLOCATOR, Io.ALLOCATOR)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, Io.IN_CHANNEL)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channels.add(channel);
                        accepted.add(channel);
                        channel.pipeline().addLast(new AcceptedConnection(reception, limits, lateFlushes, sent));
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new UncheckedIOException(notBound(address, bound.cause()));
        }
        channels.add(bound.channel());
        return new BoundListener(bound.channel(), accepted);
    }

    private static BindException notBound(InetSocketAddress address, Throwable cause) {
        BindException failure = new BindException(
                "can't listen on " + address.getHostString() + ":" + address.getPort() + ": " + cause.getMessage());
        failure.initCause(cause);
        return failure;
    }

    /**
     * Connects and shakes hands. The stage fails with {@link ConnectFailed}; it completes on a network thread, after
     * {@link ConnectionHandler#opened}.
     *
     * @param address resolved, or else each attempt looks it up on a network thread
     * @param hello if it names a cluster or the node it {@code expects}, another one is refused
     * @param timeout for both together
     */
    public CompletionStage<Connection> connect(
            InetSocketAddress address, Message.Hello hello, ConnectionHandler handler, Duration timeout) {
        OpenedConnection connection = new OpenedConnection(address, hello, handler, timeout, limits, lateFlushes, sent);
        if (!closed) {
            connect(address, connection, timeout);
        }
        if (closed) { // perhaps since a moment ago, and no thread is left to tell
            connection.notConnected(new IOException("the network is closed"));
        }
        return connection.standing();
    }

    private void connect(InetSocketAddress address, OpenedConnection connection, Duration timeout) {
        new Bootstrap()
                .group(loops)
                .channelFactory(io.connecting())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) Math.min(MAX_CONNECT_MILLIS, timeout.toMillis()))
                .option(ChannelOption.ALLOCATOR, Io.ALLOCATOR)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, Io.IN_CHANNEL)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channels.add(channel);
                        channel.pipeline().addLast(connection);
                    }
                })
                .connect(address)
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        connection.notConnected(connected.cause());
                    }
                });
    }

    /** By all its connections, those included that have ended. */
    public SentMessages sent() {
        return sent;
    }

    TransportLimits limits() {
        return limits;
    }

    /**
     * Runs the task on a network thread; never, if the network is closed before.
     *
     * @param task deals with its own failures
     */
    @SuppressWarnings("FutureReturnValueIgnored")
    void later(long millis, Runnable task) {
        try {
            loops.schedule(task, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("too late, the network is closed");
        }
    }

    /** Closes everything; returns when the threads have ended. Idempotent. Not to be called on a network thread. */
    @Override
    public void close() {
        closed = true;
        channels.close().awaitUninterruptibly();
        if (!loops.shutdownGracefully(0, END_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(2 * END_SECONDS, TimeUnit.SECONDS)) {
            log.warn("network threads still run after {} s", 2 * END_SECONDS);
        }
    }
}
