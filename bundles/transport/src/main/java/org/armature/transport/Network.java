package org.armature.transport;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.armature.protocol.Message;

/** The network threads of a process, and what they listen on and connect to. Thread-safe. */
@SuppressWarnings("DoNotCallSuggester")
public final class Network implements AutoCloseable {

    /** A bound listener. */
    public interface Listener extends AutoCloseable {
        /** With the port that was really bound if 0 was asked for. */
        InetSocketAddress address();

        /** Closes the listener and its connections; idempotent. */
        @Override
        void close();
    }

    private Network() {}

    /**
     * @param name prefix of the threads' names
     * @param threads 1 or more
     */
    public static Network start(String name, int threads, TransportLimits limits) {
        throw new AssertionError(name + threads + limits);
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
        throw new AssertionError(address + " " + role + greeter + handler);
    }

    /**
     * Connects and shakes hands. The stage fails with {@link ConnectFailed}.
     *
     * @param timeout for both together
     */
    public CompletionStage<Connection> connect(
            InetSocketAddress address, Message.Hello hello, ConnectionHandler handler, Duration timeout) {
        throw new AssertionError(address + " " + hello + handler + timeout);
    }

    /** Closes everything; returns when the threads have ended. Idempotent. Not to be called on a network thread. */
    @Override
    public void close() {}
}
