package org.armature.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.ErrorCode;
import org.armature.protocol.internal.wire.Wire;
import org.junit.jupiter.api.Test;

final class MessageCodecTest {

    @Test
    void everyMessageComesBackAsItWentIn() throws ProtocolException {
        EnumSet<MessageType> tried = EnumSet.noneOf(MessageType.class);
        for (Message message : Samples.messages()) {
            MessageType type = MessageType.of(message);
            assertEquals(message, MessageCodec.decode(type, MessageCodec.encode(message)));
            tried.add(type);
        }
        assertEquals(EnumSet.allOf(MessageType.class), tried);
    }

    @Test
    void aValueOfSixteenMegabytesComesBack() throws ProtocolException {
        byte[] value = new byte[16 << 20];
        new Random(1).nextBytes(value);
        Message.Put put = new Message.Put(
                Samples.CART,
                Samples.KEY,
                CausalContext.NONE,
                Samples.REQUEST,
                Optional.of(Bytes.wrap(value)),
                Message.WriteWish.TABLE,
                1);
        assertEquals(put, MessageCodec.decode(MessageType.PUT, MessageCodec.encode(put)));
    }

    @Test
    void whateverBodyComesItIsAMessageOrAProtocolException() {
        for (Message message : Samples.messages()) {
            byte[] body = MessageCodec.encode(message);
            for (int length = 0; length < body.length; length++) {
                decodeOrRefuse(MessageType.of(message), Arrays.copyOf(body, length));
            }
            for (int bit = 0; bit < body.length * 8; bit++) {
                byte[] flipped = body.clone();
                flipped[bit / 8] ^= (byte) (1 << bit % 8);
                decodeOrRefuse(MessageType.of(message), flipped);
            }
        }
        for (long seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            byte[] body = new byte[random.nextInt(40)];
            random.nextBytes(body);
            for (MessageType type : MessageType.values()) {
                decodeOrRefuse(type, body);
            }
        }
    }

    /** What was understood can be said again: so nothing half-read slipped through. */
    private static void decodeOrRefuse(MessageType type, byte[] body) {
        try {
            Message message = MessageCodec.decode(type, body);
            assertEquals(message, MessageCodec.decode(type, MessageCodec.encode(message)));
        } catch (ProtocolException refused) {
            assertTrue(
                    refused.code() == ErrorCode.BAD_FRAME || refused.code() == ErrorCode.KEY_TOO_LARGE,
                    type + " " + Arrays.toString(body));
        }
    }

    @Test
    void aBodyOfAnotherTypeIsRefused() {
        byte[] welcome = MessageCodec.encode(new Message.Welcome(1, "c1", Samples.A, 1, 0, "x"));
        assertEquals(ErrorCode.BAD_FRAME, refusal(MessageType.PUT, welcome).code());
    }

    @Test
    void aMissingFieldIsNamed() {
        refuses(
                "key is missing",
                MessageType.GET,
                Wire.Get.newBuilder().setInstance("i").setTable("t"));
        refuses("request is missing", MessageType.PUT, put().clearRequest());
        refuses("put is missing", MessageType.FORWARDED_PUT, Wire.ForwardedPut.newBuilder());
        refuses(
                "record is missing",
                MessageType.REPLICA_PUT,
                Wire.ReplicaPut.newBuilder().setInstance("i").setTable("t").setKey(ByteString.copyFromUtf8("k")));
        refuses(
                "cluster_id is missing",
                MessageType.WELCOME,
                Wire.Welcome.newBuilder().setVersion(1));
        refuses("instance/table is \"/\"", MessageType.RAW_GET, Wire.RawGet.getDefaultInstance());
        refuses("role is \"ROLE_UNSPECIFIED\"", MessageType.HELLO, hello().clearRole());
        refuses("outcome is", MessageType.FAILURE, Wire.Failure.newBuilder().setCode(201));
    }

    @Test
    void aFieldOutOfRangeIsNamedWithWhatItMayBe() {
        refuses("w is \"256\", must be 0 to 255", MessageType.PUT, put().setW(256));
        refuses("w is \"4294967295\", must be 0 to 255", MessageType.PUT, put().setW(-1));
        refuses(
                "deadline_millis is \"86400001\", must be 0 to 86400000",
                MessageType.PUT,
                put().setDeadlineMillis(86_400_001));
        refuses("deadline_millis is \"-1\"", MessageType.PUT, put().setDeadlineMillis(-1));
        refuses("min_version is \"3\", must be 1 to 2", MessageType.HELLO, hello().setMinVersion(3));
        refuses("max_version is \"65536\"", MessageType.HELLO, hello().setMaxVersion(65_536));
        refuses("role", MessageType.HELLO, hello().setRoleValue(77));
        refuses("node is \"A b\"", MessageType.HELLO, hello().setNode("A b"));
        refuses("software is \"x?y\"", MessageType.HELLO, hello().setSoftware("x\ny"));
        refuses("software", MessageType.HELLO, hello().setSoftware("x".repeat(129)));
        refuses(
                "tokens is \"1\"",
                MessageType.RING_REPLY,
                Wire.RingReply.newBuilder().addOwners("a").addTokens(1));
        refuses("tokens", MessageType.RING_REPLY, Wire.RingReply.newBuilder().addTokens(0));
        refuses(
                "ring_epoch",
                MessageType.FORWARDED_PUT,
                Wire.ForwardedPut.newBuilder().setPut(put()).setRingEpoch(-1));
        refuses(
                "figures is \"x\", must be there once",
                MessageType.STATUS_REPLY,
                Wire.StatusReply.newBuilder()
                        .setNode("a")
                        .addFigures(Wire.Figure.newBuilder().setName("x"))
                        .addFigures(Wire.Figure.newBuilder().setName("x")));
    }

    @Test
    void aWishOutOfRangeIsNamedWithWhatItMayBe() {
        refuses("pr is \"256\", must be 0 to 255", MessageType.GET, get().setPr(256));
        refuses("pw is \"256\", must be 0 to 255", MessageType.PUT, put().setPw(256));
        refuses("distinct_hosts is \"256\", must be 0 to 255", MessageType.PUT, put().setDistinctHosts(256));
        refuses(
                "quorum is \"3\", must be 0 (the table's), 1 (strict) or 2 (sloppy)",
                MessageType.GET,
                get().setQuorumValue(3));
        refuses("quorum is \"-1\"", MessageType.PUT, put().setQuorumValue(-1));
    }

    @Test
    void aTimeToLiveOutOfRangeIsRefused() {
        refuses("ttl_millis is \"-1\", must be 0 to 3153600000000", MessageType.PUT, put().setTtlMillis(-1));
        refuses("ttl_millis is \"3153600000001\"", MessageType.PUT, put().setTtlMillis(3_153_600_000_001L));
        refuses(
                "expires_millis is \"-1\"",
                MessageType.GET_REPLY,
                Wire.GetReply.newBuilder()
                        .addVersions(Wire.Sibling.newBuilder().setWrittenBy("a").setExpiresMillis(-1)));
    }

    @Test
    void aWishThatIsAbsentIsTheTables() throws ProtocolException {
        assertEquals(Message.ReadWish.TABLE, ((Message.Get) decode(MessageType.GET, get())).wish());
        assertEquals(Message.WriteWish.TABLE, ((Message.Put) decode(MessageType.PUT, put())).wish());
    }

    @Test
    void aConditionThatIsNotKnownIsRefused() {
        refuses(
                "condition is \"3\", must be 0 (none), 1 (absent) or 2 (unchanged)",
                MessageType.PUT,
                put().setConditionValue(3));
        refuses(
                "written_by is \"\"",
                MessageType.FAILURE,
                Wire.Failure.newBuilder()
                        .setCode(218)
                        .setOutcome(Wire.Outcome.OUTCOME_REJECTED)
                        .setStanding(Wire.GetReply.newBuilder().addVersions(Wire.Sibling.newBuilder())));
    }

    @Test
    void anAnswerThatContradictsItselfIsRefused() {
        refuses(
                "hinted is \"3\", must be 0 to 2",
                MessageType.PUT_REPLY,
                Wire.PutReply.newBuilder().setCopies(2).setHinted(3));
        refuses(
                "hinted is \"4294967295\"",
                MessageType.PUT_REPLY,
                Wire.PutReply.newBuilder().setCopies(2).setHinted(-1));
        refuses(
                "peers.slow is \"true\", must be false of a peer that is not up",
                MessageType.STATUS_REPLY,
                Wire.StatusReply.newBuilder()
                        .setNode("a")
                        .addPeers(Wire.PeerStatus.newBuilder().setNode("b").setSlow(true)));
    }

    @Test
    void aDigestHasSixteenBytes() {
        for (int length : new int[] {0, 15, 17}) {
            refuses(
                    "digest's length is \"" + length + "\", must be 16",
                    MessageType.REPLICA_DIGEST,
                    Wire.ReplicaDigest.newBuilder().setDigest(ByteString.copyFrom(new byte[length])));
        }
    }

    @Test
    void aReplicaRequestOutOfRangeIsRefused() {
        refuses(
                "hint_for is \"A b\"",
                MessageType.REPLICA_PUT,
                Wire.ReplicaPut.newBuilder()
                        .setInstance("i")
                        .setTable("t")
                        .setKey(ByteString.copyFromUtf8("k"))
                        .setRecord(ByteString.copyFromUtf8("r"))
                        .setHintFor("A b"));
        refuses(
                "lasting is \"3\", must be 0 to 2",
                MessageType.REPLICA_PUT,
                Wire.ReplicaPut.newBuilder()
                        .setInstance("i")
                        .setTable("t")
                        .setKey(ByteString.copyFromUtf8("k"))
                        .setRecord(ByteString.copyFromUtf8("r"))
                        .setLasting(3));
        refuses(
                "digest_above is \"2147483648\", must be 0 to 2147483647",
                MessageType.REPLICA_GET,
                Wire.ReplicaGet.newBuilder()
                        .setInstance("i")
                        .setTable("t")
                        .setKey(ByteString.copyFromUtf8("k"))
                        .setDigestAbove(Integer.MIN_VALUE));
    }

    @Test
    void aReapEpochOutOfRangeIsRefused() {
        refuses("ring_epoch is \"0\", must be 1 to", MessageType.RAISE_EPOCH, Wire.RaiseEpoch.newBuilder());
        refuses(
                "settled is \"8\", must be 0 to 7",
                MessageType.RAISE_EPOCH,
                Wire.RaiseEpoch.newBuilder().setRingEpoch(1).setRaised(7).setSettled(8));
        refuses(
                "settled is \"-1\"",
                MessageType.STALE_EPOCH,
                Wire.StaleEpoch.newBuilder().setSettled(-1));
        refuses(
                "reap_epoch is \"-1\"",
                MessageType.RECORDS_TOLD,
                Wire.RecordsTold.newBuilder().setReapEpoch(-1));
    }

    @Test
    void whatIsToBeReapedIsBoundedAndInOrder() {
        refuses(
                "numbers is \"1\", must be 2 to 65535",
                MessageType.REAPED,
                Wire.Reaped.newBuilder().addNumbers(1).addNumbers(1));
        refuses(
                "numbers is \"65536\"",
                MessageType.HELD_ALIKE,
                Wire.HeldAlike.newBuilder().addNumbers(65_536));
        Wire.KeyedHash key =
                Wire.KeyedHash.newBuilder().setKey(ByteString.copyFromUtf8("k")).build();
        refuses(
                "keys' number is \"65537\", must be 0 to 65536",
                MessageType.HELD_ASKED,
                Wire.HeldAsked.newBuilder().addAllKeys(Collections.nCopies(65_537, key)));
        Wire.ActorId actor = Wire.ActorId.newBuilder().setNode("a").build();
        refuses("dropped is \"a.0.0\", must be sorted, each once", MessageType.REAP, reap(2, actor));
        refuses("dropped actors' number is \"4097\", must be 0 to 4096", MessageType.REAP, reap(4_097, actor));
    }

    @Test
    void aReceiptIsOfAStateThatIsKnown() {
        refuses("holdings.state is \"0\", must be 1 to 6", MessageType.RECEIPT_TOLD, holding(0));
        refuses("holdings.state is \"7\"", MessageType.RECEIPT_TOLD, holding(7));
        refuses("holdings.reaped_millis is \"false\"", MessageType.RECEIPT_TOLD, holding(3));
        refuses(
                "write is missing",
                MessageType.RECEIPT_ASKED,
                Wire.ReceiptAsked.newBuilder().setInstance("i").setTable("t").setKey(ByteString.copyFromUtf8("k")));
    }

    private static Wire.ReceiptTold.Builder holding(int state) {
        return Wire.ReceiptTold.newBuilder()
                .addHoldings(Wire.Holding.newBuilder().setNode("a").setState(state));
    }

    private static Wire.Reap.Builder reap(int times, Wire.ActorId dropped) {
        return Wire.Reap.newBuilder()
                .addKeys(Wire.Reaping.newBuilder()
                        .setKey(ByteString.copyFromUtf8("k"))
                        .addAllDropped(Collections.nCopies(times, dropped)));
    }

    @Test
    void aPeerIsUpSlowOrDown() {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> new Message.PeerStatus(Samples.A, "127.0.0.1:1", "UP", Message.MemberState.MEMBER));
        assertEquals("a peer is up, slow or down, not UP", refused.getMessage());
    }

    @Test
    void aKeyThatIsTooLongHasItsOwnCode() {
        Wire.Put body = put().setKey(ByteString.copyFrom(new byte[1_025])).build();
        ProtocolException refusal = refusal(MessageType.PUT, body.toByteArray());
        assertEquals(ErrorCode.KEY_TOO_LARGE, refusal.code());
        assertEquals("PUT: the key has 1025 bytes, must be 1 to 1024", refusal.getMessage());
    }

    @Test
    void textThatIsNoUtf8IsRefused() {
        byte[] body = MessageCodec.encode(new Message.Failure(ErrorCode.BAD_REQUEST, Message.Outcome.REJECTED, "abc"));
        byte[] marker = "abc".getBytes(StandardCharsets.UTF_8);
        int at = new String(body, StandardCharsets.ISO_8859_1).indexOf("abc");
        for (byte bad : List.of((byte) 0xff, (byte) 0xc0, (byte) 0x80)) {
            byte[] broken = body.clone();
            broken[at + marker.length - 1] = bad;
            assertEquals(
                    ErrorCode.BAD_FRAME, refusal(MessageType.FAILURE, broken).code());
        }
    }

    @Test
    void aFieldOfANewerVersionIsIgnored() throws ProtocolException {
        byte[] known = MessageCodec.encode(new Message.PutReply(Samples.CONTEXT, 1, 2, 0));
        byte[] longer = Arrays.copyOf(known, known.length + 3);
        longer[known.length] = (byte) 0xf8; // field 31, a varint
        longer[known.length + 1] = 0x01;
        longer[known.length + 2] = 0x05;
        assertEquals(
                new Message.PutReply(Samples.CONTEXT, 1, 2, 0), MessageCodec.decode(MessageType.PUT_REPLY, longer));
    }

    @Test
    void aFailureWithACodeOfANewerVersionKeepsItsOutcome() throws ProtocolException {
        Wire.Failure.Builder newer = Wire.Failure.newBuilder().setCode(999).setMessage("brand new");
        assertEquals(
                new Message.Failure(ErrorCode.OUTCOME_UNKNOWN, Message.Outcome.UNKNOWN, "ARM-999: brand new"),
                decode(MessageType.FAILURE, newer.setOutcome(Wire.Outcome.OUTCOME_UNKNOWN)));
        assertEquals(
                new Message.Failure(ErrorCode.UNAVAILABLE, Message.Outcome.NOT_DONE, "ARM-999: brand new"),
                decode(MessageType.FAILURE, newer.setOutcome(Wire.Outcome.OUTCOME_NOT_DONE)));
        assertEquals(
                new Message.Failure(ErrorCode.BAD_REQUEST, Message.Outcome.REJECTED, "ARM-999: brand new"),
                decode(MessageType.FAILURE, newer.setOutcome(Wire.Outcome.OUTCOME_REJECTED)));
    }

    private static Wire.Get.Builder get() {
        return Wire.Get.newBuilder().setInstance("i").setTable("t").setKey(ByteString.copyFromUtf8("k"));
    }

    private static Wire.Put.Builder put() {
        return Wire.Put.newBuilder()
                .setInstance("i")
                .setTable("t")
                .setKey(ByteString.copyFromUtf8("k"))
                .setRequest(Wire.RequestId.newBuilder().setHigh(1).setLow(2));
    }

    private static Wire.Hello.Builder hello() {
        return Wire.Hello.newBuilder().setMinVersion(1).setMaxVersion(2).setRole(Wire.Role.ROLE_CLIENT);
    }

    private static Message decode(MessageType type, MessageLite.Builder body) throws ProtocolException {
        return MessageCodec.decode(type, body.build().toByteArray());
    }

    private static void refuses(String expected, MessageType type, MessageLite.Builder body) {
        refuses(expected, type, body.build());
    }

    private static void refuses(String expected, MessageType type, MessageLite body) {
        ProtocolException refusal = refusal(type, body.toByteArray());
        assertEquals(ErrorCode.BAD_FRAME, refusal.code());
        assertTrue(refusal.getMessage().startsWith(type + ": field " + expected), refusal.getMessage());
    }

    private static ProtocolException refusal(MessageType type, byte[] body) {
        return assertThrows(ProtocolException.class, () -> MessageCodec.decode(type, body));
    }
}
