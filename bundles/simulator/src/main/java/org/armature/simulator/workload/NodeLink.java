package org.armature.simulator.workload;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.armature.protocol.Message;
import org.armature.protocol.ProtocolException;
import org.armature.simulator.network.Connection;
import org.armature.simulator.network.End;
import org.armature.simulator.node.Frames;
import org.armature.simulator.node.Surroundings;

/** A client's connection to one node, opened again after it was lost, and the attempts that wait on it. */
final class NodeLink implements End {
    private static final long MILLI = 1_000_000L;
    private static final long FIRST_WAIT_MILLIS = 100;
    private static final long LONGEST_WAIT_MILLIS = 2_000;

    private final Surroundings world;
    private final SplittableRandom random;
    private final int client;
    private final int node;
    private final Map<Long, Attempt> pending = new TreeMap<>();
    private Connection connection;
    private boolean open;
    private boolean silent;
    private long heardAt;
    private long correlations;
    private long wait = FIRST_WAIT_MILLIS;

    NodeLink(Surroundings world, SplittableRandom random, int client, int node) {
        this.world = world;
        this.random = random;
        this.client = client;
        this.node = node;
    }

    int node() {
        return node;
    }

    boolean isOpen() {
        return open;
    }

    /** Whether it let a request's time pass without a sound, and was not heard since. */
    boolean isSilent() {
        return silent;
    }

    void overdue(long sentAt) {
        silent |= heardAt < sentAt;
    }

    void attempt() {
        connection = world.network().connect(client, node, this);
    }

    /** @return false if nothing was sent */
    boolean send(Attempt attempt, Message request) {
        long correlation = ++correlations;
        if (!connection.send(true, Frames.encode(correlation, request))) {
            return false;
        }
        pending.put(correlation, attempt);
        return true;
    }

    @Override
    public void opened(Connection opened, long incarnation) {
        open = true;
        heardAt = world.timeline().now();
        wait = FIRST_WAIT_MILLIS;
    }

    @Override
    public void received(Connection from, byte[] frame) {
        world.trace().event(10, client * 1_000_003L + Frames.checksum(frame));
        heardAt = world.timeline().now();
        silent = false;
        Frames.Received received;
        try {
            received = Frames.decode(frame);
        } catch (ProtocolException damaged) {
            from.close(true, damaged.getMessage());
            lost(damaged.getMessage());
            return;
        }
        Attempt attempt = pending.remove(received.correlation());
        if (attempt != null) {
            attempt.answered(received.message());
        }
    }

    @Override
    public void closed(Connection ended, String reason) {
        lost(reason);
    }

    private void lost(String reason) {
        long millis = open ? FIRST_WAIT_MILLIS : wait;
        wait = open ? FIRST_WAIT_MILLIS : Math.min(LONGEST_WAIT_MILLIS, 2 * wait);
        open = false;
        Map<Long, Attempt> gone = new TreeMap<>(pending);
        pending.clear();
        world.trace().event(11, client * 31L + node);
        world.timeline().after(MILLI * random.nextLong(millis / 2, millis + 1), this::attempt);
        gone.values().forEach(attempt -> attempt.lost(reason));
    }
}
