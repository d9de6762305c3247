package org.armature.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.armature.model.ErrorCode;
import org.armature.protocol.FrameHeader;
import org.armature.protocol.Message;
import org.armature.protocol.MessageCodec;
import org.armature.protocol.MessageType;
import org.armature.protocol.ProtocolException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One TCP connection that carries frames: what both ends have in common. All methods but those of {@link Connection} are
 * of its network thread.
 */
@SuppressWarnings("FutureReturnValueIgnored") // scheduled tasks are guarded; closing does not fail
abstract class FramedConnection extends ChannelInboundHandlerAdapter implements Connection {
    /** Longest body before the handshake is done: what a stranger may make this side keep. */
    static final int HANDSHAKE_LIMIT_BYTES = 16 << 10;
    /** How long a refused connection may take to read why, in milliseconds; closing at once would often lose it. */
    private static final long FAREWELL_MILLIS = 1_000;

    private static final String CLOSED_HERE = "closed by this side";

    private static final Logger log = LoggerFactory.getLogger(FramedConnection.class);

    final ConnectionHandler handler;
    final TransportLimits limits;
    final FrameReader reader = new FrameReader(HANDSHAKE_LIMIT_BYTES);

    private final LateFlushes lateFlushes;
    private final SentMessages sent;
    private final Outbound out;
    private final AtomicBoolean awaitsLateFlush = new AtomicBoolean();
    private ChannelHandlerContext context;
    private Pump pump;
    private volatile InetSocketAddress remote;
    private boolean taking = true;
    private boolean reading;
    private boolean opened;
    private String closeReason;

    FramedConnection(ConnectionHandler handler, TransportLimits limits, LateFlushes lateFlushes, SentMessages sent) {
        this.handler = handler;
        this.limits = limits;
        this.lateFlushes = lateFlushes;
        this.sent = sent;
        out = new Outbound(limits);
    }

    /** A frame whose checksum is right. */
    abstract void take(Frame frame) throws ProtocolException;

    /** A frame that is none, or can't be understood. */
    abstract void refused(ProtocolException why, Frame frame);

    /** Whether to read nothing while too much waits to be written. Only one end may, or both could wait for ever. */
    abstract boolean readsOnlyWhenWritable();

    /** Ended, before or after the handshake. */
    abstract void ended(String reason);

    // ---- sending, from any thread

    @Override
    public final InetSocketAddress remote() {
        return remote;
    }

    @Override
    public final boolean send(long correlation, Message message) {
        MessageType type = MessageType.of(message);
        boolean answer = type.isAnswer();
        if (!out.takes(answer)) {
            return false;
        }
        byte[] frame = MessageCodec.encodeFrame(correlation, message);
        int bodyBytes = frame.length - FrameHeader.BYTES;
        if (bodyBytes > limits.maxFrameBytes()) {
            return refuseTooLarge(correlation, message, bodyBytes);
        }
        if (!out.add(frame, answer)) {
            return false;
        }
        sent.add(type, frame.length);
        return leavesSoon();
    }

    /** In place of what the other side would close the connection for. */
    private boolean refuseTooLarge(long correlation, Message message, int bodyBytes) {
        MessageType type = MessageType.of(message);
        String why = type + " of " + bodyBytes + " bytes exceeds the frame limit of " + limits.maxFrameBytes()
                + " and was not sent";
        log.warn(
                "message not sent type={} bytes={} limit={} remote={}",
                type,
                bodyBytes,
                limits.maxFrameBytes(),
                remote);
        if (type.isAnswer()) {
            return send(correlation, new Message.Failure(ErrorCode.FRAME_TOO_LARGE, Message.Outcome.UNKNOWN, why));
        }
        Message failure = new Message.Failure(ErrorCode.FRAME_TOO_LARGE, Message.Outcome.REJECTED, why);
        return execute(() -> {
            if (opened && context.channel().isActive()) {
                handler.received(this, correlation, failure);
            }
        });
    }

    private boolean leavesSoon() {
        if (context.executor().inEventLoop()) {
            if (!reading) {
                flush();
            }
            return true;
        }
        try {
            if (awaitsLateFlush.compareAndSet(false, true)) {
                lateFlushes.of(context.channel().eventLoop()).add(this);
            }
            return true;
        } catch (RejectedExecutionException e) {
            return false; // the network threads have ended, and with them the connection
        }
    }

    @Override
    public final void flush() {
        if (out.claimPump()) {
            execute(this::pump);
        }
    }

    /** Of {@link LateFlush}. */
    final void lateFlush() {
        awaitsLateFlush.set(false);
        if (out.claimPump()) {
            guarded(this::pump);
        }
    }

    @Override
    public final void close() {
        if (context.executor().inEventLoop()) {
            shut(CLOSED_HERE);
        } else {
            execute(() -> shut(CLOSED_HERE));
        }
    }

    private boolean execute(Runnable task) {
        try {
            context.executor().execute(() -> guarded(task));
            return true;
        } catch (RejectedExecutionException e) {
            log.debug("too late, the network is closed remote={}", remote);
            return false;
        }
    }

    final void whenLate(long millis, Runnable task) {
        context.executor().schedule(() -> guarded(task), millis, TimeUnit.MILLISECONDS);
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            exceptionCaught(context, e);
        }
    }

    /** Before the handshake is done, or in place of an answer: without regard to the mark. */
    final void sendNow(long correlation, Message message) {
        out.add(MessageCodec.encodeFrame(correlation, message), true);
        pump();
    }

    private void pump() {
        pump.run();
        if (readsOnlyWhenWritable() && !out.congested()) {
            context.channel().config().setAutoRead(true);
        }
    }

    @Override
    public final void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (ctx.channel().isWritable()) {
            pump();
        }
    }

    // ---- reading

    @Override
    public final void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        pump = new Pump(out, ctx);
        added();
    }

    /** The channel is registered with its network thread. */
    abstract void added();

    @Override
    public final void channelActive(ChannelHandlerContext ctx) {
        remote = (InetSocketAddress) ctx.channel().remoteAddress();
        begin();
    }

    /** The TCP connection stands. */
    abstract void begin();

    @Override
    public final void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        reading = true;
        try {
            boolean more = true;
            while (taking && more) {
                more = takeNext(bytes);
            }
        } finally {
            bytes.release();
        }
    }

    /** @return whether there may be another frame in these bytes */
    private boolean takeNext(ByteBuf bytes) {
        Frame frame = null;
        try {
            frame = reader.next(bytes);
            if (frame == null) {
                return false;
            }
            take(frame);
        } catch (ProtocolException e) {
            refused(e, frame);
        }
        return true;
    }

    @Override
    public final void channelReadComplete(ChannelHandlerContext ctx) {
        reading = false;
        if (out.claimPump()) {
            pump();
        }
        if (readsOnlyWhenWritable() && out.congested()) {
            ctx.channel().config().setAutoRead(false);
        }
    }

    // ---- life

    /** The handshake is done. */
    final void open() {
        opened = true;
        reader.limit(limits.maxFrameBytes());
        log.debug("connection open remote={} greeting={}", remote, greeting());
        handler.opened(this);
    }

    /** Says why, then ends: the other side gets a moment to read it. */
    final void farewell(long correlation, Message.Failure failure) {
        leave(failure.message());
        out.add(MessageCodec.encodeFrame(correlation, failure), true);
        out.close();
        whenLate(FAREWELL_MILLIS, context::close);
        context.channel().config().setAutoRead(true);
        pump.finish();
    }

    /** Writes what can be written at once, and closes. */
    final void shut(String reason) {
        leave(reason);
        out.close();
        pump();
        context.close();
    }

    private void leave(String reason) {
        taking = false;
        if (closeReason == null) {
            closeReason = reason;
        }
    }

    @Override
    public final void channelInactive(ChannelHandlerContext ctx) {
        leave("closed by the other side");
        out.drop();
        log.debug("connection ended remote={} reason={}", remote, Printable.line(closeReason));
        ended(closeReason);
        if (opened) {
            handler.closed(this, closeReason);
        }
    }

    @Override
    public final void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException) {
            log.debug("connection broken remote={} cause={}", remote, cause.toString());
            leave("broken: " + cause.getMessage());
        } else {
            log.warn("connection given up, its handler failed remote={}", remote, cause);
            leave("its handler failed: " + cause);
        }
        out.close();
        ctx.close();
    }
}
