package org.armature.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.armature.client.AdminClient;
import org.armature.client.StoreException;
import org.armature.client.WriteOptions;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.protocol.OperatorMessage.Task;
import org.armature.protocol.OperatorMessage.TaskAction;
import org.armature.protocol.OperatorMessage.TaskState;
import org.armature.protocol.RepairOrderMessage.RepairBegun;
import org.armature.protocol.RepairOrderMessage.RepairStatus;
import org.armature.protocol.RepairOrderMessage.TableComparisons;
import org.armature.storage.StoreKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replicas become alike without anyone reading them (Dynamo §4.7), on real nodes over real sockets. */
class AntiEntropyTest {
    private static final TableName CART = new TableName("shop", "cart");
    private static final int KEYS = 60;
    private static final String ON_DEMAND = "anti-entropy.interval = 0 s";

    /** Each partition has three pairs of owners. */
    private static final int PAIRS = 3 * LocalCluster.PARTITIONS;

    @TempDir
    Path directory;

    private ShelfCluster cluster;

    @AfterEach
    void stop() {
        cluster.close();
    }

    private void start(int nodes, String table, String interval) {
        cluster = new ShelfCluster(directory, nodes, table, interval, "transfers.share = 100");
    }

    private void startThree(String interval) {
        start(3, "n = 3, r = 2, w = 2", interval);
        cluster.awaitSure();
        for (int i = 0; i < KEYS; i++) {
            cluster.cart()
                    .put(Key.utf8("key" + i), Bytes.utf8("v" + i), CausalContext.NONE, WriteOptions.DEFAULT.withW(3));
        }
    }

    /** As a machine that fails and forgets what it had not forced. */
    private int crashAndLose(String node, int every) {
        cluster.engine(node).kill();
        cluster.stop(node);
        int lost = cluster.engine(node).loseEntries("cart", every);
        cluster.start(node);
        cluster.awaitWhole();
        return lost;
    }

    /** As an engine that loses what it has and does not notice. */
    private int stopAndLose(String node, int every) throws IOException {
        cluster.stop(node);
        int lost = cluster.engine(node).loseEntries("cart", every);
        Files.delete(cluster.data(node).resolve("trees"));
        cluster.start(node);
        cluster.awaitWhole();
        return lost;
    }

    private SortedSet<String> held(String node) {
        return new TreeSet<>(cluster.engine(node).contents("cart").keySet());
    }

    private boolean allHoldTheSame() {
        return held("n1").size() == KEYS
                && held("n1").equals(held("n2"))
                && held("n1").equals(held("n3"));
    }

    private RepairStatus status(boolean everyPartition) {
        try (AdminClient admin = cluster.admin("n1")) {
            return admin.repairStatus(Optional.of(CART), everyPartition);
        }
    }

    private int unknownTrees() {
        return status(false).trees().stream().mapToInt(trees -> trees.unknown()).sum();
    }

    private void await(String what, BooleanSupplier condition) {
        Waiting.until(what, condition);
    }

    private List<Task> order(String node, Optional<NodeId> on, OptionalInt partition, boolean mends) {
        try (AdminClient admin = cluster.admin(node)) {
            RepairBegun begun = admin.repair(on, CART, partition, mends);
            assertEquals(List.of(), begun.silent());
            await("the end of " + begun, () -> tasks(admin, begun).stream()
                    .allMatch(task -> task.state().hasEnded()));
            return tasks(admin, begun);
        }
    }

    private static List<Task> tasks(AdminClient admin, RepairBegun begun) {
        List<String> ids = begun.tasks().stream().map(Task::id).toList();
        List<Task> tasks =
                admin.tasks().stream().filter(task -> ids.contains(task.id())).toList();
        return tasks.size() == ids.size() ? tasks : begun.tasks();
    }

    private static long compared(List<Task> tasks) {
        return tasks.stream().mapToLong(task -> task.items().done()).sum();
    }

    private SortedSet<Key> differing(List<Task> tasks) {
        SortedSet<Key> keys = new TreeSet<>();
        try (AdminClient admin = cluster.admin("n2")) {
            tasks.forEach(task -> keys.addAll(admin.differingKeys(task.id()).keys()));
        }
        return keys;
    }

    private SortedSet<Key> lackedBy(String node) {
        SortedSet<Key> lacked = new TreeSet<>();
        for (int i = 0; i < KEYS; i++) {
            if (!cluster.holds(node, Key.utf8("key" + i))) {
                lacked.add(Key.utf8("key" + i));
            }
        }
        return lacked;
    }

    // ---- by itself

    @Test
    void whatANodeHasLostItHasAgainWithoutAnyRead() {
        startThree("anti-entropy.interval = 100 ms");
        assertTrue(crashAndLose("n3", 3) > 0);
        await("all hold the same", this::allHoldTheSame);
        assertEquals(0, cluster.sum("read_repairs"));
    }

    @Test
    void aNodeThatHasLostAllHasAllAgainWithoutAnyRead() {
        startThree("anti-entropy.interval = 100 ms");
        assertEquals(KEYS, crashAndLose("n2", 1));
        await("all hold the same", this::allHoldTheSame);
        await("every pair was compared", () -> sum(status(false)).never == 0);
    }

    @Test
    void whatACrashedNodeMayLackIsComparedAtOnceEvenIfElseNothingIs() {
        startThree(ON_DEMAND);
        assertTrue(crashAndLose("n3", 3) > 0);
        await("all hold the same", this::allHoldTheSame);
        cluster.awaitSure();
        assertEquals(0, cluster.sum("read_repairs"));
    }

    // ---- on demand

    @Test
    void verifyFindsWhatDiffersAndChangesNothingAndRepairMendsIt() throws IOException {
        startThree(ON_DEMAND);
        int lost = stopAndLose("n3", 4);
        await("all trees are known", () -> unknownTrees() == 0);
        SortedSet<Key> lacked = lackedBy("n3");
        assertEquals(lost, lacked.size());

        List<Task> compared = order("n1", Optional.empty(), OptionalInt.empty(), false);
        assertEquals(PAIRS, compared(compared));
        assertTrue(compared.stream().allMatch(task -> task.kind().equals("compare")), compared.toString());
        assertTrue(compared.stream().anyMatch(task -> task.state() == TaskState.FAILED), compared.toString());
        assertEquals(lacked, differing(compared));
        assertEquals(lacked, lackedBy("n3"));

        List<Task> repaired = order("n2", Optional.empty(), OptionalInt.empty(), true);
        assertEquals(PAIRS, compared(repaired));
        assertTrue(repaired.stream().allMatch(task -> task.state() == TaskState.DONE), repaired.toString());
        assertTrue(allHoldTheSame());

        List<Task> again = order("n3", Optional.empty(), OptionalInt.empty(), false);
        assertTrue(again.stream().allMatch(task -> task.state() == TaskState.DONE), again.toString());
        assertEquals(new TreeSet<Key>(), differing(again));
        assertTrue(sum(status(false)).differing >= lost, "what the repair found: to look counts for nothing");

        order("n1", Optional.empty(), OptionalInt.empty(), true);
        Sum sum = sum(status(false));
        assertEquals(new Sum(PAIRS, 0, 0, sum.allDiffering, sum.repaired), sum);
        assertTrue(sum.repaired >= lost, sum.toString());
    }

    private record Sum(int comparisons, int never, long differing, long allDiffering, long repaired) {}

    private static Sum sum(RepairStatus status) {
        Sum sum = new Sum(0, 0, 0, 0, 0);
        for (TableComparisons each : status.tables()) {
            sum = new Sum(
                    sum.comparisons + each.comparisons(),
                    sum.never + each.never(),
                    sum.differing + each.differing(),
                    sum.allDiffering + each.allDiffering(),
                    sum.repaired + each.repaired());
        }
        return sum;
    }

    @Test
    void onePartitionIsComparedAloneAndItsStatusTold() {
        startThree(ON_DEMAND);
        await("all trees are known", () -> unknownTrees() == 0);
        SortedMap<Integer, Long> expected = comparisons();
        expected.merge(5, 3L, Long::sum);
        List<Task> tasks = order("n1", Optional.empty(), OptionalInt.of(5), true);
        assertEquals(3, compared(tasks));
        assertEquals(expected, comparisons());
        assertEquals(PAIRS, status(true).partitions().size());
    }

    /** Of each partition, by all nodes since their start. */
    private SortedMap<Integer, Long> comparisons() {
        SortedMap<Integer, Long> all = new TreeMap<>();
        status(true).partitions().forEach(each -> all.merge(each.partition(), each.compared(), Long::sum));
        return all;
    }

    @Test
    void oneNodesPartIsDoneAlone() {
        startThree(ON_DEMAND);
        await("all trees are known", () -> unknownTrees() == 0);
        List<Task> tasks = order("n1", Optional.of(new NodeId("n3")), OptionalInt.empty(), true);
        assertEquals(List.of("r-1@n3"), tasks.stream().map(Task::id).toList());
        assertTrue(compared(tasks) > 0 && compared(tasks) < PAIRS, tasks.toString());
    }

    @Test
    void aRepairThatWaitsForANodeThatIsDownSaysSoAndCanBeCancelled() {
        startThree(ON_DEMAND);
        await("all trees are known", () -> unknownTrees() == 0);
        cluster.stop("n3");
        cluster.awaitWhole();
        try (AdminClient admin = cluster.admin("n1")) {
            RepairBegun begun = admin.repair(Optional.empty(), CART, OptionalInt.empty(), true);
            assertEquals(List.of(new NodeId("n3")), begun.silent());
            String id = "r-1@n2";
            await("it waits", () -> tasks(admin, begun).stream()
                    .anyMatch(task -> task.id().equals(id) && task.state() == TaskState.WAITING));
            assertThrows(StoreException.Rejected.class, () -> admin.task(id, TaskAction.PAUSE));
            admin.task(id, TaskAction.CANCEL);
            await("it was cancelled", () -> tasks(admin, begun).stream()
                    .anyMatch(task -> task.id().equals(id) && task.state() == TaskState.CANCELLED));
            assertEquals(
                    ErrorCode.TASK_NOT_THAT_WAY,
                    assertThrows(StoreException.Rejected.class, () -> admin.task(id, TaskAction.CANCEL))
                            .code());
            assertEquals(
                    ErrorCode.NO_SUCH_TASK,
                    assertThrows(StoreException.Rejected.class, () -> admin.differingKeys("r-9@n2"))
                            .code());
        }
        assertEquals(List.of(new NodeId("n3")), status(false).silent());
    }

    @Test
    void whatCannotBeComparedIsRefused() {
        startThree(ON_DEMAND);
        refuses(ErrorCode.NO_SUCH_TABLE, "no table shop/gone", new TableName("shop", "gone"), OptionalInt.empty());
        refuses(ErrorCode.BAD_REQUEST, "from 0 to 15", CART, OptionalInt.of(LocalCluster.PARTITIONS));
    }

    @Test
    void aClusterOfOneHasNothingToCompare() {
        start(1, "n = 1, r = 1, w = 1", ON_DEMAND);
        refuses(ErrorCode.BAD_REQUEST, "n1 is the only node", CART, OptionalInt.empty());
        assertEquals(List.of(), status(true).tables());
    }

    private void refuses(ErrorCode code, String why, TableName table, OptionalInt partition) {
        try (AdminClient admin = cluster.admin("n1")) {
            StoreException refused = assertThrows(
                    StoreException.Rejected.class, () -> admin.repair(Optional.empty(), table, partition, true));
            assertEquals(code, refused.code());
            assertTrue(refused.getMessage().contains(why), refused.getMessage());
        }
    }

    // ---- trees, from one life to the next

    private SortedSet<Integer> scannedPartitions() {
        SortedSet<Integer> partitions = new TreeSet<>();
        cluster.engine("n1").takeScanned().stream()
                .filter(store -> store.table().equals("cart") && store.kind() == StoreKind.OBJECTS)
                .forEach(store -> partitions.add(store.partition()));
        return partitions;
    }

    private void startOneWithItsTrees() {
        start(1, "n = 1, r = 1, w = 1", ON_DEMAND);
        for (int i = 0; i < KEYS; i++) {
            cluster.cart().put(Key.utf8("key" + i), Bytes.utf8("v" + i), CausalContext.NONE);
        }
        await("all trees are known", () -> unknownTrees() == 0);
        scannedPartitions();
    }

    @Test
    void aCleanRestartWorksNoTreeOut() {
        startOneWithItsTrees();
        for (int restart = 0; restart < 2; restart++) {
            cluster.stop("n1");
            assertTrue(Files.exists(cluster.data("n1").resolve("trees")));
            cluster.start("n1");
            assertFalse(Files.exists(cluster.data("n1").resolve("trees")));
            await("all trees are known", () -> unknownTrees() == 0);
            assertEquals(new TreeSet<Integer>(), scannedPartitions());
        }
    }

    @Test
    void aNodeThatWasKilledWorksAllItsTreesOut() {
        startOneWithItsTrees();
        cluster.engine("n1").kill();
        cluster.stop("n1");
        cluster.start("n1");
        await("all trees are known", () -> unknownTrees() == 0);
        assertEquals(LocalCluster.PARTITIONS, scannedPartitions().size());
    }

    @Test
    void aDamagedFileOfTreesIsNoObstacleToAStart() throws IOException {
        startOneWithItsTrees();
        cluster.stop("n1");
        Files.write(cluster.data("n1").resolve("trees"), new byte[] {1, 2, 3});
        cluster.start("n1");
        await("all trees are known", () -> unknownTrees() == 0);
        assertEquals(LocalCluster.PARTITIONS, scannedPartitions().size());
        assertEquals(0, cluster.figure("n1", "incarnation_is_new"));
        assertEquals(
                KEYS,
                Stream.iterate(0, i -> i + 1)
                        .limit(KEYS)
                        .filter(i -> cluster.holds("n1", Key.utf8("key" + i)))
                        .count());
    }
}
