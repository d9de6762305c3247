package org.armature.cli;

import java.time.Duration;
import java.util.List;
import org.armature.client.AdminClient;
import org.armature.client.ArmatureClient;
import org.armature.client.ClientBuilder;

/** Opens clients; in tests, to something that is no network. */
public interface Connections {
    /** @param nodes client listeners, at least one */
    ArmatureClient client(List<String> nodes, Duration deadline);

    /** @param node an admin listener */
    AdminClient admin(String node, Duration deadline);

    Connections REAL = new Connections() {
        @Override
        public ArmatureClient client(List<String> nodes, Duration deadline) {
            ClientBuilder builder = ArmatureClient.builder().deadline(deadline);
            nodes.forEach(builder::node);
            return builder.build();
        }

        @Override
        public AdminClient admin(String node, Duration deadline) {
            return ArmatureClient.builder().deadline(deadline).node(node).buildAdmin();
        }
    };
}
