package org.armature.server;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.armature.node.ReapEpoch;

/**
 * How reap epochs are written to files.
 *
 * <p>Bytes, big-endian: u32 format (1); u32 number of partitions; for each u32 partition, ascending, u64 raised, u64 settled;
 * u32 CRC-32C of all before.
 */
final class ReapEpochBytes {
    private static final int FORMAT = 1;
    private static final int HEAD_BYTES = 2 * Integer.BYTES;
    private static final int ENTRY_BYTES = Integer.BYTES + 2 * Long.BYTES;
    private static final int CRC_BYTES = Integer.BYTES;

    private ReapEpochBytes() {}

    static byte[] encode(SortedMap<Integer, ReapEpoch> epochs) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(HEAD_BYTES + epochs.size() * ENTRY_BYTES + CRC_BYTES);
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(FORMAT);
        out.writeInt(epochs.size());
        for (var each : epochs.entrySet()) {
            out.writeInt(each.getKey());
            out.writeLong(each.getValue().raised());
            out.writeLong(each.getValue().settled());
        }
        out.writeInt(crc(bytes.toByteArray(), bytes.size()));
        return bytes.toByteArray();
    }

    /**
     * @param partitions Q of the ring
     * @throws IOException if they are damaged, of another version, or of a ring of fewer partitions
     */
    static SortedMap<Integer, ReapEpoch> decode(byte[] bytes, int partitions) throws IOException {
        int length = bytes.length - CRC_BYTES;
        if (length < HEAD_BYTES || crc(bytes, length) != ByteBuffer.wrap(bytes).getInt(length)) {
            throw new IOException("the file is damaged");
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, length));
        int format = in.readInt();
        if (format != FORMAT) {
            throw new IOException("it has format " + format + ", and this version reads format " + FORMAT);
        }
        SortedMap<Integer, ReapEpoch> read = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            int partition = in.readInt();
            if (partition < 0 || partition >= partitions) {
                throw new IOException("it names partition " + partition + " of a ring of " + partitions);
            }
            read.put(partition, epoch(in.readLong(), in.readLong()));
        }
        return read;
    }

    private static ReapEpoch epoch(long raised, long settled) throws IOException {
        try {
            return new ReapEpoch(raised, settled);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static int crc(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
