package org.armature.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import org.armature.model.ErrorCode;
import org.armature.protocol.internal.wire.Wire;
import org.junit.jupiter.api.Test;

/** What of an operator's message is refused as it arrives; whether a change is possible is the planner's to say. */
final class OperatorFieldsTest {
    @Test
    void aPlanOfNothingOrOfAnUnknownKindIsRefused() {
        refuses(
                "changes, their number, is \"0\", must be 1 to 1024",
                MessageType.PLAN_ASKED,
                Wire.PlanAsked.newBuilder());
        refuses(
                "changes is \"\", must be of a kind this version knows",
                MessageType.PLAN_ASKED,
                Wire.PlanAsked.newBuilder().addChanges(Wire.PlannedChange.getDefaultInstance()));
        refuses(
                "changes.leave is \"N 1\"",
                MessageType.PLAN_ASKED,
                Wire.PlanAsked.newBuilder()
                        .addChanges(Wire.PlannedChange.newBuilder().setLeave("N 1")));
    }

    @Test
    void aPlanIsNamed() {
        refuses("id is missing", MessageType.PLAN_SHOWN, Wire.PlanId.newBuilder());
        refuses("plan is missing", MessageType.COMMIT_ASKED, Wire.CommitAsked.newBuilder());
    }

    @Test
    void aTaskIsToldWhatToDo() {
        refuses(
                "action is \"0\", must be 1 (pause), 2 (resume) or 3 (cancel)",
                MessageType.TASK_ASKED,
                Wire.TaskAsked.newBuilder().setId("t-1"));
        refuses(
                "tasks.permille is \"1001\", must be 0 to 1000",
                MessageType.TASKS_REPLY,
                Wire.TasksReply.newBuilder()
                        .addTasks(Wire.Task.newBuilder()
                                .setId("t-1")
                                .setStateValue(1)
                                .setPermille(1_001)));
    }

    @Test
    void aTableIsMovedToAnEngineThatIsNamed() {
        refuses(
                "order is \"0\", must be 1 (move) to 4 (verify)",
                MessageType.MIGRATION_ORDERED,
                Wire.MigrationOrdered.newBuilder().setInstance("shop").setTable("cart"));
        refuses(
                "engine is missing",
                MessageType.MIGRATION_ORDERED,
                Wire.MigrationOrdered.newBuilder()
                        .setInstance("shop")
                        .setTable("cart")
                        .setOrderValue(1));
        refuses(
                "engine is missing",
                MessageType.MIGRATION_PLAN_ASKED,
                Wire.MigrationPlanAsked.newBuilder().setInstance("shop").setTable("cart"));
    }

    @Test
    void anEnginesJarIsNamedWithoutADirectoryAndNobodyIsHeldUpForLong() {
        refuses(
                "file is \"../x.jar\", must be a file's name without a directory",
                MessageType.ENGINE_SWAP_ASKED,
                Wire.EngineSwapAsked.newBuilder().setFile("../x.jar"));
        refuses("engine is missing", MessageType.ENGINE_REMOVE_ASKED, Wire.EngineRemoveAsked.newBuilder());
        refuses(
                "lease_millis is \"3600001\", must be 0 to 3600000",
                MessageType.TURN_ASKED,
                Wire.TurnAsked.newBuilder().setLeaseMillis(3_600_001));
    }

    @Test
    void whoJoinsSaysByWhichGrantAndAsWhom() {
        Wire.JoinAsked.Builder join = Wire.JoinAsked.newBuilder();
        refuses("grant is \"\", must be 16 hexadecimal digits", MessageType.JOIN_ASKED, join);
        join.setGrant("0123456789abcdef");
        refuses("salt, its length, is \"0\", must be 16 to 16", MessageType.JOIN_ASKED, join);
        join.setSalt(ByteString.copyFrom(new byte[16]));
        refuses("nonce, its length, is \"0\", must be 16 to 16", MessageType.JOIN_ASKED, join);
        join.setNonce(ByteString.copyFrom(new byte[16])).setProof(ByteString.copyFrom(new byte[32]));
        refuses("member is missing", MessageType.JOIN_ASKED, join);
        join.getMemberBuilder().setNode("n4").setPeerAddress("here");
        refuses("member: member n4: peerAddress=\"here\"", MessageType.JOIN_ASKED, join);
    }

    @Test
    void aGrantIsForSomebodyAndForSomeTime() {
        refuses("node is \"\"", MessageType.GRANT_ASKED, Wire.GrantAsked.newBuilder());
        refuses(
                "valid_millis is \"0\"",
                MessageType.GRANT_ASKED,
                Wire.GrantAsked.newBuilder().setNode("n4"));
    }

    private static void refuses(String expected, MessageType type, MessageLite.Builder body) {
        ProtocolException refusal = assertThrows(
                ProtocolException.class,
                () -> MessageCodec.decode(type, body.build().toByteArray()));
        assertEquals(ErrorCode.BAD_FRAME, refusal.code());
        assertTrue(refusal.getMessage().startsWith(type + ": field " + expected), refusal.getMessage());
    }
}
