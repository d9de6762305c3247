package org.armature.transport;

import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import java.net.InetSocketAddress;

/** A server channel and the connections it accepted. */
final class BoundListener implements Network.Listener {
    private final Channel server;
    private final ChannelGroup accepted;

    BoundListener(Channel server, ChannelGroup accepted) {
        this.server = server;
        this.accepted = accepted;
    }

    @Override
    public InetSocketAddress address() {
        return (InetSocketAddress) server.localAddress();
    }

    @Override
    public void close() {
        server.close().awaitUninterruptibly();
        accepted.close().awaitUninterruptibly();
    }
}
