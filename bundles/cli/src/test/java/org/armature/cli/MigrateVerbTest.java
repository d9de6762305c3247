package org.armature.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.armature.client.StoreException;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.protocol.Message.MemberState;
import org.armature.protocol.Message.PeerStatus;
import org.armature.protocol.Message.StatusReply;
import org.armature.protocol.MigrationMessage.Migration;
import org.armature.protocol.MigrationMessage.MigrationPlan;
import org.armature.protocol.MigrationMessage.MigrationsReply;
import org.armature.protocol.OperatorMessage.Amount;
import org.armature.protocol.OperatorMessage.Task;
import org.armature.protocol.OperatorMessage.TaskState;
import org.armature.protocol.RingProgress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What engine migrate, migrations and verify ask of nodes, and show. */
class MigrateVerbTest {
    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");
    private static final TableName CART = new TableName("shop", "cart");

    private final FakeStore store = new FakeStore();

    @BeforeEach
    void answer() {
        store.status = new StatusReply(
                "c0ffee",
                "shop",
                N2,
                1,
                "armature/0.1.0",
                "serving",
                MemberState.MEMBER,
                1,
                RingProgress.settled(1),
                List.of(
                        new PeerStatus(N1, "10.0.0.1:7100", PeerStatus.UP, MemberState.MEMBER),
                        new PeerStatus(new NodeId("n3"), "10.0.0.3:7100", PeerStatus.UP, MemberState.CANDIDATE)),
                List.of(),
                List.of(),
                new TreeMap<>());
        plan(N1, "bdbje");
        plan(N2, "bdbje");
        store.tasks.add(List.of(task(TaskState.DONE, "")));
    }

    private void plan(NodeId node, String from, String... refusals) {
        store.migrationPlans.put(
                node.name(),
                new MigrationPlan(
                        node,
                        CART,
                        from,
                        "mysql",
                        100_000,
                        100_000_000,
                        200_000_000,
                        -1,
                        14,
                        List.of("each write waits for both engines"),
                        List.of(refusals)));
    }

    private static Task task(TaskState state, String cause) {
        return new Task(
                "m-1@n1",
                "migrate",
                "shop/cart: bdbje to mysql",
                state,
                1_000,
                new Amount(16, 16),
                new Amount(200_000_000, 0),
                0,
                Optional.empty(),
                cause);
    }

    private CommandLineRun run(String... words) {
        return CommandLineRun.inPipe(
                store,
                Stream.of(Stream.of("engine"), Stream.of(words), Stream.of("--node", "h:7102"))
                        .flatMap(each -> each)
                        .toArray(String[]::new));
    }

    private List<String> asked(String... beginnings) {
        return store.asked.stream()
                .filter(question -> Stream.of(beginnings).anyMatch(question::startsWith))
                .toList();
    }

    @Test
    void withoutYesItShowsWhatItWouldTakeAndChangesNothing() {
        CommandLineRun run = run("migrate", "shop/cart", "--to", "mysql", "--all");
        assertEquals("""
                NODE  TABLE      FROM   TO     ENTRIES     BYTES     NEEDS       FREE  AT LEAST
                n1    shop/cart  bdbje  mysql  100,000  100.0 MB  200.0 MB  not known      14 s
                n2    shop/cart  bdbje  mysql  100,000  100.0 MB  200.0 MB  not known      14 s
                each write waits for both engines

                Nothing was changed. To do it: armature engine migrate --node h:7102 shop/cart --to mysql --all --yes
                """, run.out);
        assertEquals(ExitCode.OK, run.status);
        assertEquals(List.of(), asked("MOVE"));
    }

    @Test
    void whatIsRefusedIsShownWithItsReasons() {
        plan(N2, "bdbje", "engine mysql is not installed on n2", "the table asks for durability disk");
        CommandLineRun run = run("migrate", "shop/cart", "--to", "mysql");
        assertEquals(ExitCode.FAILED, run.status);
        assertTrue(
                run.out.contains("n2 refuses: engine mysql is not installed on n2\nn2 refuses: the table asks"),
                run.out);
        assertFalse(run.out.contains("To do it"), run.out);
        assertTrue(run.err.startsWith("ARM-411 "), run.err);
    }

    @Test
    void withYesOneNodeAfterTheOtherMovesTheTable() {
        plan(N2, "mysql");
        CommandLineRun run = run("migrate", "shop/cart", "--to", "mysql", "--all", "--yes", "--keep", "7d");
        assertEquals(ExitCode.OK, run.status, run.err);
        assertEquals(List.of("MOVE shop/cart mysql on n1 PT168H"), asked("MOVE"));
        assertEquals("""
                m-1@n1 migrate  shop/cart: bdbje to mysql  100.0 %  done
                n1: engine mysql serves the table
                n2: engine mysql keeps the table already
                """, run.out);
    }

    @Test
    void aNodeThatDoesNotGetThereEndsItBeforeTheNext() {
        store.tasks.clear();
        store.tasks.add(List.of(task(TaskState.CANCELLED, "the engine that served goes on")));
        CommandLineRun run = run("migrate", "shop/cart", "--to", "mysql", "--all", "--yes");
        assertEquals(ExitCode.FAILED, run.status);
        assertEquals(List.of("MOVE shop/cart mysql on n1 PT24H"), asked("MOVE"));
        assertTrue(run.err.contains("task m-1@n1 ended as CANCELLED, so no other node was begun"), run.err);
    }

    @Test
    void theSameCommandFollowsWhatItHadBegun() {
        store.migrations = new MigrationsReply(
                List.of(
                        move(N1, "bdbje", "copied and compared", "m-1@n1", 0),
                        move(N2, "mysql", "switched, with the former copy kept", "", 1_800_000_000_000L)),
                List.of());
        CommandLineRun run = run("migrate", "shop/cart", "--to", "mysql", "--all", "--yes");
        assertEquals(ExitCode.OK, run.status, run.err);
        assertEquals(List.of(), asked("MOVE", "plan"));
        assertTrue(run.out.endsWith("n2: engine mysql keeps the table already\n"), run.out);
    }

    private static Migration move(NodeId node, String serving, String stage, String task, long keptUntil) {
        return new Migration(node, CART, "bdbje", "mysql", serving, stage, task, 12, 16, keptUntil, "");
    }

    @Test
    void aTableIsMovedBackOrItsFormerCopyRemoved() {
        CommandLineRun back = run("migrate", "shop/cart", "--rollback", "--on", "n1");
        assertEquals(ExitCode.OK, back.status);
        assertEquals(List.of("ROLL_BACK shop/cart  on n1 PT0S"), asked("ROLL_BACK"));
        assertTrue(
                back.out.endsWith(
                        "n1: the former engine serves the table; what the other one has of it is being removed,"
                                + " which armature tasks shows\n"),
                back.out);
        assertEquals(ExitCode.OK, run("migrate", "cart", "--finish", "--all").status);
        assertEquals(List.of("FINISH default/cart  on n1 PT0S", "FINISH default/cart  on n2 PT0S"), asked("FINISH"));
    }

    @Test
    void theRemovalOfAFormerCopyIsFollowedToItsEnd() {
        store.tasks.clear();
        store.tasks.add(List.of(task(TaskState.WAITING, "calls are still under way")));
        store.tasks.add(List.of(task(TaskState.DONE, "")));
        CommandLineRun run = run("migrate", "shop/cart", "--finish", "--on", "n1");
        assertEquals(ExitCode.OK, run.status, run.err);
        assertTrue(run.out.contains("waiting: calls are still under way"), run.out);
        assertTrue(run.out.endsWith("done\nn1: the former copy is removed\n"), run.out);
    }

    @Test
    void whatContradictsItselfIsRefusedBeforeAnyNodeIsAsked() {
        for (List<String> wrong : List.of(
                List.of("migrate", "shop/cart"),
                List.of("migrate", "shop/cart", "--to", "mysql", "--finish"),
                List.of("migrate", "shop/cart", "--to", "mysql", "--all", "--on", "n1"),
                List.of("migrate", "shop/cart/x", "--to", "mysql"),
                List.of("migrate", "shop/cart", "--to", "mysql", "--keep", "400d"),
                List.of("verify", "shop/cart"))) {
            assertEquals(ExitCode.USAGE, run(wrong.toArray(String[]::new)).status, wrong::toString);
        }
        assertEquals(List.of(), store.asked);
    }

    @Test
    void allMovesAreShownWithWhatHoldsThemUp() {
        assertEquals(
                "no table is being moved, and each is kept by the engine it is configured for\n",
                run("migrations").out);
        store.migrations = new MigrationsReply(
                List.of(new Migration(
                        N1, CART, "bdbje", "mysql", "bdbje", "copied and compared", "m-1@n1", 12, 16, 0, "it is away")),
                List.of(N2));
        assertEquals("""
                NODE  TABLE      FROM   TO     SERVED BY  STAGE                EQUAL  KEPT UNTIL  TASK
                n1    shop/cart  bdbje  mysql  bdbje      copied and compared  12/16              m-1@n1
                n1 shop/cart: it is away
                warning: n2 did not answer
                """, run("migrations").out);
        assertTrue(run("migrations", "--json").out.contains("\"equalStores\": 12"));
    }

    @Test
    void aDifferenceBetweenTwoEnginesFailsTheVerification() {
        assertEquals(ExitCode.OK, run("verify", "shop/cart", "--against", "bdbje").status);
        assertEquals(List.of("VERIFY shop/cart bdbje on itself PT0S"), asked("VERIFY"));
        store.tasks.clear();
        store.tasks.add(List.of(task(TaskState.FAILED, "1 of 100000 entries differ")));
        CommandLineRun run = run("verify", "shop/cart", "--against", "bdbje", "--on", "n1");
        assertEquals(ExitCode.FAILED, run.status);
        assertTrue(run.out.contains("failed: 1 of 100000 entries differ"), run.out);
    }

    @Test
    void anEngineThatCanNotBeComparedWithIsToldByTheNode() {
        store.failure = new StoreException.Rejected(ErrorCode.NO_SUCH_MIGRATION, "engine mysql has no copy");
        CommandLineRun run = run("verify", "shop/cart", "--against", "mysql");
        assertEquals(ExitCode.FAILED, run.status);
        assertTrue(run.err.contains("engine mysql has no copy"), run.err);
    }
}
