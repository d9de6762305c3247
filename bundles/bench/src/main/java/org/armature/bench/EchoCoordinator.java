package org.armature.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.util.AttributeKey;
import java.util.ArrayList;
import java.util.List;

/**
 * What a node does with frames and nothing else: a request of a client goes to both replicas, their first answer goes to
 * the client (with the coordinator's own copy that makes two of three, as R=2 and W=2 ask), their second is dropped; a
 * request to a replica is answered at once. All on one network thread; frames leave when everything that had arrived is
 * worked off.
 */
final class EchoCoordinator {
    private static final AttributeKey<EchoOutbox> OUTBOX = AttributeKey.valueOf("outbox");
    /** Operations in flight at most; a power of two. */
    private static final int SLOTS = 1 << 16;

    private final EventLoop loop;
    private final ByteBuf anyValue;
    private final List<Channel> replicas = new ArrayList<>();
    private final List<EchoOutbox> unsent = new ArrayList<>();
    private final InFlight[] inFlight = new InFlight[SLOTS];
    private long begun;

    EchoCoordinator(EventLoop loop, int maxValueBytes) {
        this.loop = loop;
        this.anyValue = Unpooled.directBuffer(maxValueBytes).writeZero(maxValueBytes);
    }

    /** One request that waits for its replicas. */
    private static final class InFlight {
        private final Channel client;
        private final long correlation;
        private int answers;

        private InFlight(Channel client, long correlation) {
            this.client = client;
            this.correlation = correlation;
        }
    }

    /** On the network thread. */
    void addReplica(Channel channel) {
        replicas.add(channel);
    }

    /** For a connection that another opened: requests come in. */
    EchoReader requests() {
        return new EchoReader() {
            @Override
            void frame(ChannelHandlerContext context, long correlation, byte type, ByteBuf buffer, int body) {
                switch (type) {
                    case EchoFrame.PUT -> ask(context, correlation, EchoFrame.REPLICA_PUT, buffer, body);
                    case EchoFrame.GET -> ask(context, correlation, EchoFrame.REPLICA_GET, buffer, body);
                    case EchoFrame.REPLICA_PUT ->
                        send(context.channel(), correlation, EchoFrame.ACK, buffer, buffer.readerIndex(), 0);
                    case EchoFrame.REPLICA_GET ->
                        send(
                                context.channel(),
                                correlation,
                                EchoFrame.VALUE,
                                anyValue,
                                0,
                                buffer.getInt(buffer.readerIndex()));
                    default -> throw new AssertionError("frame of type " + type);
                }
            }
        };
    }

    /** For a connection to a replica: its answers come in. */
    EchoReader answers() {
        return new EchoReader() {
            @Override
            void frame(ChannelHandlerContext context, long correlation, byte type, ByteBuf buffer, int body) {
                int slot = (int) correlation & (SLOTS - 1);
                InFlight request = inFlight[slot];
                if (request.answers++ == 0) {
                    send(request.client, request.correlation, type, buffer, buffer.readerIndex(), body);
                }
                if (request.answers == replicas.size()) {
                    inFlight[slot] = null;
                }
            }
        };
    }

    private void ask(ChannelHandlerContext client, long correlation, byte type, ByteBuf buffer, int body) {
        long own = begun++;
        int slot = (int) own & (SLOTS - 1);
        if (inFlight[slot] != null) {
            throw new AssertionError("more than " + SLOTS + " requests in flight");
        }
        inFlight[slot] = new InFlight(client.channel(), correlation);
        for (Channel replica : replicas) {
            send(replica, own, type, buffer, buffer.readerIndex(), body);
        }
    }

    private void send(Channel to, long correlation, byte type, ByteBuf body, int from, int length) {
        EchoOutbox outbox = to.attr(OUTBOX).get();
        if (outbox == null) {
            outbox = new EchoOutbox(to);
            to.attr(OUTBOX).set(outbox);
        }
        ByteBuf buffer = outbox.buffer();
        if (!buffer.isReadable()) {
            if (unsent.isEmpty()) {
                loop.execute(this::flush);
            }
            unsent.add(outbox);
        }
        EchoFrame.header(buffer, correlation, type, length);
        buffer.writeBytes(body, from, length);
    }

    private void flush() {
        unsent.forEach(EchoOutbox::flush);
        unsent.clear();
    }
}
