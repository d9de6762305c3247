package org.armature.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.armature.model.ActorId;
import org.armature.model.Bytes;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;

/**
 * A record as an engine keeps it: what all replicas share, and what only this copy knows.
 *
 * <p>Bytes, big-endian: u8 format (1); u32 CRC-32C of all others; u8 length of the minting node's name, 0 if there is no
 * minting actor; else the name, u64 incarnation, u64 epoch; then the record.
 *
 * @param record as {@link RecordCodec} encodes it
 * @param minting the actor under which this node has counted events of the key without ever forgetting it since; empty
 *     if it only received the key from others. A copy without one mints under a fresh epoch.
 */
public record StoredRecord(Bytes record, Optional<ActorId> minting) {
    private static final int FORMAT = 1;
    private static final int CHECKSUM_OFFSET = 1;
    private static final int FIXED_BYTES = 6;

    /** With a format number and a CRC-32C over everything else. */
    public byte[] encode() {
        byte[] name = minting.map(actor -> actor.node().name().getBytes(StandardCharsets.US_ASCII))
                .orElse(new byte[0]);
        ByteBuffer bytes = ByteBuffer.allocate(FIXED_BYTES + mintingBytes(name.length) + record.length())
                .put((byte) FORMAT)
                .putInt(0)
                .put((byte) name.length)
                .put(name);
        minting.ifPresent(actor -> bytes.putLong(actor.incarnation()).putLong(actor.epoch()));
        bytes.put(record.shared()).putInt(CHECKSUM_OFFSET, checksum(bytes.array()));
        return bytes.array();
    }

    /** @throws ProtocolException RECORD_CORRUPT if the checksum fails or the format is unknown */
    public static StoredRecord decode(byte[] bytes) throws ProtocolException {
        if (bytes.length < FIXED_BYTES) {
            throw corrupt(bytes, "it was cut: it has at least " + FIXED_BYTES + " bytes");
        }
        if (bytes[0] != FORMAT) {
            throw corrupt(bytes, "format " + Byte.toUnsignedInt(bytes[0]) + ", this version reads format " + FORMAT);
        }
        int expected = ByteBuffer.wrap(bytes).getInt(CHECKSUM_OFFSET);
        int actual = checksum(bytes);
        if (actual != expected) {
            throw corrupt(
                    bytes, "checksum " + Integer.toHexString(actual) + ", written as " + Integer.toHexString(expected));
        }
        int nameBytes = Byte.toUnsignedInt(bytes[FIXED_BYTES - 1]);
        Optional<ActorId> minting = nameBytes == 0 ? Optional.empty() : Optional.of(minting(bytes, nameBytes));
        byte[] record = Arrays.copyOfRange(bytes, FIXED_BYTES + mintingBytes(nameBytes), bytes.length);
        return new StoredRecord(Bytes.wrap(record), minting);
    }

    private static ActorId minting(byte[] bytes, int nameBytes) throws ProtocolException {
        ByteBuffer fields = ByteBuffer.wrap(bytes).position(FIXED_BYTES);
        if (fields.remaining() < mintingBytes(nameBytes)) {
            throw corrupt(bytes, "its minting actor is longer than what is there");
        }
        String name = new String(bytes, FIXED_BYTES, nameBytes, StandardCharsets.ISO_8859_1);
        fields.position(FIXED_BYTES + nameBytes);
        try {
            return new ActorId(new NodeId(name), fields.getLong(), fields.getLong());
        } catch (IllegalArgumentException e) {
            throw corrupt(bytes, e.getMessage());
        }
    }

    private static int mintingBytes(int nameBytes) {
        return nameBytes == 0 ? 0 : nameBytes + 2 * Long.BYTES;
    }

    private static ProtocolException corrupt(byte[] bytes, String why) {
        return new ProtocolException(
                ErrorCode.RECORD_CORRUPT, "a stored record of " + bytes.length + " bytes is damaged: " + why);
    }

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, CHECKSUM_OFFSET);
        crc.update(bytes, CHECKSUM_OFFSET + Integer.BYTES, bytes.length - CHECKSUM_OFFSET - Integer.BYTES);
        return (int) crc.getValue();
    }
}
