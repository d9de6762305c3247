package org.armature.client;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.protocol.Message;
import org.armature.transport.Connection;
import org.armature.transport.ConnectionHandler;
import org.armature.transport.Network;
import org.armature.transport.TransportLimits;

/** A node on a real socket that does what the test says, faults included. */
final class ScriptedNode implements AutoCloseable {
    static final String CLUSTER = "c0ffee";
    static final CausalContext SEEN = new CausalContext(Bytes.utf8("seen"));

    /** What to do with a request; the connection is there for those who do not just answer. */
    interface Script {
        void on(Connection connection, long correlation, Message request);

        /** For the first requests, so many of all nodes that have it; then another. */
        default Script times(int first, Script then) {
            AtomicInteger asked = new AtomicInteger();
            return (connection, correlation, request) -> {
                Script now = asked.getAndIncrement() < first ? this : then;
                now.on(connection, correlation, request);
            };
        }

        /** For the very first request; then another. */
        default Script then(Script later) {
            return times(1, later);
        }
    }

    static final Script SILENT = (connection, correlation, request) -> {};
    static final Script CUT = (connection, correlation, request) -> connection.close();

    private final String name;
    private final Network network;
    private final Network.Listener listener;
    private final LinkedBlockingQueue<Message> requests = new LinkedBlockingQueue<>();
    private final List<Connection> connections = new CopyOnWriteArrayList<>();
    private volatile Script script = ScriptedNode::answerWell;
    private volatile boolean warmingUp;

    private ScriptedNode(String name, int port, Message.Role role, Function<Message.Hello, Message> greeter) {
        this.name = name;
        network = Network.start("node-" + name, 1, TransportLimits.DEFAULT);
        listener = network.listen(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port), role, greeter, new ConnectionHandler() {
                    @Override
                    public void opened(Connection connection) {
                        connections.add(connection);
                    }

                    @Override
                    public void closed(Connection connection, String reason) {
                        connections.remove(connection);
                    }

                    @Override
                    public void received(Connection connection, long correlation, Message message) {
                        requests.add(message);
                        Script now = warmingUp ? ScriptedNode::answerWell : script;
                        now.on(connection, correlation, message);
                    }
                });
    }

    static ScriptedNode start(String name) {
        return startOn(0, name);
    }

    static ScriptedNode startOn(int port, String name) {
        return new ScriptedNode(name, port, Message.Role.CLIENT, hello -> welcome(name, CLUSTER));
    }

    static ScriptedNode admin(String name) {
        return new ScriptedNode(name, 0, Message.Role.ADMIN, hello -> welcome(name, CLUSTER));
    }

    static ScriptedNode peer(String name, Function<Message.Hello, Message> greeter) {
        return new ScriptedNode(name, 0, Message.Role.PEER, greeter);
    }

    static ScriptedNode greeting(String name, Function<Message.Hello, Message> greeter) {
        return greetingOn(0, name, greeter);
    }

    static ScriptedNode greetingOn(int port, String name, Function<Message.Hello, Message> greeter) {
        return new ScriptedNode(name, port, Message.Role.CLIENT, greeter);
    }

    static Message.Welcome welcome(String name, String cluster) {
        return new Message.Welcome(1, cluster, new NodeId(name), 7, 8, "scripted");
    }

    ScriptedNode does(Script next) {
        script = next;
        return this;
    }

    ScriptedNode answers(Message answer) {
        return does((connection, correlation, request) -> answer(connection, correlation, answer));
    }

    ScriptedNode fails(ErrorCode code, Message.Outcome outcome, String message) {
        return does(failing(code, outcome, message));
    }

    ScriptedNode isSilent() {
        return does(SILENT);
    }

    ScriptedNode cutsTheConnection() {
        return does(CUT);
    }

    static Script failing(ErrorCode code, Message.Outcome outcome, String message) {
        Message failure = new Message.Failure(code, outcome, message);
        return (connection, correlation, request) -> answer(connection, correlation, failure);
    }

    static void answerWell(Connection connection, long correlation, Message request) {
        answer(connection, correlation, good(request));
    }

    static void answer(Connection connection, long correlation, Message answer) {
        connection.send(correlation, answer);
        connection.flush();
    }

    /** What a healthy node says: a put stands alone on three copies, a get finds "hello". */
    static Message good(Message request) {
        if (request instanceof Message.Get) {
            return found("hello");
        }
        if (request instanceof Message.Put) {
            return new Message.PutReply(SEEN, 1, 3, 0);
        }
        return new Message.Failure(ErrorCode.NOT_ALLOWED_HERE, Message.Outcome.REJECTED, request.toString());
    }

    static Message.GetReply found(String... values) {
        return new Message.GetReply(
                List.of(values).stream()
                        .map(value -> new Message.Sibling(Optional.of(Bytes.utf8(value)), 1, new NodeId("n1")))
                        .toList(),
                SEEN);
    }

    int port() {
        return listener.address().getPort();
    }

    String address() {
        return "127.0.0.1:" + port();
    }

    /** As messages name it. */
    String label() {
        return name + " (" + address() + ")";
    }

    /** The next request of that kind, waited for with a bound. */
    <M extends Message> M next(Class<M> type) {
        try {
            Message request = requests.poll(10, TimeUnit.SECONDS);
            if (request == null) {
                throw new AssertionError(name + " was asked nothing within 10 s");
            }
            return type.cast(request);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    int requestsWaiting() {
        return requests.size();
    }

    /** Answers well whatever the script, until the warm-up ends. */
    void beginWarmUp() {
        warmingUp = true;
    }

    /** As if it had never been asked anything. */
    void endWarmUp() {
        requests.clear();
        warmingUp = false;
    }

    boolean isConnected() {
        return !connections.isEmpty();
    }

    void cutAll() {
        connections.forEach(Connection::close);
    }

    @Override
    public void close() {
        listener.close();
        network.close();
    }
}
