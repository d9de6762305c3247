package org.armature.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.model.RequestId;
import org.armature.model.TableName;
import org.armature.protocol.Message;

/** A listener of node {@code a} of cluster {@code c1}, and openers, in one process. */
final class Loopback implements AutoCloseable {
    static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    static final NodeId A = new NodeId("a");
    static final NodeId B = new NodeId("b");
    static final Message.Welcome WELCOME = new Message.Welcome(1, "c1", A, 77, 78, "armature/test");
    static final Duration TIMEOUT = Duration.ofSeconds(10);
    static final TableName TABLE = new TableName("shop", "cart");

    /** What a node does: its own cluster only, and itself only. */
    static final Function<Message.Hello, Message> GREETER = hello -> {
        if (hello.clusterId().isPresent() && !hello.clusterId().get().equals("c1")) {
            return new Message.Failure(ErrorCode.FOREIGN_CLUSTER, Message.Outcome.REJECTED, "this is cluster c1");
        }
        return WELCOME;
    };

    static final TransportLimits LIMITS = new TransportLimits(1 << 20, 1 << 18, 1 << 17, Duration.ofSeconds(10), 100);

    final Network network;

    Loopback(TransportLimits limits) {
        network = Network.start("loopback", 2, limits);
    }

    Loopback() {
        this(LIMITS);
    }

    Network.Listener listen(Message.Role role, ConnectionHandler handler) {
        return network.listen(ANY_PORT, role, GREETER, handler);
    }

    Connection connect(Network.Listener listener, Message.Role role, ConnectionHandler handler)
            throws InterruptedException, ExecutionException, TimeoutException {
        return network.connect(listener.address(), hello(role), handler, TIMEOUT)
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    static Message.Hello hello(Message.Role role) {
        return new Message.Hello(1, 1, role, Optional.of("c1"), "armature/test");
    }

    static Message.Get get(String key) {
        return new Message.Get(TABLE, Key.utf8(key), Message.ReadWish.TABLE, 1_000);
    }

    static Message.Put put(int valueBytes) {
        byte[] value = new byte[valueBytes];
        Arrays.fill(value, (byte) valueBytes);
        return new Message.Put(
                TABLE,
                Key.utf8("k"),
                CausalContext.NONE,
                new RequestId(1, 2),
                Optional.of(Bytes.wrap(value)),
                Message.WriteWish.TABLE,
                1_000);
    }

    static Message.GetReply reply(int valueBytes) {
        return new Message.GetReply(
                List.of(new Message.Sibling(Optional.of(Bytes.wrap(new byte[valueBytes])), 0, A)), CausalContext.NONE);
    }

    @Override
    public void close() {
        network.close();
    }
}
