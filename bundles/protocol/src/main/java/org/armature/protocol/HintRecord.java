package org.armature.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.zip.CRC32C;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;

/**
 * What a node keeps of one key for owners that were away (hinted handoff, Dynamo §4.6).
 *
 * <p>Bytes, big-endian: u8 format (3, or 4 of one that keeps a copy and refers to the node's own as well); u32 CRC-32C of
 * all others; u64 generation; u64 reap epoch; u8 number of owners, from 1; for each its length as u8 and its name; then the
 * {@link StoredRecord}, or nothing. Formats 1 and 2 are 3 and 4 without the reap epoch: they are read as of epoch 0.
 *
 * @param owners whom it is for, at least one
 * @param generation counts the changes of this hint, from 1: a delivery takes away only what it delivered
 * @param copy what this node keeps in their place; empty if the hint only refers to this node's own copy of the key
 * @param refers whether they lack what this node's own copy of the key holds, too
 * @param reapEpoch what is kept is of this reap epoch of the key's partition at the earliest, see {@link ReapingMessage};
 *     from 0
 */
public record HintRecord(
        SortedSet<NodeId> owners, long generation, Optional<StoredRecord> copy, boolean refers, long reapEpoch) {
    private static final int WITHOUT_EPOCH = 1;
    private static final int OF_BOTH_WITHOUT_EPOCH = 2;
    private static final int FORMAT = 3;
    private static final int FORMAT_OF_BOTH = 4;
    private static final int CHECKSUM_OFFSET = 1;
    private static final int GENERATION_OFFSET = CHECKSUM_OFFSET + Integer.BYTES;
    private static final int HEAD_WITHOUT_EPOCH = GENERATION_OFFSET + Long.BYTES;
    private static final int HEAD = HEAD_WITHOUT_EPOCH + Long.BYTES;
    private static final int MAX_OWNERS = 255;

    public HintRecord {
        if (owners.isEmpty() || owners.size() > MAX_OWNERS || generation < 1) {
            throw new IllegalArgumentException(
                    "a hint is for 1 to 255 owners and counts from 1, not for " + owners + " at " + generation);
        }
        if (reapEpoch < 0) {
            throw new IllegalArgumentException("a hint is of a reap epoch from 0, not " + reapEpoch);
        }
        if (copy.isEmpty() && !refers) {
            throw new IllegalArgumentException("a hint keeps a copy or refers to one");
        }
        owners = Collections.unmodifiableSortedSet(new TreeSet<>(owners));
    }

    public byte[] encode() {
        byte[] record = copy.map(StoredRecord::encode).orElse(new byte[0]);
        int names = owners.stream().mapToInt(owner -> 1 + owner.name().length()).sum();
        ByteBuffer bytes = ByteBuffer.allocate(HEAD + 1 + names + record.length)
                .put((byte) (copy.isPresent() && refers ? FORMAT_OF_BOTH : FORMAT))
                .putInt(0)
                .putLong(generation)
                .putLong(reapEpoch)
                .put((byte) owners.size());
        for (NodeId owner : owners) {
            byte[] name = owner.name().getBytes(StandardCharsets.US_ASCII);
            bytes.put((byte) name.length).put(name);
        }
        bytes.put(record).putInt(CHECKSUM_OFFSET, checksum(bytes.array()));
        return bytes.array();
    }

    /** @throws ProtocolException RECORD_CORRUPT if the checksum fails, the format is unknown or the record is damaged */
    public static HintRecord decode(byte[] bytes) throws ProtocolException {
        int format = bytes.length == 0 ? FORMAT : Byte.toUnsignedInt(bytes[0]);
        if (format < WITHOUT_EPOCH || format > FORMAT_OF_BOTH) {
            throw corrupt(
                    bytes,
                    "format " + format + ", this version reads formats " + WITHOUT_EPOCH + " to " + FORMAT_OF_BOTH);
        }
        boolean hasEpoch = format == FORMAT || format == FORMAT_OF_BOTH;
        int head = hasEpoch ? HEAD : HEAD_WITHOUT_EPOCH;
        if (bytes.length <= head) {
            throw corrupt(bytes, "it was cut: it has more than " + head + " bytes");
        }
        ByteBuffer fields = ByteBuffer.wrap(bytes);
        int expected = fields.getInt(CHECKSUM_OFFSET);
        int actual = checksum(bytes);
        if (actual != expected) {
            throw corrupt(
                    bytes, "checksum " + Integer.toHexString(actual) + ", written as " + Integer.toHexString(expected));
        }
        try {
            long generation = fields.getLong(GENERATION_OFFSET);
            long reapEpoch = hasEpoch ? fields.getLong(HEAD_WITHOUT_EPOCH) : 0;
            SortedSet<NodeId> owners = readOwners(fields.position(head));
            Optional<StoredRecord> copy = fields.hasRemaining()
                    ? Optional.of(StoredRecord.decode(Arrays.copyOfRange(bytes, fields.position(), bytes.length)))
                    : Optional.empty();
            boolean refers = copy.isEmpty() || format == FORMAT_OF_BOTH || format == OF_BOTH_WITHOUT_EPOCH;
            return new HintRecord(owners, generation, copy, refers, reapEpoch);
        } catch (IllegalArgumentException e) {
            throw corrupt(bytes, e.getMessage());
        }
    }

    private static SortedSet<NodeId> readOwners(ByteBuffer fields) {
        SortedSet<NodeId> owners = new TreeSet<>();
        int number = Byte.toUnsignedInt(fields.get());
        for (int i = 0; i < number; i++) {
            int length = fields.hasRemaining() ? Byte.toUnsignedInt(fields.get()) : 1;
            if (fields.remaining() < length) {
                throw new IllegalArgumentException("it names fewer owners than " + number);
            }
            byte[] name = new byte[length];
            fields.get(name);
            owners.add(new NodeId(new String(name, StandardCharsets.ISO_8859_1)));
        }
        return owners;
    }

    private static ProtocolException corrupt(byte[] bytes, String why) {
        return new ProtocolException(
                ErrorCode.RECORD_CORRUPT, "a hint of " + bytes.length + " bytes is damaged: " + why);
    }

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, CHECKSUM_OFFSET);
        crc.update(bytes, CHECKSUM_OFFSET + Integer.BYTES, bytes.length - CHECKSUM_OFFSET - Integer.BYTES);
        return (int) crc.getValue();
    }
}
