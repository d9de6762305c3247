package org.armature.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.TreeMap;
import org.armature.client.StoreException;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.protocol.Message.RingReply;
import org.armature.protocol.OperatorMessage.NodePlan;
import org.armature.protocol.OperatorMessage.PlanFigures;
import org.armature.protocol.OperatorMessage.PlanReply;
import org.armature.protocol.OperatorMessage.ThinCopies;
import org.armature.protocol.PlannedChange;
import org.armature.protocol.RingProgress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What plan, commit and grant ask and show. */
class GrowingVerbsTest {
    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N4 = new NodeId("n4");

    private final FakeStore store = new FakeStore();

    @BeforeEach
    void answer() {
        store.plan = new PlanReply(
                "p-7-3f9a2c1d",
                7,
                List.of(new PlannedChange.Join(N4), new PlannedChange.Weight(N4, 200)),
                new PlanFigures(3, 192, 192, 190.5, 192, 268_000_000, 17, 16_777_216, 994_200, 1_000_000),
                List.of(
                        new NodePlan(N1, 100, 86, 64, 256, 192, 0, 268_000_000),
                        new NodePlan(N4, 200, 0, 64, 0, 192, 268_000_000, 0)),
                List.of(),
                List.of("n2 does not answer: what it hands over waits for it"),
                List.of());
        store.token = "armature-grant-1.AAAA";
        store.ring = ringAt(7);
    }

    @Test
    void aPlanShowsWhatMovesAndHowToGoOn() {
        CommandLineRun run = CommandLineRun.onTerminal(
                store, "plan", "--node", "h:7102", "--weight", "n4=200", "--join", "n4", "--force");
        assertEquals("""
                PLAN p-7-3f9a2c1d on ring 7 (nothing has moved yet)
                  join n4, weight n4 200

                NODE  WEIGHT    TOKENS      COPIES  RECEIVES     SENDS
                n1       100  86 -> 64  256 -> 192       0 B  268.0 MB
                n4       200   0 -> 64    0 -> 192  268.0 MB       0 B

                moves 192 copies of partitions (190.5 have to, for even shares), 268.0 MB, about 17 s at 16.8 MB/s for each \
                node
                balance (mean by highest load, by weight): 0.994 -> 1.000
                every key keeps its copies throughout
                warning: n2 does not answer: what it hands over waits for it

                commit with:  armature commit --node h:7102 p-7-3f9a2c1d     discard:  armature plan --node h:7102 --drop \
                p-7-3f9a2c1d
                """, run.out);
        assertEquals(ExitCode.OK, run.status, run.err);
        assertEquals(List.of("admin h:7102 PT5S", "plan join n4, weight n4 200 force", "close"), store.asked);
    }

    @Test
    void allChangesGoIntoOnePlan() {
        CommandLineRun.onTerminal(
                store,
                ("plan --node h:7102 --join n4 --join n5 --leave n1 --replace n2=n6 --remove-dead n3 --weight n4=5"
                                + " --zone n5=b")
                        .split(" "));
        assertEquals(
                "plan join n4, join n5, leave n1, replace n2 by n6, remove dead n3, weight n4 5, zone n5 b",
                store.asked.get(1));
    }

    @Test
    void keysWithFewerCopiesAreTold() {
        store.plan = with(
                List.of(
                        new ThinCopies(
                                3, 48, 12_345, 2, false, "[n2] is given up: copies are made anew by the other owners"),
                        new ThinCopies(4, 1, 1, 3, true, "there are only 3 hosts")),
                List.of());
        CommandLineRun run = CommandLineRun.onTerminal(store, "plan", "--node", "h:7102", "--show", "p-7-3f9a2c1d");
        assertTrue(run.out.contains("""
                until theirs are made about 12,345 keys, in 48 parts of the ring, have 2 of 3 copies: [n2] is given up: \
                copies are made anew by the other owners
                from then on about 1 key, in 1 part of the ring, has 3 of 4 copies: there are only 3 hosts
                """), run.out);
        assertEquals("show p-7-3f9a2c1d", store.asked.get(1));
        CommandLineRun json =
                CommandLineRun.inPipe(store, "plan", "--node", "h:7102", "--show", "p-7-3f9a2c1d", "--json");
        assertTrue(json.out.contains("\"aboutKeys\": 12345,"), json.out);
    }

    @Test
    void aPlanOfAnEarlierRingIsShownAsStaleAndNotOfferedForACommit() {
        store.ring = ringAt(9);
        CommandLineRun run = CommandLineRun.onTerminal(store, "plan", "--node", "h:7102", "--show", "p-7-3f9a2c1d");
        assertTrue(run.out.startsWith("PLAN p-7-3f9a2c1d on ring 7 (stale: the ring is at epoch 9 now)\n"), run.out);
        assertTrue(run.out.contains("it can't be committed any more: make a new plan"), run.out);
        assertFalse(run.out.contains("armature commit"), run.out);
    }

    private static RingReply ringAt(long epoch) {
        return new RingReply(
                epoch,
                "3",
                1,
                RingProgress.settled(epoch),
                List.of(new NodeId("n1")),
                List.of(),
                new TreeMap<>(),
                -1,
                "",
                List.of());
    }

    @Test
    void aPlanIsJsonForPrograms() {
        CommandLineRun run = CommandLineRun.inPipe(store, "plan", "--node", "h:7102", "--join", "n4", "--json");
        assertTrue(run.out.startsWith("{\n  \"plan\": \"p-7-3f9a2c1d\",\n  \"baseEpoch\": 7,\n"), run.out);
        assertTrue(run.out.contains("\"balanceBefore\": 0.9942,\n  \"balanceAfter\": 1.0,\n"), run.out);
        assertTrue(run.out.contains("\"bytesIn\": 268000000"), run.out);
    }

    @Test
    void aRefusedPlanSaysWhyAndFails() {
        store.plan = with(List.of(), List.of("leave n9: there is no member n9", "join n1: n1 is a member already"));
        CommandLineRun run = CommandLineRun.onTerminal(store, "plan", "--node", "h:7102", "--leave", "n9");
        assertEquals(ExitCode.FAILED, run.status);
        assertEquals("", run.out);
        assertEquals("""
                ARM-611 there is no such plan for ring 7, and nothing was changed:
                  leave n9: there is no member n9
                  join n1: n1 is a member already
                """, run.err);
        CommandLineRun json = CommandLineRun.inPipe(store, "plan", "--node", "h:7102", "--leave", "n9", "--json");
        assertEquals(ExitCode.FAILED, json.status);
        assertTrue(json.out.contains("\"refusals\": [\n    \"leave n9"), json.out);
    }

    private PlanReply with(List<ThinCopies> thin, List<String> refusals) {
        PlanReply plan = store.plan;
        return new PlanReply(
                plan.id(),
                plan.baseEpoch(),
                plan.changes(),
                plan.figures(),
                plan.nodes(),
                thin,
                plan.warnings(),
                refusals);
    }

    @Test
    void aPlanIsDropped() {
        CommandLineRun run = CommandLineRun.onTerminal(store, "plan", "--node", "h:7102", "--drop", "p-7-3f9a2c1d");
        assertEquals("forgot plan p-7-3f9a2c1d; nothing was changed\n", run.out);
        assertEquals("drop p-7-3f9a2c1d", store.asked.get(1));
    }

    @Test
    void commitTellsTheRingThatWasDecided() {
        CommandLineRun run = CommandLineRun.onTerminal(store, "commit", "--node", "h:7102", "p-7-3f9a2c1d");
        assertEquals("""
                committed p-7-3f9a2c1d as ring 2: decided by n1, n2 and n3
                follow it with:  armature tasks --node h:7102 watch
                """, run.out);
        assertEquals(List.of("admin h:7102 PT30S", "commit p-7-3f9a2c1d", "close"), store.asked);
    }

    @Test
    void anUnsafeCommitIsAskedForByName() {
        CommandLineRun run = CommandLineRun.inPipe(
                store, "commit", "--node", "h:7102", "p-7-3f9a2c1d", "--unsafe-without-majority", "--json");
        assertEquals("commit p-7-3f9a2c1d unsafe", store.asked.get(1));
        assertTrue(run.out.contains("\"epoch\": 2"), run.out);
    }

    @Test
    void aCommitOfUnknownOutcomeSaysHowToFindOut() {
        store.failure = new StoreException.OutcomeUnknown(ErrorCode.OUTCOME_UNKNOWN, "n1 was lost");
        CommandLineRun run = CommandLineRun.onTerminal(store, "commit", "--node", "h:7102", "p-7-3f9a2c1d");
        assertEquals(ExitCode.UNKNOWN, run.status);
        assertTrue(run.err.startsWith("ARM-202 whether p-7-3f9a2c1d was decided is not known: "), run.err);
        assertTrue(run.err.contains("`armature ring` tells"), run.err);
    }

    @Test
    void aRefusedCommitIsToldAsItIs() {
        store.failure =
                new StoreException.Rejected(ErrorCode.PLAN_STALE, "made on ring epoch 7, the ring is at epoch 9");
        CommandLineRun run = CommandLineRun.onTerminal(store, "commit", "--node", "h:7102", "p-7-3f9a2c1d");
        assertEquals(ExitCode.FAILED, run.status);
        assertEquals("ARM-608 made on ring epoch 7, the ring is at epoch 9\n  Nothing was changed.\n", run.err);
    }

    @Test
    void aTokenIsExplainedToPeopleAndBareForPipes() {
        CommandLineRun shown = CommandLineRun.onTerminal(store, "grant", "--node", "h:7102", "n4", "--valid", "2h");
        assertTrue(
                shown.out.startsWith("armature-grant-1.AAAA\n\nOn the machine that is to be n4, within 2 h:\n"),
                shown.out);
        assertEquals("grant n4 PT2H", store.asked.get(1));
        assertEquals("armature-grant-1.AAAA\n", CommandLineRun.inPipe(store, "grant", "--node", "h:7102", "n4").out);
        CommandLineRun json = CommandLineRun.inPipe(store, "grant", "--node", "h:7102", "n4", "-o", "json");
        assertTrue(json.out.contains("\"validSeconds\": 3600"), json.out);
    }
}
