package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.armature.client.AdminClient;
import org.armature.client.StoreException;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.protocol.OperatorMessage.Task;
import org.armature.protocol.OperatorMessage.TaskAction;
import org.armature.protocol.OperatorMessage.TaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every node held all keys, and keeps a third; what n1 has to remove waits for n3, and n2 is asked about it. */
class CleanUpTaskTest {
    private static final String OF_N1 = "c-1-n1";
    private static final List<Key> KEYS =
            IntStream.range(0, 40).mapToObj(i -> Key.utf8("key" + i)).toList();

    @TempDir
    Path directory;

    private ShelfCluster cluster;

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void whatOneNodeCleansUpIsListedPausedAndResumedByAnother() {
        cluster = new ShelfCluster(directory, 3, "n = 3, r = 2, w = 3");
        for (Key key : KEYS) {
            cluster.cart().put(key, Bytes.utf8("value"), CausalContext.NONE);
        }
        Waiting.until("n1 has all", () -> KEYS.stream().allMatch(key -> cluster.holds("n1", key)));
        cluster.stop("n1");
        cluster.stop("n2");
        cluster.stop("n3");
        cluster.configure("n = 1, r = 1, w = 1");
        cluster.start("n1");
        cluster.start("n2");
        try (AdminClient admin = cluster.admin("n2")) {
            Waiting.until("n1 waits for n3", () -> task(admin)
                    .filter(task -> task.state() == TaskState.WAITING)
                    .filter(task -> task.cause().startsWith("no owner of partition"))
                    .isPresent());
            assertEquals(
                    ErrorCode.TASK_NOT_THAT_WAY,
                    assertThrows(StoreException.class, () -> admin.task(OF_N1, TaskAction.CANCEL))
                            .code());
            assertEquals(
                    ErrorCode.NO_SUCH_TASK,
                    assertThrows(StoreException.class, () -> admin.task("c-1-n9", TaskAction.PAUSE))
                            .code());
            assertEquals(TaskState.PAUSED, admin.task(OF_N1, TaskAction.PAUSE).state());

            cluster.start("n3");
            Waiting.until("n2 is done", () -> ownsOnly("n2"));
            assertEquals(TaskState.PAUSED, task(admin).orElseThrow().state());
            assertTrue(!ownsOnly("n1"));

            admin.task(OF_N1, TaskAction.RESUME);
            Waiting.until("n1 is done", () -> task(admin).orElseThrow().state() == TaskState.DONE);
            assertTrue(ownsOnly("n1"));
        }
    }

    private static Optional<Task> task(AdminClient admin) {
        return admin.tasks().stream().filter(task -> task.id().equals(OF_N1)).findFirst();
    }

    private boolean ownsOnly(String node) {
        return KEYS.stream()
                .allMatch(key -> cluster.holds(node, key)
                        == cluster.preferenceList(key).get(0).equals(node));
    }
}
