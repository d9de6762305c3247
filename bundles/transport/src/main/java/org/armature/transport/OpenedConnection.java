package org.armature.transport;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.armature.model.ErrorCode;
import org.armature.protocol.Message;
import org.armature.protocol.MessageType;
import org.armature.protocol.ProtocolException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The opener's end: introduces itself, then sends requests and takes answers. */
final class OpenedConnection extends FramedConnection {
    private static final Logger log = LoggerFactory.getLogger(OpenedConnection.class);

    private final InetSocketAddress address;
    private final Message.Hello hello;
    private final Duration timeout;
    private final CompletableFuture<Connection> standing = new CompletableFuture<>();
    private volatile Message.Welcome welcome;

    OpenedConnection(
            InetSocketAddress address,
            Message.Hello hello,
            ConnectionHandler handler,
            Duration timeout,
            TransportLimits limits,
            LateFlushes lateFlushes,
            SentMessages sent) {
        super(handler, limits, lateFlushes, sent);
        this.address = address;
        this.hello = hello;
        this.timeout = timeout;
    }

    /** Fails with {@link ConnectFailed}. */
    CompletionStage<Connection> standing() {
        return standing;
    }

    @Override
    public Message greeting() {
        return welcome;
    }

    /** Never: answers make room for requests. */
    @Override
    boolean readsOnlyWhenWritable() {
        return false;
    }

    @Override
    void added() {
        whenLate(timeout.toMillis(), () -> {
            if (!standing.isDone()) {
                giveUp("no answer to the handshake within " + timeout.toMillis() + " ms");
            }
        });
    }

    @Override
    void begin() {
        sendNow(0, hello);
    }

    @Override
    void take(Frame frame) throws ProtocolException {
        MessageType type = frame.type();
        if (welcome == null) {
            greeted(frame.message());
        } else if (type.isAnswer() && type != MessageType.WELCOME) {
            handler.received(this, frame.correlation(), frame.message());
        } else {
            throw new ProtocolException(ErrorCode.NOT_ALLOWED_HERE, type + " is no answer to a request");
        }
    }

    private void greeted(Message answer) {
        if (answer instanceof Message.Welcome welcomed) {
            Optional<String> mistake = mistake(welcomed);
            if (mistake.isPresent()) {
                fail(ConnectFailed.mistaken(at(mistake.get())));
                return;
            }
            welcome = welcomed;
            try {
                open();
            } finally {
                standing.complete(this);
            }
        } else if (answer instanceof Message.Failure refusal) {
            fail(new ConnectFailed(
                    at("refused with " + refusal.code() + ": " + refusal.message()), Optional.of(refusal)));
        } else {
            giveUp("the answer to the handshake is " + MessageType.of(answer) + ", must be WELCOME or FAILURE");
        }
    }

    /** Why this is not the node that was meant. */
    private Optional<String> mistake(Message.Welcome welcomed) {
        if (welcomed.version() < hello.minVersion() || welcomed.version() > hello.maxVersion()) {
            return Optional.of(ErrorCode.PROTOCOL_MISMATCH + " it speaks protocol version " + welcomed.version()
                    + ", must be " + hello.minVersion() + " to " + hello.maxVersion());
        }
        if (hello.clusterId().isPresent() && !hello.clusterId().get().equals(welcomed.clusterId())) {
            return Optional.of(ErrorCode.FOREIGN_CLUSTER + " it belongs to cluster " + welcomed.clusterId()
                    + ", must be " + hello.clusterId().get());
        }
        if (hello.expects().isPresent() && !hello.expects().get().equals(welcomed.node())) {
            return Optional.of(ErrorCode.WRONG_NODE + " it is node " + welcomed.node() + ", must be "
                    + hello.expects().get());
        }
        return Optional.empty();
    }

    @Override
    void refused(ProtocolException why, Frame frame) {
        log.warn("connection given up remote={} code={} reason={}", address, why.code(), why.getMessage());
        giveUp("what came is no answer: " + why.getMessage());
    }

    /** TCP did not connect. */
    void notConnected(Throwable cause) {
        standing.completeExceptionally(new ConnectFailed(at(String.valueOf(cause.getMessage())), Optional.empty()));
    }

    private void giveUp(String reason) {
        standing.completeExceptionally(new ConnectFailed(at(reason), Optional.empty()));
        shut(reason);
    }

    private void fail(ConnectFailed failure) {
        standing.completeExceptionally(failure);
        shut(failure.getMessage());
    }

    private String at(String reason) {
        return "no connection to " + address.getHostString() + ":" + address.getPort() + ": " + reason;
    }

    @Override
    void ended(String reason) {
        standing.completeExceptionally(new ConnectFailed(at(reason), Optional.empty()));
    }
}
