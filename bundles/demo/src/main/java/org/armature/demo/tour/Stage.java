package org.armature.demo.tour;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.armature.client.AdminClient;
import org.armature.client.ArmatureClient;
import org.armature.client.ClientBuilder;
import org.armature.demo.cluster.LocalCluster;
import org.armature.demo.cluster.LocalNode;
import org.armature.demo.data.SampleShop;
import org.armature.demo.screen.Screen;
import org.armature.demo.traffic.HistoryLog;
import org.armature.demo.traffic.RecordingClient;

/**
 * What all steps of the tour work with.
 *
 * @param requestIds where the ids of all recorded writes come from
 */
record Stage(LocalCluster cluster, SampleShop shop, Screen screen, Checks checks, SecureRandom requestIds) {
    private static final int STEPS = 10;
    /** Long: nodes that have much to do answer operators late, and that is no failure of theirs. */
    private static final Duration OPERATORS_DEADLINE = Duration.ofSeconds(30);

    /** Announces a step, from 1. */
    void step(int number, String what) {
        if (number > 1) {
            screen.line("");
        }
        screen.line("[" + number + "/" + STEPS + "] " + what);
    }

    /** A client that knows one node only. */
    ArmatureClient clientOf(String node) {
        return client(List.of(cluster.node(node).client()));
    }

    /** A client that knows all nodes. */
    ArmatureClient client() {
        return client(cluster.clients());
    }

    private static ArmatureClient client(List<String> nodes) {
        ClientBuilder builder = ArmatureClient.builder();
        nodes.forEach(builder::node);
        return builder.build();
    }

    static AdminClient admin(LocalNode node) {
        return ArmatureClient.builder()
                .deadline(OPERATORS_DEADLINE)
                .node(node.admin())
                .buildAdmin();
    }

    RecordingClient recording(ArmatureClient client, HistoryLog history, String name) {
        return new RecordingClient(client, history, name, Shop.QUORUM, requestIds);
    }
}
