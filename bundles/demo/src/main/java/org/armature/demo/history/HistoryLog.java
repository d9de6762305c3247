package org.armature.demo.history;

import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The history as it is written: one JSON object a line, appended. Thread-safe; threads that wait for the disk at the
 * same time share one force.
 */
public final class HistoryLog implements Closeable {
    private final FileOutputStream file;
    private final Object order = new Object();
    private final Object disk = new Object();
    private long appended; // guarded by order
    private long forced; // guarded by disk

    private HistoryLog(FileOutputStream file) {
        this.file = file;
    }

    /** @throws IOException if the file can't be written */
    public static HistoryLog create(Path path) throws IOException {
        return new HistoryLog(new FileOutputStream(path.toFile()));
    }

    /** Notes a write that is about to be sent. */
    public void began(Attempt attempt) throws IOException {
        append(HistoryLine.began(attempt));
    }

    /** Notes a write's outcome and returns when the note is on disk; only then may the write be counted. */
    public void ended(String id, Outcome outcome, int copies) throws IOException {
        force(append(HistoryLine.ended(id, outcome, copies)));
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
