package com.example.segments;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.armature.storage.StorageException;

/**
 * One file of the log. Everything goes through {@link RandomAccessFile}, which an interrupt of the caller does not close,
 * as it would a {@code FileChannel}. Thread-safe; calls take turns.
 */
final class Segment {
    static final int HEADER_BYTES = 16;
    private static final long MAGIC = 0x5345474d454e5431L; // SEGMENT1

    /** Takes the frames of a file in their order. */
    @FunctionalInterface
    interface FrameVisitor {
        /** @param start of the frame in the file */
        void visit(long start, Frame frame) throws IOException;
    }

    private final long number;
    private final Path path;
    private final RandomAccessFile file;
    private long length;
    private boolean closed;

    private Segment(long number, Path path, RandomAccessFile file, long length) {
        this.number = number;
        this.path = path;
        this.file = file;
        this.length = length;
    }

    static Path path(Path directory, long number) {
        return directory.resolve(String.format("%016d.seg", number));
    }

    static Segment begin(Path directory, long number) throws IOException {
        Path path = path(directory, number);
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
        try {
            file.setLength(0);
            file.write(header(number));
            ForcedDirectory.force(directory);
            return new Segment(number, path, file, HEADER_BYTES);
        } catch (IOException e) {
            file.close();
            Files.deleteIfExists(path);
            throw e;
        }
    }

    /** One that is there, whose whole frames end at {@code length}. */
    static Segment reopen(Path path, long number, long length) throws IOException {
        return new Segment(number, path, new RandomAccessFile(path.toFile(), "rw"), length);
    }

    /**
     * Reads a file through.
     *
     * @param mayBeTorn whether the process may have been killed while it wrote here
     * @return where the whole frames end; 0 if not even the file's own header is whole
     * @throws StorageException.Corrupt if something stands there that nobody can have written
     */
    static long read(Path path, long number, boolean mayBeTorn, FrameVisitor visitor) throws IOException {
        long size = Files.size(path);
        try (InputStream in = new BufferedInputStream(new FileInputStream(path.toFile()), 1 << 16)) {
            byte[] begin = in.readNBytes(HEADER_BYTES);
            if (!Arrays.equals(begin, header(number))) {
                boolean unwritten = Arrays.equals(begin, Arrays.copyOf(header(number), begin.length))
                        || isZeros(begin) && restIsZeros(in);
                return torn(path, 0, mayBeTorn && unwritten);
            }
            long at = HEADER_BYTES;
            while (at < size) {
                byte[] header = in.readNBytes(Frame.HEADER_BYTES);
                if (header.length < Frame.HEADER_BYTES) {
                    return torn(path, at, mayBeTorn);
                }
                if (!Frame.isHeader(header)) {
                    return torn(path, at, mayBeTorn && isZeros(header) && restIsZeros(in));
                }
                int body = Frame.bodyLength(header);
                if (body > size - at - Frame.HEADER_BYTES) {
                    return torn(path, at, mayBeTorn);
                }
                byte[] frame = Arrays.copyOf(header, Frame.HEADER_BYTES + body);
                if (in.readNBytes(frame, Frame.HEADER_BYTES, body) < body || !Frame.isIntact(frame)) {
                    return torn(path, at, false);
                }
                visitor.visit(at, Frame.whole(frame));
                at += frame.length;
            }
            return at;
        }
    }

    private static long torn(Path path, long at, boolean explained) {
        if (!explained) {
            throw new StorageException.Corrupt(
                    path + " is damaged at byte " + at + ": what stands there is no frame, and"
                            + " not what a killed process leaves. Nothing was changed. Move the environment's directory away:"
                            + " the node is filled from the other replicas");
        }
        return at;
    }

    private static byte[] header(long number) {
        return ByteBuffer.allocate(HEADER_BYTES).putLong(MAGIC).putLong(number).array();
    }

    private static boolean isZeros(byte[] bytes) {
        for (byte one : bytes) {
            if (one != 0) {
                return false;
            }
        }
        return true;
    }

    /** What a power loss can leave of writes that were not forced. */
    private static boolean restIsZeros(InputStream in) throws IOException {
        byte[] piece = in.readNBytes(1 << 16);
        while (piece.length > 0 && isZeros(piece)) {
            piece = in.readNBytes(1 << 16);
        }
        return piece.length == 0;
    }

    /** @return where the frame begins; if this throws, nothing of it counts */
    synchronized long append(byte[] frame) throws IOException {
        cutLeftover();
        file.seek(length);
        file.write(frame);
        long start = length;
        length += frame.length;
        return start;
    }

    /** Takes away what an append that failed has left. */
    private void cutLeftover() throws IOException {
        if (file.length() != length) {
            file.setLength(length);
        }
    }

    /** Takes away what stands behind the last whole frame. */
    synchronized void truncate(long end) throws IOException {
        length = end;
        cutLeftover();
    }

    /** The value; empty if the segment was closed. */
    synchronized Optional<byte[]> value(Place place) throws IOException {
        if (closed) {
            return Optional.empty();
        }
        byte[] value = new byte[place.length()];
        file.seek(place.offset());
        file.readFully(value);
        if (Frame.checksum(value, 0, value.length) != place.checksum()) {
            throw new StorageException.Corrupt("the value at byte " + place.offset() + " of " + path
                    + " is not what was written: the file was damaged since this was opened");
        }
        return Optional.of(value);
    }

    /** Returns once everything appended survives a power loss. Not synchronized: readers go on meanwhile. */
    void force() throws IOException {
        file.getFD().sync();
    }

    long number() {
        return number;
    }

    Path path() {
        return path;
    }

    synchronized long length() {
        return length;
    }

    synchronized void close() throws IOException {
        if (!closed) {
            closed = true;
            try (file) {
                cutLeftover();
            }
        }
    }
}
