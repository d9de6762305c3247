package org.armature.simulator.network;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;
import org.armature.simulator.world.Seeds;
import org.armature.simulator.world.Timeline;

/** All hosts and the paths between them. */
public final class Network {
    /** As the transport's limit for a connection and its handshake. */
    private static final long CONNECT_LIMIT_NANOS = 5_000_000_000L;

    private final Timeline timeline;
    private final Host[] hosts;
    private final Path[][] paths;
    private final List<Runnable> heldBack = new ArrayList<>();
    private Gate gate = Gate.OPEN;

    /** @param hosts how many there will be, numbered from 0 */
    public Network(Timeline timeline, Seeds seeds, int hosts) {
        this.timeline = timeline;
        this.hosts = new Host[hosts];
        this.paths = new Path[hosts][hosts];
        SplittableRandom random = seeds.of("network");
        for (int from = 0; from < hosts; from++) {
            for (int to = 0; to < hosts; to++) {
                paths[from][to] = new Path(random.split());
            }
        }
    }

    public void attach(int number, Host host) {
        hosts[number] = host;
    }

    public int hosts() {
        return hosts.length;
    }

    public Path path(int from, int to) {
        return paths[from][to];
    }

    /** Undoes one cut; what had to wait is sent now. */
    public void join(int from, int to) {
        paths[from][to].join();
    }

    /**
     * Tries to connect. The opener's end is told {@link End#opened} or {@link End#closed}, within the limit of the
     * handshake.
     */
    public Connection connect(int from, int to, End opener) {
        Connection connection = new Connection(this, from, to, opener);
        carry(from, to, LongUnaryOperator.identity(), () -> knock(connection));
        timeline.after(CONNECT_LIMIT_NANOS, () -> connection.fail("no answer to the handshake within 5000 ms"));
        return connection;
    }

    private void knock(Connection connection) {
        Host host = hosts[connection.acceptor()];
        if (!host.hasPower() || connection.isDecided()) {
            return;
        }
        if (host.isListening()) {
            host.greeted(connection);
        } else {
            carry(
                    connection.acceptor(),
                    connection.opener(),
                    LongUnaryOperator.identity(),
                    () -> connection.fail("connection refused"));
        }
    }

    /** A packet of the connection's own making: it is not lost, but may have to wait. */
    void carry(int from, int to, LongUnaryOperator order, Runnable arrival) {
        Path path = paths[from][to];
        if (path.isCut()) {
            path.hold(() -> carry(from, to, order, arrival));
        } else {
            timeline.at(order.applyAsLong(timeline.now() + path.nextDelay()), arrival);
        }
    }

    /** Holds back every message that a gate does not let pass, until {@link #open}. */
    public void close(Gate chosen) {
        gate = chosen;
    }

    /** Everything passes, also what was held back. */
    public void open() {
        gate = Gate.OPEN;
        List<Runnable> waiting = List.copyOf(heldBack);
        heldBack.clear();
        waiting.forEach(Runnable::run);
    }

    /** How many messages are held back by the gate. */
    public int heldBack() {
        return heldBack.size();
    }

    void carryMessage(Connection connection, int from, int to, byte[] frame, boolean toAcceptor) {
        if (!gate.lets(from, to, frame)) {
            heldBack.add(() -> carryMessage(connection, from, to, frame, toAcceptor));
            return;
        }
        Path path = paths[from][to];
        if (path.isCut()) {
            path.hold(() -> carryMessage(connection, from, to, frame, toAcceptor));
            return;
        }
        if (path.losesNext(frame)) {
            connection.lost(toAcceptor, frame);
            return;
        }
        byte[] sent = damaged(path, frame);
        long arrival = timeline.now() + path.nextDelay();
        long lateness = path.lateness();
        long at = lateness > 0 ? arrival + lateness : connection.ordered(toAcceptor, arrival);
        timeline.at(at, () -> connection.arrived(toAcceptor, sent, true));
        if (path.repeatsNext()) {
            timeline.at(
                    arrival + path.nextDelay() + path.lateness(), () -> connection.arrived(toAcceptor, sent, false));
        }
        path.repeatedBy(frame)
                .ifPresent(choice -> timeline.at(arrival + path.nextDelay() + path.lateness(choice), () -> {
                    if (path.isChosen(choice)) {
                        connection.arrived(toAcceptor, sent, false);
                    }
                }));
    }

    private static byte[] damaged(Path path, byte[] frame) {
        int bit = path.damagedBit(8 * frame.length);
        if (bit < 0) {
            return frame;
        }
        byte[] copy = frame.clone();
        copy[bit >> 3] ^= (byte) (1 << (bit & 7));
        return copy;
    }

    /** The host has no such connection: it says so, if it can. */
    void refuse(int host, int to, Runnable arrival) {
        if (hosts[host].hasPower()) {
            carry(host, to, LongUnaryOperator.identity(), arrival);
        }
    }
}
