package org.armature.config;

import java.util.Optional;
import org.armature.config.schema.Kind;
import org.armature.config.schema.Kinds;
import org.armature.model.NodeId;

/** A node to turn to: {@code n1=10.0.0.1:7100}. */
record Seed(NodeId node, Address peers) {
    static final Kind<Seed> KIND = Kinds.parsed("\"node=host:port\" in quotes", Seed::parse, Seed::toString);

    private static Optional<Seed> parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 0 || !NodeId.NAME.matcher(text.substring(0, equals)).matches()) {
            return Optional.empty();
        }
        return Address.parse(text.substring(equals + 1))
                .filter(address -> address.port() > 0)
                .map(address -> new Seed(new NodeId(text.substring(0, equals)), address));
    }

    @Override
    public String toString() {
        return node + "=" + peers;
    }
}
