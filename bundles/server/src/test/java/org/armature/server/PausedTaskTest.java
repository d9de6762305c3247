package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.armature.client.AdminClient;
import org.armature.protocol.OperatorMessage.Task;
import org.armature.protocol.OperatorMessage.TaskAction;
import org.armature.protocol.OperatorMessage.TaskState;
import org.armature.protocol.SavedMembership;
import org.armature.ring.Progress;
import org.armature.ring.Ring;
import org.armature.ring.RingState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Node n3 leaves, and all were paused; it misses that the others are resumed. */
class PausedTaskTest {
    @TempDir
    Path directory;

    private MemoryCluster cluster;

    @BeforeEach
    void foundAndStop() {
        cluster = new MemoryCluster(directory, 3, "n = 2, r = 1, w = 1");
        cluster.start(1, 2, 3);
        cluster.close();
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void whoMissedAnOrderIsNamedAndSaysLaterThatItIsPaused() {
        for (int node = 1; node <= 3; node++) {
            cluster.rewriteMembership(node, PausedTaskTest::pauseLeaving);
        }
        cluster.start(1, 2);
        try (AdminClient admin = cluster.admin(1)) {
            String id = admin.tasks().get(0).id();
            Waiting.until("n2 is resumed", () -> {
                Task resumed = admin.task(id, TaskAction.RESUME);
                return resumed.cause().contains("not resumed on [n3], which did not answer");
            });
            cluster.start(3);
            Waiting.until("n3 tells", () -> admin.tasks().get(0).cause().contains("n3 says it is paused"));
            assertEquals(TaskState.WAITING, admin.tasks().get(0).state());
            Waiting.until(
                    "n3 is resumed",
                    () -> !admin.task(id, TaskAction.RESUME).cause().contains("n3"));
        }
    }

    /** As if that node had heard it decided that n3 leaves, and an operator's pause. */
    private static SavedMembership pauseLeaving(SavedMembership before) {
        RingState state = before.state();
        Ring ring = LocalCluster.without(3, state.settled(), state.epoch() + 1);
        RingState leaving = state.towards(ring, List.of());
        return new SavedMembership(
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
    }
}
