package org.armature.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.armature.model.Key;
import org.armature.model.RequestId;
import org.armature.model.TableName;
import org.armature.node.Effect;
import org.armature.ring.Position;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which deleted data a node has removed for good, and when: so that a receipt can be answered when nothing of it is left.
 * Segments of {@link ReapedEntry} one after the other, in a directory of their own; with the bytes they may have, the oldest
 * goes. What a crash has torn at the end is cut off; what is damaged before whole entries is passed over. What was noted survives
 * the process at once, and a power cut soon afterwards. Thread-safe; forced and read on a thread of its own.
 */
final class ReapedJournal implements AutoCloseable {
    static final int SEGMENTS = 8;

    private static final Logger LOG = LoggerFactory.getLogger(ReapedJournal.class);
    private static final String SUFFIX = ".reaped";

    private final Path directory;
    private final long segmentBytes;
    private final Batches<FileChannel> written = new Batches<>("armature-reaped", this::force);
    private Optional<Segment> open = Optional.empty(); // guarded by this
    private boolean failing; // guarded by this

    /** The one that is written to. */
    private record Segment(long number, FileChannel channel) {}

    /** @param maxBytes of all segments */
    ReapedJournal(Path directory, long maxBytes) {
        this.directory = directory;
        this.segmentBytes = Math.max(1, maxBytes / SEGMENTS);
    }

    /**
     * Returns when the system has it, without waiting for the disk. What can't be written is told in the log, and a receipt
     * for it has no answer later.
     */
    synchronized void note(Effect.NoteReaped reaped) {
        try {
            write(ReapedEntry.of(reaped).encode());
        } catch (IOException e) {
            failed(e);
        }
    }

    /** When what this request wrote was removed here, in milliseconds since 1970; empty if the journal has nothing of it. */
    CompletableFuture<OptionalLong> reapedAt(TableName table, Key key, RequestId write) {
        return ask(() -> look(table, key, write));
    }

    /** Asks on the thread of the journal. */
    <R> CompletableFuture<R> ask(Callable<R> question) {
        return written.ask(question);
    }

    /** As {@link #reapedAt}, to be called from within what is {@link #ask asked}. */
    OptionalLong look(TableName table, Key key, RequestId write) throws IOException {
        Position position = Position.of(key);
        List<Path> latestFirst = new ArrayList<>(segments().values());
        Collections.reverse(latestFirst);
        OptionalLong at = OptionalLong.empty();
        for (int i = 0; i < latestFirst.size() && at.isEmpty(); i++) {
            ByteBuffer bytes = content(latestFirst.get(i));
            for (var entry = ReapedEntry.next(bytes, position);
                    entry.isPresent();
                    entry = ReapedEntry.next(bytes, position)) {
                if (entry.get().isOf(table, key, write)) {
                    at = OptionalLong.of(entry.get().wallMillis());
                }
            }
        }
        return at;
    }

    private static ByteBuffer content(Path segment) throws IOException {
        try {
            return ByteBuffer.wrap(Files.readAllBytes(segment));
        } catch (NoSuchFileException e) {
            return ByteBuffer.allocate(0); // the oldest, gone since they were listed
        }
    }

    private SortedMap<Long, Path> segments() throws IOException {
        SortedMap<Long, Path> segments = new TreeMap<>();
        if (Files.isDirectory(directory)) {
            try (Stream<Path> files = Files.list(directory)) {
                files.forEach(file -> number(file).ifPresent(number -> segments.put(number, file)));
            }
        }
        return segments;
    }

    private static Optional<Long> number(Path file) {
        String name = file.getFileName().toString();
        String digits = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : "";
        return digits.matches("[0-9]{1,18}") ? Optional.of(Long.parseLong(digits)) : Optional.empty();
    }

    // ---- writing

    private synchronized void failed(IOException e) {
        abandon();
        if (!failing) {
            failing = true;
            LOG.error(
                    "removals not noted directory={} reason=\"{}\" effect=\"receipts of deletes that are reaped until they"
                            + " can be are answered: nothing known\"",
                    directory,
                    e.toString());
        }
    }

    private void force(List<FileChannel> batch) {
        for (FileChannel channel : new LinkedHashSet<>(batch)) {
            try {
                channel.force(false);
                forced(channel);
            } catch (ClosedChannelException e) {
                LOG.debug("segment not forced: it was before it was closed, or its failure was told of", e);
            } catch (IOException e) {
                closeQuietly(channel);
                failed(e);
            }
        }
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("segment not closed", e);
        }
    }

    private synchronized void forced(FileChannel channel) throws IOException {
        failing = false;
        if (open.isEmpty() || !open.get().channel().equals(channel)) {
            channel.close(); // it was full
        }
    }

    private void write(byte[] entry) throws IOException {
        Segment segment = open.isPresent() ? open.get() : last();
        if (segment.channel().position() > 0 && segment.channel().position() + entry.length > segmentBytes) {
            written.add(segment.channel());
            segment = begin(segment.number() + 1);
        }
        open = Optional.of(segment);
        ByteBuffer bytes = ByteBuffer.wrap(entry);
        while (bytes.hasRemaining()) {
            segment.channel().write(bytes);
        }
        written.add(segment.channel());
    }

    private Segment last() throws IOException {
        SortedMap<Long, Path> segments = segments();
        if (segments.isEmpty()) {
            return begin(1);
        }
        long number = segments.lastKey();
        Path file = segments.get(number);
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        Optional<ReapedEntry> whole;
        do {
            whole = ReapedEntry.next(bytes);
        } while (whole.isPresent());
        int end = bytes.position();
        if (ReapedEntry.skipDamage(bytes)) {
            LOG.warn(
                    "note of removals damaged file={} from_byte={} to_byte={} effect=\"receipts of these few deletes are answered:"
                            + " nothing known; the others stay, and new ones go to another file\"",
                    file,
                    end,
                    bytes.position());
            return begin(number + 1);
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        channel.truncate(end).position(end);
        return new Segment(number, channel);
    }

    private Segment begin(long number) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory);
            DurableFile.forceDirectory(directory);
        }
        for (Path old : segments().headMap(number - SEGMENTS + 1).values()) {
            Files.deleteIfExists(old);
        }
        Path file = directory.resolve(number + SUFFIX);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        DurableFile.forceDirectory(file);
        return new Segment(number, channel);
    }

    /** What the last one holds is found out anew. */
    private void abandon() {
        open.ifPresent(segment -> closeQuietly(segment.channel()));
        open = Optional.empty();
    }

    @Override
    public void close() {
        written.close();
        synchronized (this) {
            abandon();
        }
    }
}
