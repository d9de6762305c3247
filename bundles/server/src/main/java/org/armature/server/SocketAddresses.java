package org.armature.server;

import java.net.InetSocketAddress;

/** {@code host:port} as it stands in the ring. */
final class SocketAddresses {
    private SocketAddresses() {}

    /** @param text {@code host:port}, an IPv6 address in brackets */
    static InetSocketAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = text.substring(0, colon);
        int port = Integer.parseInt(text.substring(colon + 1));
        return new InetSocketAddress(host.startsWith("[") ? host.substring(1, host.length() - 1) : host, port);
    }
}
