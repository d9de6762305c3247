package org.armature.protocol;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.armature.model.ActorId;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.CausalPast;
import org.armature.model.Dot;
import org.armature.model.ErrorCode;
import org.armature.model.Key;
import org.armature.model.NodeId;
import org.armature.model.RequestId;
import org.armature.model.TableName;
import org.armature.model.TimeToLive;
import org.armature.model.Version;
import org.armature.model.VersionSet;

/** At least one message of each type, with every optional field once there and once not. */
final class Samples {
    static final TableName CART = new TableName("shop", "cart");
    static final Key KEY = Key.utf8("alice");
    static final NodeId A = new NodeId("a");
    static final NodeId B = new NodeId("b-2");
    static final ActorId ACTOR_A = new ActorId(A, -2, 7);
    static final ActorId ACTOR_B = new ActorId(B, 0x1234_5678_9abc_def0L, 0);
    static final RequestId REQUEST = new RequestId(0x0102_0304_0506_0708L, -1);
    static final CausalContext CONTEXT = new CausalContext(Bytes.wrap(new byte[] {1, 2, (byte) 0xff}));
    static final Bytes VALUE = Bytes.utf8("2 × tea");
    static final VersionSet SET = VersionSet.EMPTY
            .put(CausalPast.NOTHING, new Version(new Dot(ACTOR_A, 1), REQUEST, 1_700_000_000_000L, Optional.of(VALUE)))
            .put(
                    CausalPast.NOTHING,
                    new Version(new Dot(ACTOR_B, 1), new RequestId(0, 5), 1_700_000_000_001L, Optional.empty()));

    /** What stands in {@link #SET}, and once more that of which an attempt was made before. */
    static final VersionSet RETRIED = SET.putRepeated(
            CausalPast.NOTHING,
            new Version(new Dot(ACTOR_B, 2), new RequestId(0, 6), 1_700_000_000_002L, Optional.of(VALUE)));

    /** One that expires beside a tombstone. */
    static final VersionSet EXPIRING = VersionSet.EMPTY
            .put(
                    CausalPast.NOTHING,
                    new Version(
                            new Dot(ACTOR_A, 1),
                            REQUEST,
                            1_700_000_000_000L,
                            3,
                            Optional.of(VALUE),
                            1_700_000_030_000L))
            .put(
                    CausalPast.NOTHING,
                    new Version(new Dot(ACTOR_B, 1), new RequestId(0, 5), 1_700_000_000_001L, Optional.empty()));

    private static final Message.Put PUT =
            new Message.Put(CART, KEY, CONTEXT, REQUEST, Optional.of(VALUE), writing(2), 5_000);

    private static final TransferMessage.MoveName MOVE = new TransferMessage.MoveName(7, 3, 12, true, 255);

    private Samples() {}

    private static Message.ReadWish reading(int r) {
        return new Message.ReadWish(r, 0, Message.QuorumKind.TABLE, false);
    }

    private static Message.WriteWish writing(int w) {
        return new Message.WriteWish(w, 0, 0, Message.QuorumKind.TABLE, false);
    }

    static List<Message> messages() {
        return Stream.of(
                        general(),
                        MembershipSamples.messages(),
                        OperatorSamples.messages(),
                        layouts(),
                        ConfigSamples.messages(),
                        ChoiceSamples.messages(),
                        RepairSamples.messages(),
                        RepairOrderSamples.messages(),
                        BackgroundSamples.messages(),
                        expiries(),
                        ReapingSamples.messages(),
                        ReapingSamples.receipts(),
                        conditions(),
                        merges())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Message> layouts() {
        return List.of(new Message.Hello(
                1,
                1,
                Message.Role.PEER,
                Optional.of("c1"),
                Optional.of(A),
                -9,
                -7,
                Optional.of(B),
                Optional.of(new Message.Hello.Layout(65_536, 3)),
                "x"));
    }

    private static List<Message> expiries() {
        return List.of(
                new Message.Put(
                        CART,
                        KEY,
                        CONTEXT,
                        REQUEST,
                        Optional.of(VALUE),
                        new Message.WriteWish(
                                2, 0, 0, Message.QuorumKind.TABLE, false, Optional.of(new TimeToLive(30_000))),
                        5_000),
                new Message.GetReply(
                        List.of(
                                new Message.Sibling(Optional.of(VALUE), 1_700_000_000_000L, A, 1_700_000_030_000L),
                                new Message.Sibling(Optional.empty(), 1_700_000_000_000L, B, Long.MAX_VALUE)),
                        CONTEXT));
    }

    private static List<Message> conditions() {
        Message.WriteWish wish = writing(2);
        return List.of(
                new Message.Put(
                        CART,
                        KEY,
                        CausalContext.NONE,
                        REQUEST,
                        Optional.of(VALUE),
                        wish.onlyIf(Message.Condition.ABSENT),
                        5_000),
                new Message.ForwardedPut(
                        new Message.Put(
                                CART,
                                KEY,
                                CONTEXT,
                                REQUEST,
                                Optional.empty(),
                                wish.onlyIf(Message.Condition.UNCHANGED),
                                5_000),
                        7),
                new Message.Failure(
                        ErrorCode.CONDITION_FAILED,
                        Message.Outcome.REJECTED,
                        "a value is there",
                        Optional.of(new Message.GetReply(
                                List.of(new Message.Sibling(Optional.of(VALUE), 1_700_000_000_000L, A)), CONTEXT))),
                new Message.Failure(
                        ErrorCode.CONDITION_FAILED,
                        Message.Outcome.REJECTED,
                        "",
                        Optional.of(new Message.GetReply(List.of(), CausalContext.NONE))));
    }

    private static List<Message> merges() {
        return List.of(
                new Message.Get(CART, KEY, new Message.ReadWish(0, 0, Message.QuorumKind.TABLE, false, true), 5_000),
                new Message.GetReply(
                        List.of(new Message.Sibling(Optional.of(VALUE), 1_700_000_000_000L, A)),
                        CONTEXT,
                        Optional.of(new Message.Merge(2, "cart", "1.2.0"))));
    }

    private static List<Message> general() {
        return List.of(
                new Message.Hello(
                        1,
                        3,
                        Message.Role.PEER,
                        Optional.of("c1"),
                        Optional.of(A),
                        -9,
                        0,
                        Optional.of(B),
                        Optional.empty(),
                        "armature/0.1.0"),
                new Message.Hello(1, 1, Message.Role.CLIENT, Optional.empty(), ""),
                new Message.Hello(1, 65_535, Message.Role.ADMIN, Optional.empty(), "cli"),
                new Message.Welcome(1, "c1", A, Long.MIN_VALUE, 0, "armature/0.1.0"),
                new Message.Hello(
                        1,
                        1,
                        Message.Role.PEER,
                        Optional.of("c1"),
                        Optional.of(A),
                        -9,
                        -7,
                        Optional.of(B),
                        Optional.empty(),
                        "x"),
                new Message.Welcome(1, "c1", A, 5, Long.MAX_VALUE, "x"),
                new Message.Failure(ErrorCode.UNAVAILABLE, Message.Outcome.NOT_DONE, "1 of 2 nodes\nreached"),
                new Message.Failure(ErrorCode.OUTCOME_UNKNOWN, Message.Outcome.UNKNOWN, ""),
                new Message.Failure(ErrorCode.KEY_TOO_LARGE, Message.Outcome.REJECTED, "ключ"),
                new Message.Get(CART, KEY, Message.ReadWish.TABLE, 1),
                new Message.Get(CART, new Key(Bytes.wrap(new byte[] {0})), reading(3), 86_400_000),
                new Message.GetReply(List.of(), CausalContext.NONE),
                new Message.GetReply(
                        List.of(
                                new Message.Sibling(Optional.of(VALUE), 1_700_000_000_000L, A),
                                new Message.Sibling(Optional.of(Bytes.EMPTY), -1, B),
                                new Message.Sibling(Optional.empty(), 0, A)),
                        CONTEXT),
                PUT,
                new Message.Put(
                        CART,
                        KEY,
                        CausalContext.NONE,
                        new RequestId(0, 0),
                        Optional.empty(),
                        Message.WriteWish.TABLE,
                        0),
                new Message.PutReply(CONTEXT, 2, 3, 0),
                new Message.ForwardedPut(PUT, Long.MAX_VALUE),
                new Message.ReplicaPut(CART, KEY, RecordCodec.encode(SET), Optional.empty(), 5, 6),
                new Message.ReplicaStored(),
                new Message.ReplicaGet(CART, KEY, 0, Optional.empty(), 5),
                new Message.ReplicaRecord(Optional.of(RecordCodec.encode(SET)), false),
                new Message.ReplicaRecord(Optional.empty(), false),
                new Message.StatusRequest(),
                new Message.StatusReply(
                        "c1",
                        "demo",
                        A,
                        -1,
                        "armature/0.1.0",
                        "serving",
                        Message.MemberState.MEMBER,
                        4,
                        RingProgress.settled(4),
                        List.of(new Message.PeerStatus(
                                B, "127.0.0.1:7002", Message.PeerStatus.UP, Message.MemberState.MEMBER)),
                        List.of(new Message.TableStatus(CART, 3, 2, 2, "bdbje", 100_000, 1L << 40, "none")),
                        List.of("fewer than 32 tokens"),
                        new TreeMap<>(Map.of("heap_used_bytes", 1L << 33, "balance_permille", -3L))),
                new Message.RingRequest(Optional.of(CART), Optional.of(KEY)),
                new Message.RingRequest(Optional.empty(), Optional.empty()),
                new Message.RingReply(
                        9,
                        "equal partitions",
                        4,
                        RingProgress.settled(9),
                        List.of(B, A, B, A),
                        List.of(),
                        Map.of(
                                A,
                                        new Message.MemberStatus(
                                                "127.0.0.1:1",
                                                "127.0.0.1:2",
                                                "h1",
                                                "z1",
                                                100,
                                                Message.MemberState.MEMBER),
                                B,
                                        new Message.MemberStatus(
                                                "127.0.0.1:3",
                                                "127.0.0.1:4",
                                                "h2",
                                                "z1",
                                                1,
                                                Message.MemberState.MEMBER)),
                        3,
                        "c0ffee",
                        List.of(A, B)),
                new Message.RingReply(
                        0, "", 0, RingProgress.settled(0), List.of(), List.of(), Map.of(), -1, "", List.of()),
                new Message.RawGet(CART, KEY),
                new Message.RawGetReply(Optional.of(RecordCodec.encode(SET)), Optional.of(ACTOR_A)),
                new Message.RawGetReply(Optional.empty(), Optional.empty()),
                new Message.Get(CART, KEY, new Message.ReadWish(2, 1, Message.QuorumKind.STRICT, true), 5_000),
                new Message.Get(CART, KEY, new Message.ReadWish(0, 255, Message.QuorumKind.SLOPPY, false), 5_000),
                new Message.Put(
                        CART,
                        KEY,
                        CONTEXT,
                        REQUEST,
                        Optional.empty(),
                        new Message.WriteWish(3, 2, 255, Message.QuorumKind.SLOPPY, true),
                        5_000),
                new Message.PutReply(CONTEXT, 1, 3, 3),
                new Message.ReplicaPut(CART, KEY, RecordCodec.encode(SET), Optional.of(B), 5, 6),
                new Message.ReplicaGet(CART, KEY, Integer.MAX_VALUE, Optional.of(B), 5),
                new Message.ReplicaDigest(Bytes.utf8("0123456789abcdef"), false),
                new TransferMessage.TransferOffer(MOVE, -3),
                new TransferMessage.TransferOfferTaken(true, false),
                new TransferMessage.TransferOfferTaken(false, true),
                new TransferMessage.TransferRecords(
                        MOVE, 9, CART, List.of(new TransferMessage.KeyedRecord(KEY, RecordCodec.encode(SET)))),
                new TransferMessage.TransferComplete(MOVE, 9),
                new TransferMessage.TransferAnswer(new TreeSet<>(List.of(A, B))),
                new TransferMessage.TransferAnswer(new TreeSet<>()),
                new TransferMessage.CompareRecords(
                        CART, 65_535, List.of(new TransferMessage.KeyedDigest(KEY, Bytes.utf8("0123456789abcdef")))),
                new TransferMessage.RecordsLacking(List.of(0, 3, 4)),
                new TransferMessage.Moved(MOVE, B),
                new Message.Ping(-1),
                new Message.Pong(0),
                new Message.StatusReply(
                        "c1",
                        "demo",
                        A,
                        -1,
                        "armature/0.1.0",
                        "serving",
                        Message.MemberState.MEMBER,
                        4,
                        RingProgress.settled(4),
                        List.of(
                                new Message.PeerStatus(
                                        A, "127.0.0.1:7001", Message.PeerStatus.SLOW, Message.MemberState.MEMBER),
                                new Message.PeerStatus(
                                        B, "127.0.0.1:7002", Message.PeerStatus.DOWN, Message.MemberState.MEMBER)),
                        List.of(),
                        List.of(),
                        new TreeMap<>()),
                new Message.Put(CART, KEY, CONTEXT, REQUEST, true, Optional.of(VALUE), Message.WriteWish.TABLE, 5_000),
                new Message.ReplicaPut(
                        CART, KEY, RecordCodec.encode(SET), Optional.empty(), 5, 6, Message.Lasting.PROCESS),
                new Message.ReplicaPut(CART, KEY, RecordCodec.encode(SET), Optional.of(B), 5, 6, Message.Lasting.DISK));
    }
}
