package org.armature.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.armature.model.Bytes;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.protocol.OperatorMessage.Amount;
import org.armature.protocol.OperatorMessage.Task;
import org.armature.protocol.OperatorMessage.TaskState;
import org.armature.protocol.RepairOrderMessage.DifferingKeys;
import org.armature.protocol.RepairOrderMessage.NodeTrees;
import org.armature.protocol.RepairOrderMessage.PartitionComparison;
import org.armature.protocol.RepairOrderMessage.RepairBegun;
import org.armature.protocol.RepairOrderMessage.RepairStatus;
import org.armature.protocol.RepairOrderMessage.TableComparisons;
import org.junit.jupiter.api.Test;

/** What repair, repair status and verify ask of nodes, and show. */
class RepairVerbTest {
    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");
    private static final TableName CART = new TableName("shop", "cart");

    private final FakeStore store = new FakeStore();

    private static Task task(NodeId node, String kind, TaskState state, int done, String what, String cause) {
        return new Task(
                "r-4@" + node,
                kind,
                "shop/cart" + what,
                state,
                1_000 * done / 24,
                new Amount(done, 24),
                new Amount(0, 0),
                0,
                Optional.empty(),
                cause);
    }

    private CommandLineRun run(String... words) {
        return CommandLineRun.inPipe(
                store,
                Stream.of(Stream.of(words), Stream.of("--node", "h:7102"))
                        .flatMap(each -> each)
                        .toArray(String[]::new));
    }

    private String ordered() {
        return store.asked.get(1);
    }

    @Test
    void repairFollowsEachNodesPartToItsEnd() {
        Task begun = task(N1, "repair", TaskState.RUNNING, 0, "", "");
        store.repair = new RepairBegun(List.of(begun, task(N2, "repair", TaskState.RUNNING, 0, "", "")), List.of());
        store.tasks.add(List.of(begun)); // n2 is busy
        store.tasks.add(List.of(
                task(N1, "repair", TaskState.DONE, 24, ": 3 keys differed, 3 of them repaired", ""),
                task(N2, "repair", TaskState.DONE, 24, "", ""),
                task(new NodeId("n3"), "compare", TaskState.FAILED, 24, "", "1 keys differ")));
        CommandLineRun run = run("repair", "shop/cart", "--partition", "7", "--on", "n1");
        assertEquals(ExitCode.OK, run.status, run.err);
        assertEquals("repair shop/cart partition 7 on n1", ordered());
        assertTrue(run.out.endsWith("""
                r-4@n1 repair  shop/cart: 3 keys differed, 3 of them repaired  100.0 %  done
                r-4@n2 repair  shop/cart  100.0 %  done
                """), run.out);
    }

    @Test
    void aRepairInWhichNotAllTookPartOrThatWasCancelledFails() {
        store.repair = new RepairBegun(List.of(task(N1, "repair", TaskState.RUNNING, 0, "", "")), List.of(N2));
        store.tasks.add(List.of(task(N1, "repair", TaskState.DONE, 24, "", "")));
        CommandLineRun run = run("repair", "shop/cart");
        assertEquals(ExitCode.FAILED, run.status);
        assertEquals("repair shop/cart", ordered());
        assertTrue(run.out.contains("warning: n2 did not answer, so what is its to compare was not"), run.out);

        store.repair = new RepairBegun(List.of(task(N1, "repair", TaskState.RUNNING, 0, "", "")), List.of());
        store.tasks.set(0, List.of(task(N1, "repair", TaskState.CANCELLED, 3, "", "n2 is down")));
        assertEquals(ExitCode.FAILED, run("repair", "shop/cart").status);
    }

    @Test
    void verifyPrintsTheKeysThatDifferAndFails() {
        store.repair = new RepairBegun(List.of(task(N1, "compare", TaskState.RUNNING, 0, "", "")), List.of());
        store.tasks.add(List.of(task(N1, "compare", TaskState.FAILED, 24, ": 3 keys differed", "3 keys differ")));
        store.differingKeys = new DifferingKeys(
                3, List.of(Key.utf8("bob smith"), Key.utf8("alice"), new Key(Bytes.wrap(new byte[] {(byte) 0xff}))));
        CommandLineRun run = run("verify", "shop/cart");
        assertEquals(ExitCode.FAILED, run.status);
        assertEquals("compare shop/cart", ordered());
        assertTrue(store.asked.contains("keys of r-4@n1"), store.asked.toString());
        assertTrue(run.out.endsWith("""
                shop/cart/alice
                'shop/cart/bob smith'
                --hex shop/cart/ff
                3 differences: a key counts once for each pair of owners
                """), run.out);
    }

    @Test
    void verifyOfEqualReplicasSaysSoAndSucceeds() {
        store.repair = new RepairBegun(List.of(task(N1, "compare", TaskState.RUNNING, 0, "", "")), List.of());
        store.tasks.add(List.of(task(N1, "compare", TaskState.DONE, 24, "", "")));
        CommandLineRun run = run("verify", "shop/cart", "--partition", "0");
        assertEquals(ExitCode.OK, run.status, run.err);
        assertTrue(run.out.endsWith("all replicas of shop/cart are equal in partition 0\n"), run.out);

        store.repair = new RepairBegun(List.of(task(N1, "compare", TaskState.RUNNING, 0, "", "")), List.of(N2));
        CommandLineRun half = run("verify", "shop/cart");
        assertEquals(ExitCode.FAILED, half.status);
        assertTrue(half.out.endsWith("no difference was found in what was compared\n"), half.out);
    }

    @Test
    void statusSumsUpWhatAllNodesSayOfATable() {
        store.repairStatus = new RepairStatus(
                List.of(new NodeTrees(N1, 0, 0, ""), new NodeTrees(N2, 5, 3, "the disk is full")),
                List.of(
                        new TableComparisons(N1, CART, 24, 0, OptionalLong.of(61_000), 0, 5, 5, List.of()),
                        new TableComparisons(N2, CART, 24, 2, OptionalLong.of(12_000), 1, 2, 2, List.of("n3 is down"))),
                List.of(),
                List.of(new NodeId("n3")));
        CommandLineRun run = run("repair", "status");
        assertEquals(ExitCode.OK, run.status, run.err);
        assertEquals("repair status", ordered());
        assertEquals("""
                TABLE      COMPARISONS  NEVER YET    OLDEST  DIFFERING  IN ALL  REPAIRED
                shop/cart           48          2  61 s ago          1       7         7
                n2 shop/cart: n3 is down
                n2: 5 hash trees are being worked out: the disk is full
                n2: 3 places may lack what it had acknowledged, until they were compared with all their other owners
                warning: n3 did not answer
                """, run.out);
    }

    @Test
    void statusOfATableShowsEachPartition() {
        store.repairStatus = new RepairStatus(
                List.of(new NodeTrees(N1, 0, 0, "")),
                List.of(new TableComparisons(N1, CART, 2, 1, OptionalLong.of(0), 0, 0, 0, List.of("n2 is down"))),
                List.of(
                        new PartitionComparison(N1, CART, 12, N2, OptionalLong.empty(), 0, 0, 0, 0, "n2 is down"),
                        new PartitionComparison(N1, CART, 3, N2, OptionalLong.of(2_000), 7, 0, 1, 1, "")),
                List.of());
        CommandLineRun run = run("repair", "status", "shop/cart", "--all");
        assertEquals("repair status shop/cart all", ordered());
        assertTrue(run.out.endsWith("""
                PARTITION  NODE  WITH      AGO  TIMES  DIFFERING  IN ALL  REPAIRED  CAUSE
                        3  n1    n2    2 s ago      7          0       1         1
                       12  n1    n2      never      0          0       0         0  n2 is down
                """), run.out);
        assertTrue(run("repair", "status", "shop/cart", "--json").out.contains("\"agoMillis\": null"));
    }

    @Test
    void aCommandLineThatSaysTooLittleOrTooMuchIsRefused() {
        assertEquals(ExitCode.USAGE, run("repair").status);
        assertEquals(ExitCode.USAGE, run("verify").status);
        assertEquals(ExitCode.USAGE, run("repair", "status", "--all").status);
        assertEquals(ExitCode.USAGE, run("repair", "shop/cart", "--partition", "-1").status);
    }
}
