package org.armature.client.internal;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * Where a node listens, as the program wrote it. A host name is looked up anew for every connection, for the address
 * behind it may change; a literal address never needs a look-up.
 *
 * @param host a name, an IPv4 address, or an IPv6 address without brackets
 * @param port 1 to 65,535
 */
public record NodeAddress(String host, int port) {
    private static final Pattern IPV4 = Pattern.compile("[0-9.]+");
    private static final Pattern OCTETS = Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9._-]*[A-Za-z0-9_.])?");
    private static final String RIGHT = "; write host:port, such as 10.0.0.1:7101, store.example:7101 or [::1]:7101";

    /** @throws IllegalArgumentException saying what is wrong with the text and what would be right */
    public static NodeAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        boolean bracketed = text.startsWith("[");
        if (bracketed ? !text.contains("]:") : colon < 0) {
            throw wrong(text, "the port is missing");
        }
        if (!bracketed && text.indexOf(':') != colon) {
            throw wrong(text, "an IPv6 address stands in brackets");
        }
        String host = bracketed ? text.substring(1, text.indexOf(']')) : text.substring(0, colon);
        return new NodeAddress(checkedHost(text, host, bracketed), port(text, text.substring(colon + 1)));
    }

    private static String checkedHost(String text, String host, boolean bracketed) {
        if (host.isEmpty()) {
            throw wrong(text, "the host is missing");
        }
        if (bracketed ? !isIpv6(host) : !isNameOrIpv4(host)) {
            throw wrong(text, "\"" + host + "\" is no " + (bracketed ? "IPv6 address" : "host name or IPv4 address"));
        }
        return host;
    }

    private static boolean isNameOrIpv4(String host) {
        return IPV4.matcher(host).matches()
                ? OCTETS.matcher(host).matches()
                : NAME.matcher(host).matches();
    }

    private static boolean isIpv6(String host) {
        try {
            return host.indexOf(':') >= 0 && InetAddress.getByName("[" + host + "]") != null;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static int port(String text, String digits) {
        try {
            int port = Integer.parseInt(digits);
            if (port >= 1 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw wrong(text, "\"" + digits + "\" is no port");
        }
        throw wrong(text, "a port is 1 to 65535, not " + digits);
    }

    private static IllegalArgumentException wrong(String text, String what) {
        return new IllegalArgumentException("node \"" + text + "\": " + what + RIGHT);
    }

    boolean isLiteral() {
        return host.indexOf(':') >= 0 || IPV4.matcher(host).matches();
    }

    /** Looks a name up, which may block; {@link InetSocketAddress#isUnresolved()} if nobody knows it. */
    InetSocketAddress resolve() {
        return new InetSocketAddress(host, port);
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
