package org.armature.cli.verb;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.armature.config.Address;
import org.armature.model.NodeId;
import org.armature.ring.Member;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A first member as a command line writes it: {@code n1=10.0.0.1:7100}, further
 * {@code ,clients=HOST:PORT,weight=W,zone=Z,host=H}.
 */
final class MemberConverter implements ITypeConverter<Member> {
    static final String FORM = "NODE=HOST:PORT[,clients=HOST:PORT][,weight=W][,zone=ZONE][,host=HOST]";
    private static final int USUAL_WEIGHT = 100;
    private static final String USUAL_ZONE = "default";

    @Override
    public Member convert(String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw wrong(text, "it has no name before an equals sign");
        }
        String name = text.substring(0, equals);
        String[] parts = text.substring(equals + 1).split(",", -1);
        Address peers = address(text, parts[0]);
        Map<String, String> options = options(text, parts);
        Address clients = Optional.ofNullable(options.remove("clients"))
                .map(given -> address(text, given))
                .orElseGet(() -> next(text, peers));
        String host = Optional.ofNullable(options.remove("host")).orElse(peers.isLoopback() ? name : peers.host());
        String zone = Optional.ofNullable(options.remove("zone")).orElse(USUAL_ZONE);
        int weight = weight(text, options.remove("weight"));
        if (!options.isEmpty()) {
            throw wrong(text, "it has no " + options.keySet().iterator().next() + " to be told");
        }
        try {
            return new Member(new NodeId(name), peers.toString(), clients.toString(), host, zone, weight);
        } catch (IllegalArgumentException e) {
            throw wrong(text, e.getMessage());
        }
    }

    private static Map<String, String> options(String text, String[] parts) {
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            if (equals < 1) {
                throw wrong(text, "\"" + parts[i] + "\" has no equals sign");
            }
            if (options.put(parts[i].substring(0, equals), parts[i].substring(equals + 1)) != null) {
                throw wrong(text, parts[i].substring(0, equals) + " occurs twice");
            }
        }
        return options;
    }

    private static Address address(String text, String address) {
        return Address.parse(address)
                .filter(parsed -> parsed.port() > 0)
                .orElseThrow(() -> wrong(text, "\"" + address + "\" is no HOST:PORT"));
    }

    private static Address next(String text, Address peers) {
        if (peers.port() == 65_535) {
            throw wrong(text, "there is no port after 65535 for clients: say clients=HOST:PORT");
        }
        return peers.withPort(peers.port() + 1);
    }

    private static int weight(String text, String given) {
        if (given == null) {
            return USUAL_WEIGHT;
        }
        if (!given.matches("[0-9]{1,4}")) {
            throw wrong(text, "the weight \"" + given + "\" is no number from 1 to " + Member.MAX_WEIGHT);
        }
        return Integer.parseInt(given);
    }

    private static TypeConversionException wrong(String text, String problem) {
        return new TypeConversionException("\"" + text + "\": " + problem + "; a member is " + FORM);
    }
}
