package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.client.AdminClient;
import org.armature.client.ArmatureClient;
import org.armature.engine.memory.MemoryEngine;
import org.armature.model.NodeId;
import org.armature.protocol.OperatorMessage.Task;
import org.armature.protocol.OperatorMessage.TaskAction;
import org.armature.protocol.OperatorMessage.TaskState;
import org.armature.protocol.SavedMembership;
import org.armature.ring.Member;
import org.armature.ring.Placement;
import org.armature.ring.Progress;
import org.armature.ring.Ring;
import org.armature.ring.RingState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Node n3 leaves, and all were paused; it misses that the others are resumed. */
class PausedTaskTest {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private final List<RunningNode> nodes = new ArrayList<>();

    @AfterEach
    void stop() {
        nodes.forEach(RunningNode::close);
    }

    @Test
    void whoMissedAnOrderIsNamedAndSaysLaterThatItIsPaused() throws IOException {
        LocalCluster cluster = LocalCluster.of(
                directory, 3, "tables.cart { n = 2, r = 1, w = 1, engine = memory, durability = memory }");
        for (int node = 1; node <= 3; node++) {
            start(cluster, node);
        }
        stop();
        nodes.clear();
        for (int node = 1; node <= 3; node++) {
            pauseLeaving(cluster.data(node).resolve("membership"));
        }
        start(cluster, 1);
        start(cluster, 2);
        try (AdminClient admin = ArmatureClient.builder()
                .node(cluster.admin(1))
                .deadline(DEADLINE)
                .buildAdmin()) {
            String id = admin.tasks().get(0).id();
            Waiting.until("n2 is resumed", () -> {
                Task resumed = admin.task(id, TaskAction.RESUME);
                return resumed.cause().contains("not resumed on [n3], which did not answer");
            });
            start(cluster, 3);
            Waiting.until("n3 tells", () -> admin.tasks().get(0).cause().contains("n3 says it is paused"));
            assertEquals(TaskState.WAITING, admin.tasks().get(0).state());
            Waiting.until(
                    "n3 is resumed",
                    () -> !admin.task(id, TaskAction.RESUME).cause().contains("n3"));
        }
    }

    private void start(LocalCluster cluster, int node) {
        EnginePresence engines = new EnginePresence();
        engines.came(new MemoryEngine());
        nodes.add(RunningNode.start(cluster.plan(node), engines, (where, cause) -> {
            throw new AssertionError(where, cause);
        }));
    }

    /** As if that node had heard it decided that n3 leaves, and an operator's pause. */
    private static void pauseLeaving(Path file) throws IOException {
        SavedMembership before = new MembershipFile(file).read().orElseThrow();
        SortedMap<NodeId, Member> members =
                new TreeMap<>(before.state().settled().members());
        members.remove(LocalCluster.id(3));
        Ring ring = new Ring(
                before.state().epoch() + 1,
                Placement.of(members.values(), before.state().settled().partitions())
                        .tokens(),
                members);
        RingState leaving = before.state().towards(ring, List.of());
        SavedMembership after = new SavedMembership(
                before.node(),
                before.life(),
                before.start(),
                leaving,
                Progress.none(leaving.changeEpoch()),
                Optional.empty(),
                Optional.empty(),
                before.lastRound(),
                before.votesFrom(),
                before.members(),
                before.grants(),
                before.removals(),
                before.fences(),
                before.earlierLives(),
                leaving.changeEpoch());
        Files.write(file, after.encode());
    }
}
