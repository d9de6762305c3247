package org.armature.simulator.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.armature.protocol.Message;
import org.armature.protocol.ProtocolException;
import org.armature.simulator.network.Connection;
import org.armature.simulator.network.End;
import org.armature.simulator.network.Visitor;
import org.armature.simulator.node.Frames;
import org.armature.simulator.node.Surroundings;

/** A client that asks exactly the node it is told to, once. */
final class Caller implements Visitor {
    private final Surroundings world;
    private final int host;
    private final Map<Integer, Connection> connections = new TreeMap<>();
    private final Map<Long, Message> answers = new TreeMap<>();
    private final List<Integer> open = new ArrayList<>();
    private long asked;

    Caller(Surroundings world, int host) {
        this.world = world;
        this.host = host;
        world.network().attach(host, this);
    }

    /** Opens a connection to a node, unless there is one. */
    void connect(int node) {
        if (!open.contains(node)) {
            connections.put(node, world.network().connect(host, node, new Line(node)));
        }
    }

    boolean isConnected(int node) {
        return open.contains(node);
    }

    /** @return by which to ask for the answer */
    long ask(int node, Message request) {
        long number = ++asked;
        connections.get(node).send(true, Frames.encode(number, request));
        return number;
    }

    Optional<Message> answer(long number) {
        return Optional.ofNullable(answers.get(number));
    }

    private final class Line implements End {
        private final int node;

        Line(int node) {
            this.node = node;
        }

        @Override
        public void opened(Connection connection, long incarnation) {
            open.add(node);
        }

        @Override
        public void received(Connection connection, byte[] frame) {
            try {
                Frames.Received received = Frames.decode(frame);
                answers.putIfAbsent(received.correlation(), received.message());
            } catch (ProtocolException damaged) {
                throw new AssertionError("nothing is damaged on the way to a scenario's client", damaged);
            }
        }

        @Override
        public void closed(Connection connection, String reason) {
            open.remove(Integer.valueOf(node));
        }
    }
}
