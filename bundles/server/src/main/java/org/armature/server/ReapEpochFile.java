package org.armature.server;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.armature.node.Effect;
import org.armature.node.Event;
import org.armature.node.ReapEpoch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers how far reaping has come in each partition: one small file, replaced as a whole and forced, by all at once that
 * waits for it. Thread-safe.
 *
 * <p>Bytes, big-endian: u32 format (1); u32 number of partitions; for each u32 partition, ascending, u64 raised, u64 settled;
 * u32 CRC-32C of all before.
 */
final class ReapEpochFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReapEpochFile.class);
    private static final int FORMAT = 1;
    private static final int HEAD_BYTES = 2 * Integer.BYTES;
    private static final int ENTRY_BYTES = Integer.BYTES + 2 * Long.BYTES;
    private static final int CRC_BYTES = Integer.BYTES;

    private record Keeping(Effect.KeepReapEpoch effect, Consumer<Event> tell) {}

    private final Path file;
    private final int partitions;
    private final Optional<String> damage;

    /** As far as was ever asked for; from the start on only the thread of the batches touches it. */
    private final SortedMap<Integer, ReapEpoch> epochs;

    private final SortedMap<Integer, ReapEpoch> found;
    private final Batches<Keeping> batches = new Batches<>("armature-reap-epochs", this::keepAll);
    private boolean failing;

    /**
     * Reads the file. What can't be read counts as a node that knows of no reaping: what it keeps for others is taken for
     * old, and nothing is removed before it was told the epochs again.
     *
     * @param partitions Q of the ring
     */
    ReapEpochFile(Path file, int partitions) {
        this.file = file;
        this.partitions = partitions;
        SortedMap<Integer, ReapEpoch> read = Collections.emptySortedMap();
        Optional<String> wrong = Optional.empty();
        try {
            read = decode(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            LOG.debug("no reap epochs kept yet file={}", file);
        } catch (IOException e) {
            wrong = Optional.of("what this node knew of the removal of deleted data can't be read from " + file + " ("
                    + e.getMessage() + "): it learns it anew from the others");
            LOG.warn("{}", wrong.get());
        }
        this.found = Collections.unmodifiableSortedMap(read);
        this.epochs = new TreeMap<>(read);
        this.damage = wrong;
    }

    /** Why what was kept could not be read; empty if it could, or nothing was kept. */
    Optional<String> damage() {
        return damage;
    }

    /** As it was found at the start, of the partitions of one shard; those that are missing have {@link ReapEpoch#NONE}. */
    SortedMap<Integer, ReapEpoch> found(int shard, int shards) {
        SortedMap<Integer, ReapEpoch> ofShard = new TreeMap<>(found);
        ofShard.keySet().removeIf(partition -> partition % shards != shard);
        return ofShard;
    }

    /** @param tell told when it survives a crash, or could not be written, on a thread of this file's */
    void keep(Effect.KeepReapEpoch effect, Consumer<Event> tell) {
        batches.add(new Keeping(effect, tell));
    }

    private void keepAll(List<Keeping> batch) {
        for (Keeping each : batch) {
            ReapEpoch next = each.effect().epoch();
            epochs.merge(each.effect().partition(), next, (before, now) -> before.with(now.raised(), now.settled()));
        }
        try {
            DurableFile.write(file, encode());
        } catch (IOException e) {
            refuse(batch, e);
            return;
        }
        if (failing) {
            failing = false;
            LOG.info("reap epochs are kept again file={}", file);
        }
        batch.forEach(
                each -> each.tell().accept(new Event.ReapEpochKept(each.effect().operation())));
    }

    private void refuse(List<Keeping> batch, IOException why) {
        if (!failing) {
            failing = true;
            LOG.error(
                    "reap epochs not kept file={} reason=\"{}\" effect=\"deleted data is not removed until they can be\"",
                    file,
                    why.toString());
        }
        batch.forEach(each ->
                each.tell().accept(new Event.ReapEpochRefused(each.effect().operation(), why.toString())));
    }

    private byte[] encode() throws IOException {
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

    private SortedMap<Integer, ReapEpoch> decode(byte[] bytes) throws IOException {
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

    @Override
    public void close() {
        batches.close();
    }
}
