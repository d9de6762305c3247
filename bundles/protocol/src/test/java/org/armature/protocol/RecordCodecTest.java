package org.armature.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.armature.model.ActorId;
import org.armature.model.Bytes;
import org.armature.model.Dot;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.model.RequestId;
import org.armature.model.RequestLog;
import org.armature.model.Version;
import org.armature.model.VersionSet;
import org.armature.model.VersionVector;
import org.armature.protocol.internal.wire.Wire;
import org.junit.jupiter.api.Test;

final class RecordCodecTest {

    @Test
    void everySetComesBackAsItWentInWithTheTimesOfItsVector() throws ProtocolException {
        for (long seed = 0; seed < 3_000; seed++) {
            VersionSet set = RandomSets.set(new Random(seed));
            VersionSet back = RecordCodec.decode(RecordCodec.encode(set));
            assertEquals(set, back, "seed " + seed);
            assertEquals(set.seen().entries(), back.seen().entries(), "seed " + seed);
        }
        assertEquals(VersionSet.EMPTY, RecordCodec.decode(RecordCodec.encode(VersionSet.EMPTY)));
    }

    @Test
    void theBytesWrittenByHandAreThoseOfTheSchema() throws InvalidProtocolBufferException {
        for (long seed = 0; seed < 1_000; seed++) {
            byte[] bytes = RecordCodec.encode(RandomSets.set(new Random(seed))).toArray();
            Wire.Record record = Wire.Record.parseFrom(bytes);
            assertTrue(record.getUnknownFields().asMap().isEmpty(), "seed " + seed);
            assertArrayEquals(bytes, record.toByteArray(), "seed " + seed);
        }
    }

    @Test
    void whatTwoReplicasMergeInEitherOrderHasTheSameBytes() {
        for (long seed = 0; seed < 1_000; seed++) {
            List<VersionSet> replicas = RandomSets.replicas(new Random(seed));
            VersionSet a = replicas.get(0);
            VersionSet b = replicas.get(1);
            assertEquals(RecordCodec.encode(a.merge(b)), RecordCodec.encode(b.merge(a)), "seed " + seed);
        }
    }

    @Test
    void whateverBytesComeTheyAreASetOrRefusedAsCorrupt() {
        for (long seed = 0; seed < 12; seed++) {
            byte[] bytes = RecordCodec.encode(RandomSets.set(new Random(seed))).toArray();
            int last = Math.min(bytes.length, 300);
            for (int length = 0; length < last; length++) {
                decodeOrRefuse(Arrays.copyOf(bytes, length));
            }
            for (int bit = 0; bit < last * 8; bit++) {
                byte[] flipped = bytes.clone();
                flipped[bit / 8] ^= (byte) (1 << bit % 8);
                decodeOrRefuse(flipped);
            }
        }
        for (long seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = new byte[2 + random.nextInt(60)];
            random.nextBytes(bytes);
            bytes[0] = 8;
            bytes[1] = 1;
            decodeOrRefuse(bytes);
        }
    }

    private static void decodeOrRefuse(byte[] bytes) {
        try {
            VersionSet set = RecordCodec.decode(Bytes.wrap(bytes));
            assertEquals(set, RecordCodec.decode(RecordCodec.encode(set)));
        } catch (ProtocolException refused) {
            assertEquals(ErrorCode.RECORD_CORRUPT, refused.code());
        }
    }

    @Test
    void aRecordThatContradictsItselfIsRefused() {
        refuses("does not begin with its format", Wire.Record.newBuilder().addActors(actor("a", 1)));
        refuses(
                "format 2, this version reads format 1",
                Wire.Record.newBuilder().setFormat(2));
        refuses("not within", record().addVersions(version(0, 9)));
        refuses("stands for two versions", record().addVersions(version(0, 1)).addVersions(version(0, 1)));
        refuses("names actor 2 of 2", record().addVersions(version(2, 1)));
        refuses("names actor 4294967295 of 2", record().addVersions(version(-1, 1)));
        refuses("counts from 1, not 0", record().addVersions(version(0, 0)));
        refuses("not in its place", record().addActors(actor("b", 1)));
        refuses("not in its place", record().addActors(actor("a", 1)));
        refuses("counts from 1, not -1", record().addActors(actor("c", -1)));
        refuses("beyond 2^53", record().addActors(actor("c", (1L << 53) + 1)));
        refuses("beyond 2^53", record().addVersions(version(0, (1L << 53) + 1)));
        refuses("beyond 2^53", record().addWrites(write(0, (1L << 53) + 1)));
        refuses("a node's name", record().addActors(actor("", 1)));
        refuses("no field with tag 50", record().setUnknownFields(unknown(6)));
        refuses("no field with tag", record().addActors(actor("c", 1).setUnknownFields(unknown(9))));
        refuses("no field with tag", record().addVersions(version(0, 1).setUnknownFields(unknown(9))));
    }

    @Test
    void anExpiryIsKeptAndOnlyOfAValue() throws ProtocolException {
        VersionSet read = RecordCodec.decode(RecordCodec.encode(Samples.EXPIRING));
        assertEquals(1_700_000_030_000L, read.versions().get(0).expiresMillis());
        assertEquals(Samples.EXPIRING, read);
        refuses(
                "never (0), and a tombstone never does",
                record().addVersions(version(0, 1).setExpiresMillis(-1)));
        refuses(
                "a tombstone never does",
                record().addVersions(version(0, 1).clearValue().setExpiresMillis(1)));
        UnknownFieldSet expiry = UnknownFieldSet.newBuilder()
                .addField(8, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                .build();
        refuses("or an expiry", record().addWrites(write(0, 1).setUnknownFields(expiry)));
    }

    /** What nodes stored that knew of no expiry is read as it was meant, and what never expires is written as they did. */
    @Test
    void aRecordWithoutAnExpiryIsWhatItAlwaysWas() throws InvalidProtocolBufferException, ProtocolException {
        byte[] bytes = RecordCodec.encode(Samples.EXPIRING).toArray();
        Wire.Record.Builder older = Wire.Record.parseFrom(bytes).toBuilder();
        older.getVersionsBuilder(0).clearExpiresMillis();
        byte[] olderBytes = older.build().toByteArray();
        assertEquals(7, bytes.length - olderBytes.length);
        VersionSet read = RecordCodec.decode(Bytes.wrap(olderBytes));
        assertEquals(0, read.versions().get(0).expiresMillis());
        assertArrayEquals(olderBytes, RecordCodec.encode(read).toArray());
    }

    /** So hash trees and digests agree without knowing of it: a dot means one value, with one expiry. */
    @Test
    void anExpiryIsNoPartOfADigest() throws InvalidProtocolBufferException, ProtocolException {
        Wire.Record.Builder other =
                Wire.Record.parseFrom(RecordCodec.encode(Samples.EXPIRING).toArray()).toBuilder();
        other.getVersionsBuilder(0).clearExpiresMillis();
        VersionSet without = RecordCodec.decode(Bytes.wrap(other.build().toByteArray()));
        assertEquals(RecordDigest.of(without), RecordDigest.of(Samples.EXPIRING));
    }

    /** So readers that do not know of it go on as before: they read nothing there. */
    @Test
    void theMarkOfARetryIsAZeroInAFieldThatWasAlwaysReadAsNothing()
            throws InvalidProtocolBufferException, ProtocolException {
        byte[] bytes = RecordCodec.encode(Samples.RETRIED).toArray();
        Wire.Record.Builder plain = Wire.Record.parseFrom(bytes).toBuilder();
        for (Wire.LoggedWrite.Builder write : plain.getWritesBuilderList()) {
            assertEquals(0, write.getAgain());
            write.clearAgain();
        }
        byte[] unmarked = plain.build().toByteArray();
        assertEquals(2, bytes.length - unmarked.length);
        VersionSet read = RecordCodec.decode(Bytes.wrap(unmarked));
        assertTrue(read.agreesWith(Samples.RETRIED));
        assertEquals(Samples.RETRIED, read.merge(Samples.RETRIED));
        refuses("a logged write has", record().addWrites(write(0, 1).setAgain(1)));
    }

    @Test
    void aKeyWithAsManyRepeatedWritesAsAreRememberedTakesFewKilobytes() {
        VersionSet plain = VersionSet.EMPTY;
        VersionSet repeated = VersionSet.EMPTY;
        for (int i = 0; i < 200; i++) {
            plain = plain.put(plain.past(), write(plain, i));
            repeated = repeated.putRepeated(repeated.past(), write(repeated, i));
        }
        assertBetween(500, 700, RecordCodec.encode(plain).length());
        assertBetween(2_000, 2_700, RecordCodec.encode(repeated).length());
    }

    private static Version write(VersionSet set, int number) {
        ActorId actor = new ActorId(new NodeId("node-" + number % 3), 0x5eed_5eed_5eedL, 1);
        Dot dot = new Dot(actor, set.seen().counter(actor) + 1);
        return new Version(dot, new RequestId(-number, number), 1_700_000_000_000L + number, Optional.of(Bytes.EMPTY));
    }

    private static void assertBetween(int least, int most, int bytes) {
        assertTrue(least <= bytes && bytes <= most, bytes + " bytes");
    }

    @Test
    void theLargestCounterThatCanBeMeantIsRead() throws ProtocolException {
        long largest = 1L << 53;
        Wire.Record.Builder record = Wire.Record.newBuilder()
                .setFormat(1)
                .addActors(actor("a", largest))
                .addVersions(version(0, largest));
        VersionSet set = RecordCodec.decode(Bytes.wrap(record.build().toByteArray()));
        assertEquals(largest, set.versions().get(0).dot().counter());
    }

    @Test
    void moreActorsThanARecordMayHaveAreNeitherReadNorWritten() {
        Wire.Record.Builder many = record();
        for (int i = 0; i < 4_096; i++) {
            many.addActors(actor("c", 1).setIncarnation(i));
        }
        refuses("more than 4096 actors", many);

        TreeMap<ActorId, VersionVector.Entry> entries = new TreeMap<>();
        for (int i = 0; i <= 4_096; i++) {
            entries.put(new ActorId(Samples.A, i, 0), new VersionVector.Entry(1, 0));
        }
        VersionSet set = VersionSet.of(List.of(), VersionVector.of(entries), RequestLog.EMPTY);
        assertThrows(IllegalArgumentException.class, () -> RecordCodec.encode(set));
    }

    @Test
    void aStoredRecordComesBackWithAndWithoutItsMintingActor() throws ProtocolException {
        Bytes record = RecordCodec.encode(Samples.SET);
        for (Optional<ActorId> minting : List.of(Optional.of(Samples.ACTOR_B), Optional.<ActorId>empty())) {
            StoredRecord stored = new StoredRecord(record, minting);
            assertEquals(stored, StoredRecord.decode(stored.encode()));
        }
        StoredRecord empty = new StoredRecord(Bytes.EMPTY, Optional.empty());
        assertEquals(empty, StoredRecord.decode(empty.encode()));
    }

    @Test
    void everyCutAndEveryFlippedBitOfAStoredRecordIsNoticed() {
        byte[] bytes = new StoredRecord(RecordCodec.encode(Samples.SET), Optional.of(Samples.ACTOR_A)).encode();
        for (int length = 0; length < bytes.length; length++) {
            refusesStored(Arrays.copyOf(bytes, length));
        }
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            refusesStored(flipped);
        }
    }

    private static void refusesStored(byte[] bytes) {
        ProtocolException refusal = assertThrows(ProtocolException.class, () -> StoredRecord.decode(bytes));
        assertEquals(ErrorCode.RECORD_CORRUPT, refusal.code());
    }

    private static Wire.Record.Builder record() {
        return Wire.Record.newBuilder().setFormat(1).addActors(actor("a", 3)).addActors(actor("b", 1));
    }

    private static Wire.Actor.Builder actor(String node, long seen) {
        return Wire.Actor.newBuilder().setNode(node).setSeen(seen);
    }

    private static Wire.StoredVersion.Builder version(int actor, long counter) {
        return Wire.StoredVersion.newBuilder()
                .setActor(actor)
                .setCounter(counter)
                .setRequestLow(counter)
                .setValue(ByteString.EMPTY);
    }

    private static Wire.LoggedWrite.Builder write(int actor, long counter) {
        return Wire.LoggedWrite.newBuilder().setActor(actor).setCounter(counter).setRequestLow(1);
    }

    private static UnknownFieldSet unknown(int field) {
        return UnknownFieldSet.newBuilder()
                .addField(
                        field,
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(ByteString.EMPTY)
                                .build())
                .build();
    }

    private static void refuses(String expected, Wire.Record.Builder record) {
        Bytes bytes = Bytes.wrap(record.build().toByteArray());
        ProtocolException refusal = assertThrows(ProtocolException.class, () -> RecordCodec.decode(bytes));
        assertEquals(ErrorCode.RECORD_CORRUPT, refusal.code());
        assertTrue(refusal.getMessage().contains(expected), refusal.getMessage());
    }
}
