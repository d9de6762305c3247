package org.armature.protocol;

import static org.armature.protocol.Message.Role.ADMIN;
import static org.armature.protocol.Message.Role.CLIENT;
import static org.armature.protocol.Message.Role.JOINER;
import static org.armature.protocol.Message.Role.PEER;

import java.util.Optional;
import java.util.stream.Stream;
import org.armature.protocol.Message.Role;

/** The one table of who may send what to whom: each message's number on the wire and the listeners that take it. */
public enum MessageType {
    HELLO(1, Message.Hello.class, CLIENT, PEER, ADMIN, JOINER),
    WELCOME(2, Message.Welcome.class),
    FAILURE(3, Message.Failure.class),

    GET(10, Message.Get.class, CLIENT),
    GET_REPLY(11, Message.GetReply.class),
    PUT(12, Message.Put.class, CLIENT),
    PUT_REPLY(13, Message.PutReply.class),

    FORWARDED_PUT(30, Message.ForwardedPut.class, PEER),
    REPLICA_PUT(31, Message.ReplicaPut.class, PEER),
    REPLICA_STORED(32, Message.ReplicaStored.class),
    REPLICA_GET(33, Message.ReplicaGet.class, PEER),
    REPLICA_RECORD(34, Message.ReplicaRecord.class),
    REPLICA_DIGEST(35, Message.ReplicaDigest.class),
    PING(36, Message.Ping.class, PEER),
    PONG(37, Message.Pong.class),

    GOSSIP_OPENING(40, MembershipMessage.GossipOpening.class, PEER),
    NOTED(41, MembershipMessage.Noted.class),
    GOSSIP_BUCKETS(42, MembershipMessage.GossipBuckets.class),
    GOSSIP_DIGESTS(43, MembershipMessage.GossipDigests.class, PEER),
    GOSSIP_DIFFERENCES(44, MembershipMessage.GossipDifferences.class),
    GOSSIP_ENTRIES(45, MembershipMessage.GossipEntries.class, PEER),
    PREPARE(46, MembershipMessage.Prepare.class, PEER),
    VOTE(47, MembershipMessage.Vote.class),
    ACCEPT(48, MembershipMessage.Accept.class, PEER),
    RECALL(49, MembershipMessage.Recall.class, PEER),

    TRANSFER_OFFER(50, TransferMessage.TransferOffer.class, PEER),
    TRANSFER_OFFER_TAKEN(51, TransferMessage.TransferOfferTaken.class),
    TRANSFER_RECORDS(52, TransferMessage.TransferRecords.class, PEER),
    TRANSFER_COMPLETE(53, TransferMessage.TransferComplete.class, PEER),
    TRANSFER_ANSWER(54, TransferMessage.TransferAnswer.class),
    COMPARE_RECORDS(55, TransferMessage.CompareRecords.class, PEER),
    RECORDS_LACKING(56, TransferMessage.RecordsLacking.class),
    MOVED(57, TransferMessage.Moved.class),

    STATUS_REQUEST(60, Message.StatusRequest.class, ADMIN, PEER),
    STATUS_REPLY(61, Message.StatusReply.class),
    RING_REQUEST(62, Message.RingRequest.class, ADMIN, CLIENT),
    RING_REPLY(63, Message.RingReply.class),
    RAW_GET(64, Message.RawGet.class, ADMIN),
    RAW_GET_REPLY(65, Message.RawGetReply.class),

    PLAN_ASKED(66, OperatorMessage.PlanAsked.class, ADMIN),
    PLAN_SHOWN(67, OperatorMessage.PlanShown.class, ADMIN),
    PLAN_REPLY(68, OperatorMessage.PlanReply.class),
    PLAN_DROPPED(69, OperatorMessage.PlanDropped.class, ADMIN),
    PLAN_FORGOTTEN(70, OperatorMessage.PlanForgotten.class),
    COMMIT_ASKED(71, OperatorMessage.CommitAsked.class, ADMIN),
    COMMIT_REPLY(72, OperatorMessage.CommitReply.class),
    TASKS_ASKED(73, OperatorMessage.TasksAsked.class, ADMIN, PEER),
    TASK_ASKED(74, OperatorMessage.TaskAsked.class, ADMIN, PEER),
    TASKS_REPLY(75, OperatorMessage.TasksReply.class),
    GRANT_ASKED(76, OperatorMessage.GrantAsked.class, ADMIN),
    GRANT_REPLY(77, OperatorMessage.GrantReply.class),
    JOIN_ASKED(78, OperatorMessage.JoinAsked.class, JOINER),
    JOIN_REPLY(79, OperatorMessage.JoinReply.class),

    ENGINES_ASKED(80, EngineMessage.EnginesAsked.class, ADMIN, PEER),
    ENGINES_REPLY(81, EngineMessage.EnginesReply.class),
    ENGINE_SWAP_ASKED(82, EngineMessage.EngineSwapAsked.class, ADMIN),
    ENGINE_REMOVE_ASKED(83, EngineMessage.EngineRemoveAsked.class, ADMIN),
    TURN_ASKED(84, EngineMessage.TurnAsked.class, PEER),
    TURN_REPLY(85, EngineMessage.TurnReply.class),
    TABLES_AVOIDED(86, EngineMessage.TablesAvoided.class, PEER),
    AVOIDANCE_NOTED(87, EngineMessage.AvoidanceNoted.class),

    MIGRATION_PLAN_ASKED(90, MigrationMessage.MigrationPlanAsked.class, ADMIN, PEER),
    MIGRATION_PLAN(91, MigrationMessage.MigrationPlan.class),
    MIGRATION_ORDERED(92, MigrationMessage.MigrationOrdered.class, ADMIN, PEER),
    MIGRATIONS_ASKED(93, MigrationMessage.MigrationsAsked.class, ADMIN, PEER),
    MIGRATIONS_REPLY(94, MigrationMessage.MigrationsReply.class),

    CONFIG_ASKED(110, ConfigMessage.ConfigAsked.class, ADMIN, PEER),
    CONFIG_REPLY(111, ConfigMessage.ConfigReply.class),
    CONFIG_RELOAD(112, ConfigMessage.ConfigReload.class, ADMIN, PEER),
    CONFIG_ROLLBACK(113, ConfigMessage.ConfigRollback.class, ADMIN),
    CONFIG_PUSH(114, ConfigMessage.ConfigPush.class, ADMIN, PEER),
    CONFIG_CHECK(115, ConfigMessage.ConfigCheck.class, PEER),
    CONFIG_HISTORY_ASKED(116, ConfigMessage.ConfigHistoryAsked.class, ADMIN),
    CONFIG_HISTORY(117, ConfigMessage.ConfigHistory.class),
    CONFIG_DELETE_DATA(118, ConfigMessage.ConfigDeleteData.class, ADMIN, PEER),

    EXPLAIN_ASKED(120, ChoiceMessage.ExplainAsked.class, ADMIN),
    EXPLAINED(121, ChoiceMessage.Explained.class),

    REPAIR_ORDERED(122, RepairOrderMessage.RepairOrdered.class, ADMIN, PEER),
    REPAIR_BEGUN(123, RepairOrderMessage.RepairBegun.class),
    REPAIR_STATUS_ASKED(124, RepairOrderMessage.RepairStatusAsked.class, ADMIN, PEER),
    REPAIR_STATUS(125, RepairOrderMessage.RepairStatus.class),
    DIFFERING_KEYS_ASKED(126, RepairOrderMessage.DifferingKeysAsked.class, ADMIN, PEER),
    DIFFERING_KEYS(127, RepairOrderMessage.DifferingKeys.class),

    LEAVES_DOUBTED(128, RepairMessage.LeavesDoubted.class, PEER),
    COMPARE_TREES(130, RepairMessage.CompareTrees.class, PEER),
    TREES_COMPARED(131, RepairMessage.TreesCompared.class),
    LEAVES_ASKED(132, RepairMessage.LeavesAsked.class, PEER),
    LEAVES_TOLD(133, RepairMessage.LeavesTold.class),
    ENTRIES_ASKED(134, RepairMessage.EntriesAsked.class, PEER),
    ENTRIES_TOLD(135, RepairMessage.EntriesTold.class),
    RECORDS_ASKED(136, RepairMessage.RecordsAsked.class, PEER),
    RECORDS_TOLD(137, RepairMessage.RecordsTold.class),
    REPAIR_RECORDS(138, RepairMessage.RepairRecords.class, PEER),
    NOT_COMPARABLE(139, RepairMessage.NotComparable.class),

    RAISE_EPOCH(140, ReapingMessage.RaiseEpoch.class, PEER),
    EPOCH_RAISED(141, ReapingMessage.EpochRaised.class),
    HELD_ASKED(142, ReapingMessage.HeldAsked.class, PEER),
    HELD_ALIKE(143, ReapingMessage.HeldAlike.class),
    REAP(144, ReapingMessage.Reap.class, PEER),
    REAPED(145, ReapingMessage.Reaped.class),
    STALE_EPOCH(146, ReapingMessage.StaleEpoch.class),

    BACKGROUND_ASKED(150, BackgroundMessage.BackgroundAsked.class, ADMIN, PEER),
    BACKGROUND_STATUS(151, BackgroundMessage.BackgroundStatus.class),

    RECEIPT_ASKED(160, ReceiptMessage.ReceiptAsked.class, ADMIN, PEER),
    RECEIPT_TOLD(161, ReceiptMessage.ReceiptTold.class),
    REAPINGS_ASKED(162, ReceiptMessage.ReapingsAsked.class, ADMIN, PEER),
    REAPINGS_TOLD(163, ReceiptMessage.ReapingsTold.class);

    private final int number;
    private final Class<? extends Message> type;
    private final int takenFrom;

    MessageType(int number, Class<? extends Message> type, Role... takenFrom) {
        this.number = number;
        this.type = type;
        this.takenFrom = Stream.of(takenFrom).mapToInt(MessageType::bit).sum();
    }

    @SuppressWarnings("EnumOrdinal") // a bit set that never leaves this process
    private static int bit(Role role) {
        return 1 << role.ordinal();
    }

    /** On the wire, 1 to 65,535; never given to another message. */
    public int number() {
        return number;
    }

    public Class<? extends Message> type() {
        return type;
    }

    /** Whether a listener for this role takes it as a request; answers are taken from none. */
    public boolean isTakenFrom(Role role) {
        return (takenFrom & bit(role)) != 0;
    }

    /** Whether it answers: taken from no role as a request. */
    public boolean isAnswer() {
        return takenFrom == 0;
    }

    /** Empty for a number no message has. */
    public static Optional<MessageType> ofNumber(int number) {
        return number >= 0 && number < BY_NUMBER.length ? Optional.ofNullable(BY_NUMBER[number]) : Optional.empty();
    }

    public static MessageType of(Message message) {
        MessageType type = BY_CLASS.get(message.getClass());
        if (type == null) {
            throw new AssertionError(message.getClass());
        }
        return type;
    }

    private static final MessageType[] BY_NUMBER = new MessageType[256];
    private static final ClassValue<MessageType> BY_CLASS = new ClassValue<>() {
        @Override
        protected MessageType computeValue(Class<?> type) {
            for (MessageType each : values()) {
                if (each.type == type) {
                    return each;
                }
            }
            return null;
        }
    };

    static {
        for (MessageType type : values()) {
            BY_NUMBER[type.number] = type;
        }
    }
}
