package org.armature.demo.traffic;

import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.armature.history.Fact;
import org.armature.history.HistoryLine;

/**
 * A history file in the making. Thread-safe; threads that wait for the disk at the same time share one force.
 */
public final class HistoryLog implements Closeable {
    private final FileOutputStream file;
    private final boolean forcing;
    private final Object order = new Object();
    private final Object disk = new Object();
    private long appended; // guarded by order
    private long forced; // guarded by disk

    private HistoryLog(FileOutputStream file, boolean forcing) {
        this.file = file;
        this.forcing = forcing;
    }

    /** @throws IOException if the file can't be written */
    public static HistoryLog create(Path path) throws IOException {
        return create(path, true);
    }

    /**
     * One that hands its notes to the system and does not wait for the disk, for runs whose latencies are measured: it
     * survives the end of this program, not a power cut.
     *
     * @throws IOException if the file can't be written
     */
    public static HistoryLog createUnforced(Path path) throws IOException {
        return create(path, false);
    }

    private static HistoryLog create(Path path, boolean forcing) throws IOException {
        HistoryLog log = new HistoryLog(new FileOutputStream(path.toFile()), forcing);
        log.append(HistoryLine.header());
        return log;
    }

    /** Notes what needs not be on disk before anything else happens, such as a write that is about to be sent. */
    public void note(Fact fact) throws IOException {
        append(HistoryLine.of(fact));
    }

    /** Notes a write's outcome and returns when the note is where it stays; only then may the write be counted. */
    public void noteForced(Fact fact) throws IOException {
        long end = append(HistoryLine.of(fact));
        if (forcing) {
            force(end);
        }
    }

    private long append(String line) throws IOException {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        synchronized (order) {
            file.write(bytes);
            appended += bytes.length;
            return appended;
        }
    }

    private void force(long upTo) throws IOException {
        synchronized (disk) {
            if (forced >= upTo) {
                return;
            }
            long covered;
            synchronized (order) {
                covered = appended;
            }
            file.getFD().sync();
            forced = covered;
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (disk) {
            file.getFD().sync();
            file.close();
        }
    }
}
