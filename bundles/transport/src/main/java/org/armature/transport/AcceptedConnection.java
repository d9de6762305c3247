package org.armature.transport;

import java.util.OptionalLong;
import org.armature.model.ErrorCode;
import org.armature.protocol.Message;
import org.armature.protocol.MessageType;
import org.armature.protocol.ProtocolException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The listener's end: greets, then takes requests. */
final class AcceptedConnection extends FramedConnection {
    private static final Logger log = LoggerFactory.getLogger(AcceptedConnection.class);

    private final Reception reception;
    private volatile Message.Hello hello;

    AcceptedConnection(Reception reception, TransportLimits limits, LateFlushes lateFlushes, SentMessages sent) {
        super(reception.handler(), limits, lateFlushes, sent);
        this.reception = reception;
    }

    @Override
    public Message greeting() {
        return hello;
    }

    @Override
    boolean readsOnlyWhenWritable() {
        return true;
    }

    @Override
    void added() {
        long millis = limits.handshakeTimeout().toMillis();
        whenLate(millis, () -> {
            if (hello == null) {
                shut("no handshake within " + millis + " ms");
            }
        });
    }

    @Override
    void begin() {
        if (!reception.enter()) {
            turnAway(
                    0,
                    new Message.Failure(
                            ErrorCode.OVERLOADED,
                            Message.Outcome.NOT_DONE,
                            "this listener has its " + limits.maxConnections()
                                    + " connections; try another node, or later"));
        }
    }

    @Override
    void take(Frame frame) throws ProtocolException {
        if (hello == null) {
            greet(frame);
            return;
        }
        MessageType type = frame.type();
        if (type == MessageType.HELLO || !type.isTakenFrom(hello.role())) {
            throw new ProtocolException(
                    ErrorCode.NOT_ALLOWED_HERE, type + " is not allowed on a listener for " + hello.role());
        }
        handler.received(this, frame.correlation(), frame.message());
    }

    private void greet(Frame frame) throws ProtocolException {
        if (frame.type() != MessageType.HELLO) {
            throw new ProtocolException(ErrorCode.NOT_ALLOWED_HERE, "the first message is HELLO, not " + frame.type());
        }
        Message.Hello greeted = (Message.Hello) frame.message();
        if (!reception.isFor(greeted.role())) {
            throw new ProtocolException(
                    ErrorCode.NOT_ALLOWED_HERE,
                    "this listener is for " + reception.role() + ", not for " + greeted.role());
        }
        Message answer = reception.greeter().apply(greeted);
        if (answer instanceof Message.Welcome) {
            hello = greeted;
            sendNow(frame.correlation(), answer);
            open();
        } else if (answer instanceof Message.Failure failure) {
            turnAway(frame.correlation(), failure);
        } else {
            throw new AssertionError(answer);
        }
    }

    @Override
    void refused(ProtocolException why, Frame frame) {
        Message.Failure failure = new Message.Failure(why.code(), Message.Outcome.REJECTED, why.getMessage());
        OptionalLong correlation = frame == null ? reader.correlation() : OptionalLong.of(frame.correlation());
        if (correlation.isEmpty()) {
            reception.turnedAway(remote(), why.code(), why.getMessage());
            shut(why.getMessage());
        } else if (hello != null && frame != null) { // the frame was whole: the next one can be read
            log.debug("request refused remote={} code={} reason={}", remote(), why.code(), why.getMessage());
            send(correlation.getAsLong(), failure);
        } else {
            turnAway(correlation.getAsLong(), failure);
        }
    }

    private void turnAway(long correlation, Message.Failure failure) {
        reception.turnedAway(remote(), failure.code(), failure.message());
        farewell(correlation, failure);
    }

    @Override
    void ended(String reason) {
        reception.leave();
    }
}
