package org.armature.cli;

import java.time.Duration;
import java.util.List;
import org.armature.client.AdminClient;
import org.armature.client.ArmatureClient;
import org.armature.client.ClientBuilder;
import org.armature.client.JoinClient;

/** Opens clients; in tests, to something that is no network. */
public interface Connections {
    /** @param nodes client listeners, at least one */
    ArmatureClient client(List<String> nodes, Duration deadline);

    /** @param node an admin listener */
    AdminClient admin(String node, Duration deadline);

    /**
     * @param members listeners for peers, at least one
     * @param clusterId of the cluster they belong to
     */
    JoinClient join(List<String> members, String clusterId, Duration deadline);

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

        @Override
        public JoinClient join(List<String> members, String clusterId, Duration deadline) {
            ClientBuilder builder = ArmatureClient.builder().deadline(deadline);
            members.forEach(builder::node);
            return builder.buildJoin(clusterId);
        }
    };
}
