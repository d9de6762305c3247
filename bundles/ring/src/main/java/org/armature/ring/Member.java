package org.armature.ring;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.armature.model.NodeId;

/**
 * A node of the ring.
 *
 * @param peerAddress where other nodes reach it, {@code host:port}; an IPv6 address stands in brackets
 * @param clientAddress where clients reach it, {@code host:port}
 * @param host the machine it runs on, any name; two nodes of one host never hold two of a key's N copies
 * @param zone the rack or data centre, any name
 * @param weight its share of tokens relative to others, 1 to 1,000
 */
public record Member(NodeId node, String peerAddress, String clientAddress, String host, String zone, int weight) {
    public static final int MAX_WEIGHT = 1_000;

    private static final Pattern ADDRESS =
            Pattern.compile("([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]+(%[A-Za-z0-9._-]+)?]):(?<port>[0-9]{1,5})");
    private static final Pattern LABEL = Pattern.compile("[^\\p{Cntrl}\\s]{1,253}");

    /** @throws IllegalArgumentException naming every field that is wrong, what it holds and what it may hold */
    public Member {
        Objects.requireNonNull(node);
        List<String> wrong = new ArrayList<>();
        checkAddress("peerAddress", peerAddress, wrong);
        checkAddress("clientAddress", clientAddress, wrong);
        checkLabel("host", host, wrong);
        checkLabel("zone", zone, wrong);
        if (weight < 1 || weight > MAX_WEIGHT) {
            wrong.add("weight=" + weight + ", must be 1 to " + MAX_WEIGHT);
        }
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException("member " + node + ": " + String.join("; ", wrong));
        }
    }

    private static void checkAddress(String field, String address, List<String> wrong) {
        Matcher parts = ADDRESS.matcher(address);
        int port = parts.matches() ? Integer.parseInt(parts.group("port")) : 0;
        if (port < 1 || port > 65_535) {
            wrong.add(field + "=\"" + address + "\", must be host:port with a port of 1 to 65535");
        }
    }

    private static void checkLabel(String field, String label, List<String> wrong) {
        if (!LABEL.matcher(label).matches()) {
            wrong.add(field + "=\"" + label + "\", must be 1 to 253 characters without spaces or control characters");
        }
    }
}
