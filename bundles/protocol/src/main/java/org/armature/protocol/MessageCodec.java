package org.armature.protocol;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import org.armature.model.ErrorCode;
import org.armature.protocol.internal.wire.Wire;

/**
 * Messages to protobuf bodies and back; the frame around a body is {@link FrameHeader}'s. Stateless, thread-safe.
 *
 * <p>Values are copied once each way: into the frame, and out of the body.
 */
public final class MessageCodec {
    private MessageCodec() {}

    public static byte[] encode(Message message) {
        return toWire(message).toByteArray();
    }

    /** A whole frame: {@link FrameHeader} and body in one array. */
    public static byte[] encodeFrame(long correlation, Message message) {
        MessageLite wire = toWire(message);
        byte[] frame = new byte[FrameHeader.BYTES + wire.getSerializedSize()];
        CodedOutputStream body =
                CodedOutputStream.newInstance(frame, FrameHeader.BYTES, frame.length - FrameHeader.BYTES);
        try {
            wire.writeTo(body);
        } catch (IOException e) {
            throw new AssertionError("an array is as long as its message said", e);
        }
        body.checkNoSpaceLeft();
        FrameHeader.complete(frame, MessageType.of(message), correlation);
        return frame;
    }

    /**
     * @param body the frame's body
     * @throws ProtocolException BAD_FRAME if the body is not one of this type, or a field is missing or out of range;
     *     KEY_TOO_LARGE if only its key is too long
     */
    public static Message decode(MessageType type, byte[] body) throws ProtocolException {
        try {
            return fromWire(type, body);
        } catch (IOException e) {
            throw new ProtocolException(
                    ErrorCode.BAD_FRAME,
                    type + ": a body of " + body.length + " bytes is malformed: " + e.getMessage());
        } catch (ProtocolException e) {
            throw new ProtocolException(e.code(), type + ": " + e.getMessage());
        }
    }

    private static MessageLite toWire(Message message) {
        return switch (MessageType.of(message)) {
            case HELLO -> HandshakeCodec.toWire((Message.Hello) message);
            case WELCOME -> HandshakeCodec.toWire((Message.Welcome) message);
            case FAILURE -> HandshakeCodec.toWire((Message.Failure) message);
            case GET -> DataCodec.toWire((Message.Get) message);
            case GET_REPLY -> DataCodec.toWire((Message.GetReply) message);
            case PUT -> DataCodec.toWire((Message.Put) message);
            case PUT_REPLY -> DataCodec.toWire((Message.PutReply) message);
            case FORWARDED_PUT -> ReplicaCodec.toWire((Message.ForwardedPut) message);
            case REPLICA_PUT -> ReplicaCodec.toWire((Message.ReplicaPut) message);
            case REPLICA_STORED -> Wire.ReplicaStored.getDefaultInstance();
            case REPLICA_GET -> ReplicaCodec.toWire((Message.ReplicaGet) message);
            case REPLICA_RECORD -> ReplicaCodec.toWire((Message.ReplicaRecord) message);
            case REPLICA_DIGEST -> ReplicaCodec.toWire((Message.ReplicaDigest) message);
            case PING -> ReplicaCodec.toWire((Message.Ping) message);
            case PONG -> ReplicaCodec.toWire((Message.Pong) message);
            case GOSSIP_OPENING,
                    NOTED,
                    GOSSIP_BUCKETS,
                    GOSSIP_DIGESTS,
                    GOSSIP_DIFFERENCES,
                    GOSSIP_ENTRIES,
                    PREPARE,
                    VOTE,
                    ACCEPT,
                    RECALL -> MembershipCodec.toWire((MembershipMessage) message);
            case TRANSFER_OFFER,
                    TRANSFER_OFFER_TAKEN,
                    TRANSFER_RECORDS,
                    TRANSFER_COMPLETE,
                    TRANSFER_ANSWER,
                    COMPARE_RECORDS,
                    RECORDS_LACKING,
                    MOVED -> TransferCodec.toWire((TransferMessage) message);
            case COMPARE_TREES,
                    TREES_COMPARED,
                    LEAVES_ASKED,
                    LEAVES_TOLD,
                    ENTRIES_ASKED,
                    ENTRIES_TOLD,
                    RECORDS_ASKED,
                    RECORDS_TOLD,
                    REPAIR_RECORDS,
                    LEAVES_DOUBTED,
                    NOT_COMPARABLE -> RepairCodec.toWire((RepairMessage) message);
            case RAISE_EPOCH, EPOCH_RAISED, HELD_ASKED, HELD_ALIKE, REAP, REAPED, STALE_EPOCH ->
                ReapingCodec.toWire((ReapingMessage) message);
            case RECEIPT_ASKED, RECEIPT_TOLD, REAPINGS_ASKED, REAPINGS_TOLD ->
                ReceiptCodec.toWire((ReceiptMessage) message);
            case STATUS_REQUEST -> Wire.StatusRequest.getDefaultInstance();
            case STATUS_REPLY -> OperatorCodec.toWire((Message.StatusReply) message);
            case RING_REQUEST -> RingStatusCodec.toWire((Message.RingRequest) message);
            case RING_REPLY -> RingStatusCodec.toWire((Message.RingReply) message);
            case RAW_GET -> OperatorCodec.toWire((Message.RawGet) message);
            case RAW_GET_REPLY -> OperatorCodec.toWire((Message.RawGetReply) message);
            case PLAN_ASKED, PLAN_SHOWN, PLAN_REPLY, PLAN_DROPPED, PLAN_FORGOTTEN, COMMIT_ASKED, COMMIT_REPLY ->
                PlanCodec.toWire((OperatorMessage) message);
            case TASKS_ASKED, TASK_ASKED, TASKS_REPLY -> TaskCodec.toWire((OperatorMessage) message);
            case GRANT_ASKED, GRANT_REPLY, JOIN_ASKED, JOIN_REPLY -> JoinCodec.toWire((OperatorMessage) message);
            case ENGINES_ASKED,
                    ENGINES_REPLY,
                    ENGINE_SWAP_ASKED,
                    ENGINE_REMOVE_ASKED,
                    TURN_ASKED,
                    TURN_REPLY,
                    TABLES_AVOIDED,
                    AVOIDANCE_NOTED -> EngineCodec.toWire((EngineMessage) message);
            case MIGRATION_PLAN_ASKED, MIGRATION_PLAN, MIGRATION_ORDERED, MIGRATIONS_ASKED, MIGRATIONS_REPLY ->
                MigrationCodec.toWire((MigrationMessage) message);
            case EXPLAIN_ASKED, EXPLAINED -> ChoiceCodec.toWire((ChoiceMessage) message);
            case BACKGROUND_ASKED, BACKGROUND_STATUS -> BackgroundCodec.toWire((BackgroundMessage) message);
            case REPAIR_ORDERED,
                    REPAIR_BEGUN,
                    REPAIR_STATUS_ASKED,
                    REPAIR_STATUS,
                    DIFFERING_KEYS_ASKED,
                    DIFFERING_KEYS -> RepairOrderCodec.toWire((RepairOrderMessage) message);
            case CONFIG_ASKED,
                    CONFIG_REPLY,
                    CONFIG_RELOAD,
                    CONFIG_ROLLBACK,
                    CONFIG_PUSH,
                    CONFIG_CHECK,
                    CONFIG_HISTORY_ASKED,
                    CONFIG_HISTORY,
                    CONFIG_DELETE_DATA -> ConfigCodec.toWire((ConfigMessage) message);
        };
    }

    private static Message fromWire(MessageType type, byte[] body) throws IOException, ProtocolException {
        return switch (type) {
            case HELLO -> HandshakeCodec.hello(parsed(Wire.Hello.parser(), body));
            case WELCOME -> HandshakeCodec.welcome(parsed(Wire.Welcome.parser(), body));
            case FAILURE -> HandshakeCodec.failure(parsed(Wire.Failure.parser(), body));
            case GET -> DataCodec.get(parsed(Wire.Get.parser(), body));
            case GET_REPLY -> DataCodec.getReply(parsed(Wire.GetReply.parser(), body));
            case PUT -> DataCodec.put(parsed(Wire.Put.parser(), body));
            case PUT_REPLY -> DataCodec.putReply(parsed(Wire.PutReply.parser(), body));
            case FORWARDED_PUT -> ReplicaCodec.forwardedPut(parsed(Wire.ForwardedPut.parser(), body));
            case REPLICA_PUT -> ReplicaCodec.replicaPut(parsed(Wire.ReplicaPut.parser(), body));
            case REPLICA_STORED -> {
                parsed(Wire.ReplicaStored.parser(), body);
                yield new Message.ReplicaStored();
            }
            case REPLICA_GET -> ReplicaCodec.replicaGet(parsed(Wire.ReplicaGet.parser(), body));
            case REPLICA_RECORD -> ReplicaCodec.replicaRecord(parsed(Wire.ReplicaRecord.parser(), body));
            case REPLICA_DIGEST -> ReplicaCodec.replicaDigest(parsed(Wire.ReplicaDigest.parser(), body));
            case PING -> new Message.Ping(parsed(Wire.Ping.parser(), body).getNumber());
            case PONG -> new Message.Pong(parsed(Wire.Pong.parser(), body).getNumber());
            case GOSSIP_OPENING -> MembershipCodec.opening(parsed(Wire.GossipOpening.parser(), body));
            case NOTED -> MembershipCodec.noted(parsed(Wire.Noted.parser(), body));
            case GOSSIP_BUCKETS -> MembershipCodec.buckets(parsed(Wire.GossipBuckets.parser(), body));
            case GOSSIP_DIGESTS -> MembershipCodec.digests(parsed(Wire.GossipDigests.parser(), body));
            case GOSSIP_DIFFERENCES -> MembershipCodec.differences(parsed(Wire.GossipDifferences.parser(), body));
            case GOSSIP_ENTRIES -> MembershipCodec.entries(parsed(Wire.GossipEntries.parser(), body));
            case PREPARE -> VoteCodec.prepare(parsed(Wire.Prepare.parser(), body));
            case VOTE -> VoteCodec.vote(parsed(Wire.Vote.parser(), body));
            case ACCEPT -> VoteCodec.accept(parsed(Wire.Accept.parser(), body));
            case RECALL -> MembershipCodec.recall(parsed(Wire.Recall.parser(), body));
            case TRANSFER_OFFER -> TransferCodec.offer(parsed(Wire.TransferOffer.parser(), body));
            case TRANSFER_OFFER_TAKEN -> TransferCodec.offerTaken(parsed(Wire.TransferOfferTaken.parser(), body));
            case TRANSFER_RECORDS -> TransferCodec.records(parsed(Wire.TransferRecords.parser(), body));
            case TRANSFER_COMPLETE -> TransferCodec.complete(parsed(Wire.TransferComplete.parser(), body));
            case TRANSFER_ANSWER -> TransferCodec.answer(parsed(Wire.TransferAnswer.parser(), body));
            case COMPARE_RECORDS -> TransferCodec.compare(parsed(Wire.CompareRecords.parser(), body));
            case RECORDS_LACKING -> TransferCodec.lacking(parsed(Wire.RecordsLacking.parser(), body));
            case MOVED -> TransferCodec.moved(parsed(Wire.Moved.parser(), body));
            case COMPARE_TREES -> RepairCodec.compare(parsed(Wire.CompareTrees.parser(), body));
            case TREES_COMPARED -> RepairCodec.compared(parsed(Wire.TreesCompared.parser(), body));
            case LEAVES_ASKED -> RepairCodec.leavesAsked(parsed(Wire.LeavesAsked.parser(), body));
            case LEAVES_TOLD -> RepairCodec.leavesTold(parsed(Wire.LeavesTold.parser(), body));
            case ENTRIES_ASKED -> RepairCodec.entriesAsked(parsed(Wire.EntriesAsked.parser(), body));
            case ENTRIES_TOLD -> RepairCodec.entriesTold(parsed(Wire.EntriesTold.parser(), body));
            case RECORDS_ASKED -> RepairCodec.recordsAsked(parsed(Wire.RecordsAsked.parser(), body));
            case RECORDS_TOLD -> RepairCodec.recordsTold(parsed(Wire.RecordsTold.parser(), body));
            case LEAVES_DOUBTED -> RepairCodec.doubted(parsed(Wire.LeavesDoubted.parser(), body));
            case REPAIR_RECORDS -> RepairCodec.repair(parsed(Wire.RepairRecords.parser(), body));
            case NOT_COMPARABLE -> RepairCodec.notComparable(parsed(Wire.NotComparable.parser(), body));
            case RAISE_EPOCH -> ReapingCodec.raise(parsed(Wire.RaiseEpoch.parser(), body));
            case EPOCH_RAISED -> ReapingCodec.raised(parsed(Wire.EpochRaised.parser(), body));
            case HELD_ASKED -> ReapingCodec.heldAsked(parsed(Wire.HeldAsked.parser(), body));
            case HELD_ALIKE -> ReapingCodec.heldAlike(parsed(Wire.HeldAlike.parser(), body));
            case REAP -> ReapingCodec.reap(parsed(Wire.Reap.parser(), body));
            case REAPED -> ReapingCodec.reaped(parsed(Wire.Reaped.parser(), body));
            case STALE_EPOCH -> ReapingCodec.stale(parsed(Wire.StaleEpoch.parser(), body));
            case RECEIPT_ASKED -> ReceiptCodec.asked(parsed(Wire.ReceiptAsked.parser(), body));
            case RECEIPT_TOLD -> ReceiptCodec.told(parsed(Wire.ReceiptTold.parser(), body));
            case REAPINGS_ASKED -> ReceiptCodec.reapingsAsked(parsed(Wire.ReapingsAsked.parser(), body));
            case REAPINGS_TOLD -> ReceiptCodec.reapings(parsed(Wire.ReapingsTold.parser(), body));
            case STATUS_REQUEST -> {
                parsed(Wire.StatusRequest.parser(), body);
                yield new Message.StatusRequest();
            }
            case STATUS_REPLY -> OperatorCodec.statusReply(parsed(Wire.StatusReply.parser(), body));
            case RING_REQUEST -> RingStatusCodec.ringRequest(parsed(Wire.RingRequest.parser(), body));
            case RING_REPLY -> RingStatusCodec.ringReply(parsed(Wire.RingReply.parser(), body));
            case RAW_GET -> OperatorCodec.rawGet(parsed(Wire.RawGet.parser(), body));
            case RAW_GET_REPLY -> OperatorCodec.rawGetReply(parsed(Wire.RawGetReply.parser(), body));
            case PLAN_ASKED -> PlanCodec.asked(parsed(Wire.PlanAsked.parser(), body));
            case PLAN_SHOWN -> new OperatorMessage.PlanShown(PlanCodec.id(parsed(Wire.PlanId.parser(), body)));
            case PLAN_REPLY -> PlanCodec.reply(parsed(Wire.PlanReply.parser(), body));
            case PLAN_DROPPED -> new OperatorMessage.PlanDropped(PlanCodec.id(parsed(Wire.PlanId.parser(), body)));
            case PLAN_FORGOTTEN -> new OperatorMessage.PlanForgotten(PlanCodec.id(parsed(Wire.PlanId.parser(), body)));
            case COMMIT_ASKED -> PlanCodec.commitAsked(parsed(Wire.CommitAsked.parser(), body));
            case COMMIT_REPLY -> PlanCodec.commitReply(parsed(Wire.CommitReply.parser(), body));
            case TASKS_ASKED -> {
                parsed(Wire.TasksAsked.parser(), body);
                yield new OperatorMessage.TasksAsked();
            }
            case TASK_ASKED -> TaskCodec.taskAsked(parsed(Wire.TaskAsked.parser(), body));
            case TASKS_REPLY -> TaskCodec.tasksReply(parsed(Wire.TasksReply.parser(), body));
            case GRANT_ASKED -> JoinCodec.grantAsked(parsed(Wire.GrantAsked.parser(), body));
            case GRANT_REPLY -> JoinCodec.grantReply(parsed(Wire.GrantReply.parser(), body));
            case JOIN_ASKED -> JoinCodec.joinAsked(parsed(Wire.JoinAsked.parser(), body));
            case JOIN_REPLY -> JoinCodec.joinReply(parsed(Wire.JoinReply.parser(), body));
            case ENGINES_ASKED -> {
                parsed(Wire.EnginesAsked.parser(), body);
                yield new EngineMessage.EnginesAsked();
            }
            case ENGINES_REPLY -> EngineCodec.enginesReply(parsed(Wire.EnginesReply.parser(), body));
            case ENGINE_SWAP_ASKED -> EngineCodec.swapAsked(parsed(Wire.EngineSwapAsked.parser(), body));
            case ENGINE_REMOVE_ASKED -> EngineCodec.removeAsked(parsed(Wire.EngineRemoveAsked.parser(), body));
            case TURN_ASKED -> EngineCodec.turnAsked(parsed(Wire.TurnAsked.parser(), body));
            case TURN_REPLY -> EngineCodec.turnReply(parsed(Wire.TurnReply.parser(), body));
            case TABLES_AVOIDED -> EngineCodec.tablesAvoided(parsed(Wire.TablesAvoided.parser(), body));
            case AVOIDANCE_NOTED -> {
                parsed(Wire.AvoidanceNoted.parser(), body);
                yield new EngineMessage.AvoidanceNoted();
            }
            case MIGRATION_PLAN_ASKED -> MigrationCodec.planAsked(parsed(Wire.MigrationPlanAsked.parser(), body));
            case MIGRATION_PLAN -> MigrationCodec.plan(parsed(Wire.MigrationPlan.parser(), body));
            case MIGRATION_ORDERED -> MigrationCodec.ordered(parsed(Wire.MigrationOrdered.parser(), body));
            case MIGRATIONS_ASKED ->
                new MigrationMessage.MigrationsAsked(
                        parsed(Wire.MigrationsAsked.parser(), body).getEverywhere());
            case MIGRATIONS_REPLY -> MigrationCodec.reply(parsed(Wire.MigrationsReply.parser(), body));
            case EXPLAIN_ASKED -> ChoiceCodec.explainAsked(parsed(Wire.ExplainAsked.parser(), body));
            case EXPLAINED -> ChoiceCodec.explained(parsed(Wire.Explained.parser(), body));
            case BACKGROUND_ASKED ->
                new BackgroundMessage.BackgroundAsked(
                        parsed(Wire.BackgroundAsked.parser(), body).getEverywhere());
            case BACKGROUND_STATUS -> BackgroundCodec.status(parsed(Wire.BackgroundStatus.parser(), body));
            case REPAIR_ORDERED -> RepairOrderCodec.ordered(parsed(Wire.RepairOrdered.parser(), body));
            case REPAIR_BEGUN -> RepairOrderCodec.begun(parsed(Wire.RepairBegun.parser(), body));
            case REPAIR_STATUS_ASKED -> RepairOrderCodec.statusAsked(parsed(Wire.RepairStatusAsked.parser(), body));
            case REPAIR_STATUS -> RepairOrderCodec.status(parsed(Wire.RepairStatus.parser(), body));
            case DIFFERING_KEYS_ASKED -> RepairOrderCodec.keysAsked(parsed(Wire.DifferingKeysAsked.parser(), body));
            case DIFFERING_KEYS -> RepairOrderCodec.keys(parsed(Wire.DifferingKeys.parser(), body));
            case CONFIG_ASKED ->
                new ConfigMessage.ConfigAsked(
                        parsed(Wire.ConfigAsked.parser(), body).getEverywhere());
            case CONFIG_REPLY -> ConfigCodec.reply(parsed(Wire.ConfigReply.parser(), body));
            case CONFIG_RELOAD -> ConfigCodec.reload(parsed(Wire.ConfigReload.parser(), body));
            case CONFIG_ROLLBACK -> ConfigCodec.rollback(parsed(Wire.ConfigRollback.parser(), body));
            case CONFIG_PUSH -> ConfigCodec.push(parsed(Wire.ConfigPush.parser(), body));
            case CONFIG_CHECK -> ConfigCodec.check(parsed(Wire.ConfigCheck.parser(), body));
            case CONFIG_HISTORY_ASKED -> {
                parsed(Wire.ConfigHistoryAsked.parser(), body);
                yield new ConfigMessage.ConfigHistoryAsked();
            }
            case CONFIG_HISTORY -> ConfigCodec.history(parsed(Wire.ConfigHistory.parser(), body));
            case CONFIG_DELETE_DATA -> ConfigCodec.deleteData(parsed(Wire.ConfigDeleteData.parser(), body));
        };
    }

    /** Its byte fields are views of the body, not copies. */
    private static <T> T parsed(Parser<T> parser, byte[] body) throws IOException {
        CodedInputStream input = UnsafeByteOperations.unsafeWrap(body).newCodedInput();
        input.enableAliasing(true);
        T wire = parser.parseFrom(input);
        input.checkLastTagWas(0);
        return wire;
    }
}
