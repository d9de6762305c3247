package org.armature.transport;

import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.armature.model.ErrorCode;
import org.armature.protocol.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a listener does with whoever comes. Thread-safe. */
final class Reception {
    private static final long WARNING_PAUSE_NANOS = 1_000_000_000;
    private static final Logger log = LoggerFactory.getLogger(Reception.class);

    private final Message.Role role;
    private final Function<Message.Hello, Message> greeter;
    private final ConnectionHandler handler;
    private final int maxConnections;
    private final AtomicInteger present = new AtomicInteger();
    private final AtomicLong lastWarningNanos = new AtomicLong(System.nanoTime() - WARNING_PAUSE_NANOS);
    private final AtomicLong unwarned = new AtomicLong();

    Reception(
            Message.Role role,
            Function<Message.Hello, Message> greeter,
            ConnectionHandler handler,
            int maxConnections) {
        this.role = role;
        this.greeter = greeter;
        this.handler = handler;
        this.maxConnections = maxConnections;
    }

    Message.Role role() {
        return role;
    }

    /** Whether whoever says so may come in here. A machine that shall join knows the listeners for peers alone. */
    boolean isFor(Message.Role other) {
        return other == role || (role == Message.Role.PEER && other == Message.Role.JOINER);
    }

    Function<Message.Hello, Message> greeter() {
        return greeter;
    }

    ConnectionHandler handler() {
        return handler;
    }

    /** Counts one in; whoever entered leaves, refused or not. */
    boolean enter() {
        return present.incrementAndGet() <= maxConnections;
    }

    void leave() {
        present.decrementAndGet();
    }

    /** A warning a second at most: whoever knocks in vain must not fill the log. */
    void turnedAway(InetSocketAddress remote, ErrorCode code, String reason) {
        long now = System.nanoTime();
        long last = lastWarningNanos.get();
        if (now - last >= WARNING_PAUSE_NANOS && lastWarningNanos.compareAndSet(last, now)) {
            log.warn(
                    "connection refused role={} remote={} code={} reason={} refused_before_without_warning={}",
                    role,
                    remote,
                    code,
                    Printable.line(reason),
                    unwarned.getAndSet(0));
        } else {
            unwarned.incrementAndGet();
            log.debug(
                    "connection refused role={} remote={} code={} reason={}",
                    role,
                    remote,
                    code,
                    Printable.line(reason));
        }
    }
}
