package org.armature.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.model.TableName;
import org.armature.protocol.Message;
import org.armature.protocol.Message.Outcome;
import org.armature.protocol.OperatorMessage;
import org.armature.protocol.PlannedChange;
import org.armature.protocol.RingProgress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AdminClientTest {
    private static final TableName CART = new TableName("shop", "cart");
    private static final Key ALICE = Key.utf8("alice");
    private static final PlannedChange JOIN = new PlannedChange.Join(new NodeId("n4"));

    @RegisterExtension
    final Opened opened = new Opened();

    private final ScriptedNode n1 = opened.add(ScriptedNode.admin("n1"));

    @Test
    void asksForStatus() {
        Message.StatusReply status = new Message.StatusReply(
                ScriptedNode.CLUSTER,
                "demo",
                new NodeId("n1"),
                7,
                "armature/0.1.0",
                "running",
                Message.MemberState.MEMBER,
                1,
                RingProgress.settled(1),
                List.of(new Message.PeerStatus(
                        new NodeId("n2"), "127.0.0.1:7201", Message.PeerStatus.UP, Message.MemberState.MEMBER)),
                List.of(),
                List.of(),
                new TreeMap<>(Map.of("heap_used_bytes", 1L)));
        n1.answers(status);
        assertEquals(status, admin().status());
        assertEquals(new Message.StatusRequest(), n1.next(Message.StatusRequest.class));
    }

    @Test
    void asksForTheRingAndForThePlaceOfAKey() {
        NodeId node = new NodeId("n1");
        Message.RingReply ring = new Message.RingReply(
                1,
                "equal partitions",
                2,
                RingProgress.settled(1),
                List.of(node, node),
                List.of(),
                Map.of(
                        node,
                        new Message.MemberStatus(
                                "127.0.0.1:7201", "127.0.0.1:7101", "h1", "z1", 1, Message.MemberState.MEMBER)),
                1,
                "c4ca4238a0b923820dcc509a6f75849b",
                List.of(node));
        n1.answers(ring);
        assertEquals(ring, admin().ring());
        assertEquals(ring, admin().ring(CART, ALICE));
        assertEquals(new Message.RingRequest(Optional.empty(), Optional.empty()), n1.next(Message.RingRequest.class));
        assertEquals(
                new Message.RingRequest(Optional.of(CART), Optional.of(ALICE)), n1.next(Message.RingRequest.class));
    }

    @Test
    void asksForWhatOneNodeHolds() {
        Message.RawGetReply raw = new Message.RawGetReply(Optional.of(Bytes.utf8("record")), Optional.empty());
        n1.answers(raw);
        assertEquals(raw, admin().rawGet(CART, ALICE));
        assertEquals(new Message.RawGet(CART, ALICE), n1.next(Message.RawGet.class));
    }

    @Test
    void aRefusedQuestionIsATypedError() {
        n1.fails(ErrorCode.NO_SUCH_TABLE, Outcome.REJECTED, "no table shop/cart");
        StoreException.Rejected e = assertThrows(StoreException.Rejected.class, () -> admin().rawGet(CART, ALICE));
        assertEquals(
                "ARM-204 raw get shop/cart/alice: " + n1.label() + " answered ARM-204 no table shop/cart",
                e.getMessage());
    }

    @Test
    void plansShowsDropsAndCommits() {
        OperatorMessage.PlanReply plan = new OperatorMessage.PlanReply(
                "p-1-c0ffee00",
                1,
                List.of(JOIN),
                OperatorMessage.PlanFigures.NONE,
                List.of(),
                List.of(),
                List.of(),
                List.of());
        n1.answers(plan);
        AdminClient admin = admin();
        assertEquals(plan, admin.plan(List.of(JOIN), true));
        assertEquals(new OperatorMessage.PlanAsked(List.of(JOIN), true), n1.next(OperatorMessage.PlanAsked.class));
        assertEquals(plan, admin.showPlan(plan.id()));
        n1.answers(new OperatorMessage.PlanForgotten(plan.id()));
        admin.dropPlan(plan.id());
        n1.answers(new OperatorMessage.CommitReply(2, "decided"));
        assertEquals(2, admin.commit(plan.id(), false).epoch());
    }

    @Test
    void followsTasksAndTellsThemWhatToDo() {
        OperatorMessage.Task task = new OperatorMessage.Task(
                "t-2",
                "transfer",
                "join n4",
                OperatorMessage.TaskState.PAUSED,
                500,
                new OperatorMessage.Amount(1, 2),
                new OperatorMessage.Amount(1, 2),
                0,
                Optional.empty(),
                "paused by an operator");
        n1.answers(new OperatorMessage.TasksReply(List.of(task)));
        AdminClient admin = admin();
        assertEquals(List.of(task), admin.tasks());
        assertEquals(task, admin.task("t-2", OperatorMessage.TaskAction.PAUSE));
        n1.answers(new OperatorMessage.TasksReply(List.of()));
        assertThrows(StoreException.OutcomeUnknown.class, () -> admin.task("t-2", OperatorMessage.TaskAction.PAUSE));
    }

    @Test
    void grants() {
        n1.answers(new OperatorMessage.GrantReply("armature-grant-1.x"));
        assertEquals("armature-grant-1.x", admin().grant(new NodeId("n4"), Duration.ofHours(1)));
        assertEquals(
                new OperatorMessage.GrantAsked(new NodeId("n4"), 3_600_000), n1.next(OperatorMessage.GrantAsked.class));
    }

    @Test
    void anOrderThatCanNotBeCarriedOutNowIsNotRepeated() {
        n1.fails(ErrorCode.NO_MAJORITY, Outcome.NOT_DONE, "1 of 3 voted");
        StoreException.Unavailable e =
                assertThrows(StoreException.Unavailable.class, () -> admin().commit("p-1-c0ffee00", false));
        assertEquals(ErrorCode.NO_MAJORITY, e.code());
        assertTrue(e.getMessage().contains("1 of 3 voted; nothing was written"), e::getMessage);
        n1.next(OperatorMessage.CommitAsked.class);
        assertEquals(0, n1.requestsWaiting());
    }

    @Test
    void anOrderIsGivenOnce() {
        n1.cutsTheConnection();
        StoreException.OutcomeUnknown e =
                assertThrows(StoreException.OutcomeUnknown.class, () -> admin().commit("p-1-c0ffee00", false));
        assertTrue(e.getMessage().contains("it was not asked for again, since it may be under way"), e::getMessage);
        assertTrue(e.getMessage().endsWith("The ring tells."), e::getMessage);
        n1.next(OperatorMessage.CommitAsked.class);
        assertEquals(0, n1.requestsWaiting());
    }

    @Test
    void anUnansweredQuestionFailsAtTheDeadline() {
        n1.isSilent();
        StoreException.ReadFailed e = assertThrows(StoreException.ReadFailed.class, () -> opened.add(
                        opened.builder(n1).deadline(Duration.ofMillis(300)).buildAdmin())
                .status());
        assertTrue(e.getMessage().contains("the deadline of 300 ms has passed"), e::getMessage);
    }

    private AdminClient admin() {
        return opened.add(opened.builder(n1).buildAdmin());
    }
}
