package com.example.segments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.armature.storage.Mutation;
import org.armature.storage.OpenReport;
import org.armature.storage.StorageException;

/** The segments of one directory, the oldest first; only the newest is written. Not thread-safe. */
final class SegmentLog {
    private static final String SUFFIX = ".seg";
    private static final int COPIED_AT_ONCE = 100;

    /** Told what stands in the log, and where. */
    @FunctionalInterface
    interface Index {
        void apply(Segment segment, long start, Frame frame);
    }

    /** Tells which changes of a frame still count. */
    @FunctionalInterface
    interface Liveness {
        boolean isLive(Segment segment, long start, Frame.Change change);
    }

    private final Path directory;
    private final DirectoryLock lock;
    private final long segmentSize;
    private final long freeDisk;
    private final Deque<Segment> segments = new ArrayDeque<>();
    private long allBytes;
    private long writtenSinceCleaning;
    private String forceFailure;

    private SegmentLog(Path directory, DirectoryLock lock, long segmentSize, long freeDisk) {
        this.directory = directory;
        this.lock = lock;
        this.segmentSize = segmentSize;
        this.freeDisk = freeDisk;
    }

    static SegmentLog claim(Path directory, long segmentSize, long freeDisk) throws IOException {
        return new SegmentLog(directory, DirectoryLock.of(directory), segmentSize, freeDisk);
    }

    Path directory() {
        return directory;
    }

    /** Reads all that is there. Nothing is changed before everything was found to be in order. */
    OpenReport recover(Index index) throws IOException {
        SortedMap<String, Long> found = found();
        boolean clean = CleanMark.agrees(directory, found);
        long cut = 0;
        for (String name : found.keySet()) {
            long number = number(name);
            if (!segments.isEmpty() && number != segments.getLast().number() + 1) {
                throw new StorageException.Corrupt(
                        Segment.path(directory, segments.getLast().number() + 1) + " is missing. Nothing was changed");
            }
            boolean mayBeTorn = !clean && name.equals(found.lastKey());
            Segment segment = Segment.reopen(directory.resolve(name), number, found.get(name));
            segments.add(segment);
            long end = Segment.read(
                    segment.path(), number, mayBeTorn, (start, frame) -> index.apply(segment, start, frame));
            cut = found.get(name) - end;
            if (end == 0) {
                segment.close();
                segments.removeLast();
                Files.delete(segment.path());
            } else if (cut > 0) {
                segment.truncate(end);
            }
        }
        CleanMark.remove(directory);
        allBytes = segments.stream().mapToLong(Segment::length).sum();
        if (segments.isEmpty()) {
            segments.add(Segment.begin(directory, found.isEmpty() ? 1 : number(found.lastKey())));
        }
        return report(found, clean, cut);
    }

    private SortedMap<String, Long> found() throws IOException {
        SortedMap<String, Long> found = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.matches("[0-9]{16}\\.seg")) {
                    found.put(name, Files.size(file));
                }
            }
        }
        return found;
    }

    private static long number(String name) {
        return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
    }

    private static OpenReport report(SortedMap<String, Long> found, boolean clean, long cut) {
        if (found.isEmpty()) {
            return new OpenReport(OpenReport.State.EMPTY, "the directory had no segments");
        }
        return clean
                ? new OpenReport(OpenReport.State.CLEAN, found.size() + " segments, as they were when they were closed")
                : new OpenReport(
                        OpenReport.State.RECOVERED,
                        found.size() + " segments read through; " + cut
                                + " bytes of a write that had not ended were cut");
    }

    /** @throws StorageException.DiskFull if less is free than is to be left free */
    void refuseWithoutRoom() {
        long free = directory.toFile().getUsableSpace();
        if (free < freeDisk) {
            throw new StorageException.DiskFull("the file system of " + directory + " has " + free
                    + " bytes free, less than free-disk=" + freeDisk + "; nothing was written");
        }
    }

    /** Appends a frame that somebody asked for. */
    void write(Frame frame, Index index) throws IOException {
        append(frame, index);
        writtenSinceCleaning += frame.bytes().length;
    }

    private void append(Frame frame, Index index) throws IOException {
        refuseAfterFailedForce();
        long length = segments.getLast().length();
        if (length + frame.bytes().length > segmentSize && length > Segment.HEADER_BYTES) {
            force();
            segments.add(Segment.begin(directory, segments.getLast().number() + 1));
        }
        Segment newest = segments.getLast();
        index.apply(newest, newest.append(frame.bytes()), frame);
        allBytes += frame.bytes().length;
    }

    /** Older segments were forced before the newest was begun. */
    void force() throws IOException {
        refuseAfterFailedForce();
        try {
            segments.getLast().force();
        } catch (IOException e) {
            forceFailure = e.toString();
            throw e;
        }
    }

    /** What a system that could not write a page does with it, nobody can say: only what is read again is there. */
    private void refuseAfterFailedForce() {
        if (forceFailure != null) {
            throw new StorageException.Unavailable("the disk failed to keep " + directory + " (" + forceFailure
                    + "), so no more is written there until it is opened again; reads go on");
        }
    }

    /**
     * Whether more than half of the log, and more than two segments of it, are entries that do not count any more. Not
     * again before half a segment was written, so that no write waits long.
     */
    boolean isDueForCleaning(long liveBytes) {
        return writtenSinceCleaning > segmentSize / 2
                && segments.size() > 2
                && allBytes - liveBytes > liveBytes + 2 * segmentSize;
    }

    void cleanOldest(Liveness liveness, Index index) throws IOException {
        Segment oldest = segments.getFirst();
        List<Mutation> live = new ArrayList<>();
        Segment.read(oldest.path(), oldest.number(), false, (start, frame) -> {
            for (Frame.Change change : frame.changes()) {
                if (liveness.isLive(oldest, start, change)) {
                    live.add(Mutation.put(change.store(), change.key(), frame.value(change)));
                }
            }
            if (live.size() >= COPIED_AT_ONCE) {
                append(Frame.of(live), index);
                live.clear();
            }
        });
        if (!live.isEmpty()) {
            append(Frame.of(live), index);
        }
        force();
        writtenSinceCleaning = 0;
        allBytes -= oldest.length();
        segments.removeFirst();
        oldest.close();
        Files.delete(oldest.path());
    }

    void close() throws IOException {
        try {
            if (forceFailure == null) {
                force();
                for (Segment segment : segments) {
                    segment.close();
                }
                CleanMark.write(directory, segments);
            }
        } finally {
            giveUp();
        }
    }

    /** Leaves everything as a kill would. */
    void giveUp() throws IOException {
        try {
            for (Segment segment : segments) {
                segment.close();
            }
        } finally {
            lock.release();
        }
    }
}
