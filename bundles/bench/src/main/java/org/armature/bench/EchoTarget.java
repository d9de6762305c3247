package org.armature.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The echo processes, called as the store is called: blocking threads that share one connection to each coordinator and
 * take the coordinators in turn. Makes the same keys and values and hands the value read over in an array, so that all
 * that differs is what a store does.
 */
final class EchoTarget implements Target, AutoCloseable {
    private final Workload workload;
    private final SeededObjects objects;
    private final EventLoopGroup group;
    private final EchoCalls[] calls;
    private final List<EchoConnection> connections = new ArrayList<>();

    /** @param ports of the coordinators, on loopback */
    EchoTarget(Workload workload, List<Integer> ports) {
        this.workload = workload;
        this.objects = new SeededObjects(workload.seed(), workload.valueBytes());
        EchoLoop network = new EchoLoop();
        this.group = network.start();
        this.calls = new EchoCalls[workload.threads()];
        for (int thread = 0; thread < calls.length; thread++) {
            calls[thread] = new EchoCalls(thread);
        }
        boolean connected = false;
        try {
            for (int port : ports) {
                connections.add(connect(network, port));
            }
            connected = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailed("interrupted", e);
        } finally {
            if (!connected) {
                close();
            }
        }
    }

    private EchoConnection connect(EchoLoop network, int port) throws InterruptedException {
        EchoConnection connection = new EchoConnection(calls);
        connection.open(new Bootstrap()
                .group(group)
                .channel(network.connection())
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(connection)
                .connect(InetAddress.getLoopbackAddress(), port)
                .sync()
                .channel());
        return connection;
    }

    @Override
    public Session session(int thread) {
        return new EchoSession(calls[thread], thread);
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }

    private final class EchoSession implements Session {
        private final EchoCalls own;
        private int turn;
        private long writes;

        private EchoSession(EchoCalls own, int thread) {
            this.own = own;
            this.turn = thread;
        }

        @Override
        public int get(int key) throws OperationFailed {
            byte[] value = own.await(next().get(own.begin(), SeededObjects.key(key), workload.valueBytes()));
            if (value.length != workload.valueBytes()) {
                throw new OperationFailed(
                        StoreTarget.WRONG_VALUE,
                        "the echo has " + value.length + " bytes, not " + workload.valueBytes());
            }
            return 1;
        }

        @Override
        public int put(int key) throws OperationFailed {
            own.await(next().put(own.begin(), SeededObjects.key(key), objects.value(key, writes++)));
            return 1;
        }

        private EchoConnection next() {
            return connections.get(Math.floorMod(turn++, connections.size()));
        }
    }
}
