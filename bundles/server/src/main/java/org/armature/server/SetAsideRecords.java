package org.armature.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.armature.model.ErrorCode;
import org.armature.node.Effect;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the bytes of records that could not be read any more, a file for each, for whoever looks into why. Whatever goes wrong
 * with it is logged once and holds nothing up: the record is brought back from other replicas all the same. Thread-safe; files are
 * written on a thread of its own, and are there as a whole or not at all.
 */
final class SetAsideRecords implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SetAsideRecords.class);
    private static final String SUFFIX = ".record";
    private static final String DRAFT = ".new";
    private static final long BLOCK = 4 << 10;

    /** More than so much does not wait for a slow disk. */
    private static final long MOST_WAITING_BYTES = 32 << 20;

    private final Path directory;
    private final long maxBytes;
    private final AtomicLong waitingBytes = new AtomicLong();
    private final Batches<Effect.SetAside> batches = new Batches<>("armature-set-aside", this::writeAll);
    private long bytes = -1;
    private final AtomicBoolean told = new AtomicBoolean();

    /** @param maxBytes of all files together, each counted by whole blocks of 4 KiB; 0 to keep none */
    SetAsideRecords(Path directory, long maxBytes) {
        this.directory = directory;
        this.maxBytes = maxBytes;
    }

    /** Returns at once. */
    void keep(Effect.SetAside record) {
        long size = record.stored().length();
        if (waitingBytes.addAndGet(size) > MOST_WAITING_BYTES) {
            waitingBytes.addAndGet(-size);
            tell(MOST_WAITING_BYTES + " bytes wait for the disk already");
        } else {
            batches.add(record);
        }
    }

    private void writeAll(List<Effect.SetAside> batch) {
        batch.forEach(record -> waitingBytes.addAndGet(-record.stored().length()));
        batch.forEach(this::write);
    }

    /** Unless the same bytes of the key are there already. */
    synchronized void write(Effect.SetAside record) {
        if (maxBytes == 0) {
            return;
        }
        Path file = directory.resolve(name(record));
        byte[] header = header(record).getBytes(StandardCharsets.UTF_8);
        long size = blocks(header.length + record.stored().length());
        try {
            if (Files.exists(file)) {
                return;
            }
            Files.createDirectories(directory);
            if (bytes < 0) {
                bytes = present();
            }
            if (bytes + size > maxBytes) {
                tell("there is no room: " + bytes + " of " + maxBytes
                        + " bytes (set-aside.max-size) are taken. Move files away to keep more");
                return;
            }
            write(file, header, record.stored().toArray());
            bytes += size;
            told.set(false);
            LOG.warn(
                    "damaged record set aside file={} table={} partition={}", file, record.table(), record.partition());
        } catch (IOException e) {
            bytes = -1;
            tell(e.toString());
        }
    }

    /** Until the next one is kept. */
    private void tell(String why) {
        if (told.compareAndSet(false, true)) {
            LOG.warn(
                    "{} damaged records not set aside directory={} reason=\"{}\" effect=\"none on the repair of them\"",
                    ErrorCode.RECORD_CORRUPT,
                    directory,
                    why);
        }
    }

    /** Without what an earlier life has left half written, which is deleted. */
    private long present() throws IOException {
        long sum = 0;
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                if (file.getFileName().toString().endsWith(DRAFT)) {
                    Files.delete(file);
                } else {
                    sum += blocks(Files.size(file));
                }
            }
        }
        return sum;
    }

    private static void write(Path file, byte[] header, byte[] stored) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + DRAFT);
        try {
            try (FileChannel channel = FileChannel.open(
                    draft, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                for (ByteBuffer part : new ByteBuffer[] {ByteBuffer.wrap(header), ByteBuffer.wrap(stored)}) {
                    while (part.hasRemaining()) {
                        channel.write(part);
                    }
                }
                channel.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static long blocks(long size) {
        return (size + BLOCK - 1) / BLOCK * BLOCK;
    }

    /** Another for other bytes of the same key. */
    private static String name(Effect.SetAside record) {
        return String.format(
                Locale.ROOT,
                "%s.%s-%d-%s-%08x-%08x%s",
                record.table().instance(),
                record.table().table(),
                record.partition(),
                store(record),
                crc(record.key().key()),
                crc(record.stored().toArray()),
                SUFFIX);
    }

    private static String store(Effect.SetAside record) {
        return record.kind().name().toLowerCase(Locale.ROOT);
    }

    private static long crc(byte[] of) {
        CRC32C crc = new CRC32C();
        crc.update(of);
        return crc.getValue();
    }

    private static String header(Effect.SetAside record) {
        return "armature record set aside, format 1\n"
                + "table " + record.table() + "\n"
                + "store " + store(record) + "\n"
                + "partition " + record.partition() + "\n"
                + "key " + HexFormat.of().formatHex(record.key().key()) + "\n"
                + "time " + Instant.now() + "\n"
                + "why " + record.why().replaceAll("\\R", " ") + "\n"
                + "bytes " + record.stored().length() + "\n\n";
    }

    /** Returns when what was told before is written. */
    @Override
    public void close() {
        batches.close();
    }
}
