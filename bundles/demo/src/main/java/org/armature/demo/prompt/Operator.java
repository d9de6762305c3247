package org.armature.demo.prompt;

import java.io.IOException;
import java.util.Optional;
import java.util.stream.Collectors;
import org.armature.client.AdminClient;
import org.armature.client.ArmatureClient;
import org.armature.demo.cluster.LocalCluster;
import org.armature.demo.cluster.LocalNode;
import org.armature.demo.prompt.Session.Name;
import org.armature.demo.screen.Figures;
import org.armature.demo.screen.Screen;
import org.armature.model.NodeId;
import org.armature.protocol.Message.RingReply;
import org.armature.protocol.Message.StatusReply;

/** What a person at the prompt does to the nodes, and asks of them. */
final class Operator {
    private final LocalCluster cluster;
    private final Screen screen;

    Operator(LocalCluster cluster, Screen screen) {
        this.cluster = cluster;
        this.screen = screen;
    }

    void kill(String name) throws InterruptedException {
        LocalNode node = cluster.node(name);
        if (!node.isUp()) {
            screen.line(name + " is down already");
            return;
        }
        long pid = node.pid();
        node.kill();
        screen.line(name + " gone (SIGKILL, pid " + pid + "); reads and writes go on with two nodes of three");
    }

    void start(String name) throws IOException, InterruptedException {
        LocalNode node = cluster.node(name);
        if (node.isUp()) {
            screen.line(name + " is up already");
            return;
        }
        Screen.Stopwatch watch = screen.stopwatch();
        node.start();
        screen.line(name + " back (pid " + node.pid() + ") after " + watch.shown());
    }

    void status() {
        for (LocalNode node : cluster.nodes()) {
            if (!node.isUp()) {
                screen.line(node.name() + "  down");
                continue;
            }
            try (AdminClient admin = admin(node)) {
                screen.line(node.name() + "  up, pid " + node.pid() + "  " + describe(admin.status()));
            }
        }
    }

    private static String describe(StatusReply status) {
        String tables = status.tables().stream()
                .map(table -> table.table().table() + " " + Figures.count(table.entries()))
                .collect(Collectors.joining(", "));
        String away = status.peers().stream()
                .filter(peer -> !peer.isReachable())
                .map(peer -> peer.node().name())
                .collect(Collectors.joining(" "));
        return "objects: " + tables + (away.isEmpty() ? "" : "  sees as down: " + away);
    }

    void ring(Optional<Name> name) {
        LocalNode asked = cluster.nodes().stream()
                .filter(LocalNode::isUp)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no node is up"));
        try (AdminClient admin = admin(asked)) {
            RingReply ring =
                    name.isPresent() ? admin.ring(name.get().table(), name.get().key()) : admin.ring();
            screen.line(ring.partitions() + " partitions, "
                    + ring.tokens().size() / ring.members().size() + " tokens a node");
            name.ifPresent(object -> screen.line(object + " is at " + ring.keyPosition() + ", partition "
                    + ring.keyPartition() + "; its replicas are "
                    + ring.preferenceList().stream().map(NodeId::name).collect(Collectors.joining(", "))));
        }
    }

    private static AdminClient admin(LocalNode node) {
        return ArmatureClient.builder().node(node.admin()).buildAdmin();
    }
}
