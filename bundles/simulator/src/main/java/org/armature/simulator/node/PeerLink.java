package org.armature.simulator.node;

import java.util.SplittableRandom;
import org.armature.model.NodeId;
import org.armature.protocol.Message;
import org.armature.protocol.ProtocolException;
import org.armature.simulator.network.Connection;
import org.armature.simulator.network.End;
import org.armature.simulator.world.Trace;

/**
 * The connection to one peer, opened again for ever, with the waits of the real transport: 100 ms after the first
 * failure, then twice as long each time up to 2 s, each shortened by up to half.
 */
final class PeerLink implements End {
    private static final long MILLI = 1_000_000L;
    private static final long FIRST_WAIT_MILLIS = 100;
    private static final long LONGEST_WAIT_MILLIS = 2_000;

    private final NodeProcess process;
    private final SimulatedNode node;
    private final Surroundings world;
    private final SplittableRandom random;
    private final NodeId peer;
    private final int host;
    private Connection connection;
    private boolean open;
    private boolean stopped;
    private long wait = FIRST_WAIT_MILLIS;
    /** After a connection was lost. */
    private long pauseMillis = FIRST_WAIT_MILLIS;

    PeerLink(NodeProcess process, NodeId peer, int host) {
        this.process = process;
        this.node = process.node();
        this.world = node.world();
        this.random = node.random().split();
        this.peer = peer;
        this.host = host;
    }

    NodeId peer() {
        return peer;
    }

    void attempt() {
        if (stopped) {
            return;
        }
        connection = world.network().connect(node.number(), host, this);
    }

    boolean send(long correlation, Message request) {
        return open && connection.send(true, Frames.encode(correlation, request));
    }

    @Override
    public void opened(Connection opened, long incarnation) {
        node.run(process, () -> {
            if (stopped || !opened.isOpenAtOpener()) {
                return; // it was closed before the process came to see it open; that is told next
            }
            open = true;
            wait = FIRST_WAIT_MILLIS;
            world.trace().event(4, node.number() * 31L + host);
            process.linked(peer, incarnation);
        });
    }

    @Override
    public void received(Connection from, byte[] frame) {
        node.run(process, () -> {
            Trace trace = world.trace();
            trace.event(5, node.number() * 1_000_003L + Frames.checksum(frame));
            try {
                process.answered(peer, frame);
            } catch (ProtocolException damaged) {
                from.close(true, damaged.getMessage());
                lost(damaged.getMessage());
            }
        });
    }

    @Override
    public void closed(Connection ended, String reason) {
        node.run(process, () -> lost(reason));
    }

    private void lost(String reason) {
        if (stopped) {
            return;
        }
        world.trace().event(6, node.number() * 31L + host);
        world.trace().say(() -> node + " lost " + peer + ": " + reason);
        long millis = wait;
        if (open) {
            open = false;
            process.unlinked(peer, reason);
            millis = pauseMillis;
            pauseMillis = FIRST_WAIT_MILLIS;
        } else {
            wait = Math.min(LONGEST_WAIT_MILLIS, 2 * wait);
        }
        world.timeline().after(MILLI * random.nextLong(millis / 2, millis + 1), () -> node.run(process, this::attempt));
    }

    /** Lets the connection go, if there is one, and opens a new one. */
    void reconnect(long afterMillis) {
        if (open) {
            pauseMillis = afterMillis;
            connection.close(true, "closed by the other side");
            lost("given up");
        }
    }

    /** Lets the connection go, for good. */
    void stop() {
        stopped = true;
        if (open) {
            open = false;
            process.unlinked(peer, "no member any more");
        }
        connection.close(true, "closed by the other side");
    }

    void close() {
        connection.close(true, "connection reset by peer");
    }

    void vanish() {
        connection.vanish(true);
    }
}
