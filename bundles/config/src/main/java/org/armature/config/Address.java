package org.armature.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.armature.config.schema.Kind;
import org.armature.config.schema.Kinds;

/**
 * A host and a port; never looked up here.
 *
 * @param host a name, an IPv4 address, or an IPv6 address without brackets
 * @param port 0 to 65,535; 0 lets the system choose one
 */
public record Address(String host, int port) {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,252})");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final Pattern TEXT = Pattern.compile("(?:\\[([^\\]]+)\\]|([^:]+)):([0-9]{1,5})");
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|(0{0,4}:){2,7}0{0,3}1", Pattern.CASE_INSENSITIVE);
    private static final Pattern WILDCARD = Pattern.compile("0(\\.0){0,3}|[0:]*::?[0:]*");

    public Address {
        if (!isHost(host) || port < 0 || port > 65_535) {
            throw new IllegalArgumentException("not a host with a port from 0 to 65535: " + host + ":" + port);
        }
    }

    /** @param text {@code host:port}, an IPv6 address in brackets */
    public static Optional<Address> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        boolean bracketed = parts.group(1) != null;
        String host = bracketed ? parts.group(1) : parts.group(2);
        int port = Integer.parseInt(parts.group(3));
        boolean valid = port <= 65_535
                && (bracketed
                        ? IPV6.matcher(host).matches()
                        : HOST.matcher(host).matches());
        return valid ? Optional.of(new Address(host, port)) : Optional.empty();
    }

    /** @param leastPort 0 if the system may choose, else 1 */
    static Kind<Address> kind(int leastPort) {
        String allowed = "\"host:port\" in quotes, with a port from " + leastPort + " to 65535";
        return Kinds.parsed(
                allowed, text -> parse(text).filter(a -> a.port() >= leastPort), a -> '"' + a.toString() + '"');
    }

    /** Whether only this machine reaches it. Any other name counts as not: it is not looked up. */
    public boolean isLoopback() {
        return LOOPBACK.matcher(host).matches();
    }

    /** Whether it stands for all addresses of a machine, which nobody can connect to. */
    public boolean isWildcard() {
        return WILDCARD.matcher(host).matches();
    }

    public Address withPort(int other) {
        return new Address(host, other);
    }

    /** {@code host:port}, an IPv6 address in brackets. */
    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    private static boolean isHost(String host) {
        return HOST.matcher(host).matches() || IPV6.matcher(host).matches();
    }
}
