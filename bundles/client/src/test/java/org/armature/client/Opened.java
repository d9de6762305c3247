package org.armature.client;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.armature.model.Key;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What a test opened, closed after it in reverse order. */
final class Opened implements AfterEachCallback {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T closeable) {
        open.push(closeable);
        return closeable;
    }

    /** A node called so that answers well until told otherwise. */
    ScriptedNode node(String name) {
        return add(ScriptedNode.start(name));
    }

    ClientBuilder builder(ScriptedNode... nodes) {
        ClientBuilder builder = ArmatureClient.builder();
        for (ScriptedNode node : nodes) {
            builder.node(node.address());
        }
        return builder;
    }

    /** A client that is connected to all of them. */
    Table table(ScriptedNode... nodes) {
        return client(nodes).table("shop/cart");
    }

    ArmatureClient client(ScriptedNode... nodes) {
        return client(builder(nodes), nodes);
    }

    /** The client built so, connected to all of them. */
    ArmatureClient client(ClientBuilder builder, ScriptedNode... nodes) {
        ArmatureClient client = add(builder.build());
        Table any = client.table("warm/up");
        List.of(nodes).forEach(ScriptedNode::beginWarmUp);
        Waiting.until("the client has asked every node", () -> {
            any.get(Key.utf8("anything"));
            return Stream.of(nodes).allMatch(node -> node.requestsWaiting() > 0);
        });
        List.of(nodes).forEach(ScriptedNode::endWarmUp);
        return client;
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }
}
