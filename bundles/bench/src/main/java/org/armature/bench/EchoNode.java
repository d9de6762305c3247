package org.armature.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * One of the three processes of the bound: moves the bytes a node would move and stores none. Started by the benchmark,
 * spoken to over standard input and output: it prints {@code listening PORT}, reads {@code peers PORT PORT}, connects to
 * these, prints {@code ready}, and ends when its standard input ends, so it never outlives the benchmark.
 */
public final class EchoNode {
    static final String LISTENING = "listening ";
    static final String PEERS = "peers ";
    static final String READY = "ready";

    private EchoNode() {}

    /** @param args the longest value that may be asked for, in bytes */
    public static void main(String[] args) throws IOException, InterruptedException {
        EchoLoop network = new EchoLoop();
        EventLoopGroup group = network.start();
        try {
            serve(network, group.next(), Integer.parseInt(args[0]));
        } finally {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).await(5, TimeUnit.SECONDS);
        }
    }

    private static void serve(EchoLoop network, EventLoop loop, int maxValueBytes)
            throws IOException, InterruptedException {
        EchoCoordinator coordinator = new EchoCoordinator(loop, maxValueBytes);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        Channel listener = new ServerBootstrap()
                .group(loop)
                .channel(network.listener())
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(coordinator.requests());
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
        out.println(LISTENING + ((InetSocketAddress) listener.localAddress()).getPort());
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.startsWith(PEERS)) {
                for (String port : line.substring(PEERS.length()).split(" ", -1)) {
                    Channel replica = connect(network, loop, coordinator, Integer.parseInt(port));
                    loop.submit(() -> coordinator.addReplica(replica)).sync();
                }
                out.println(READY);
            }
        }
    }

    private static Channel connect(EchoLoop network, EventLoop loop, EchoCoordinator coordinator, int port)
            throws InterruptedException {
        return new Bootstrap()
                .group(loop)
                .channel(network.connection())
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(coordinator.answers())
                .connect(InetAddress.getLoopbackAddress(), port)
                .sync()
                .channel();
    }
}
