package org.armature.engine.bdbje;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Adler32;

/**
 * One log file of JE, read entry by entry before JE opens it: at open JE takes the first entry of the newest file that
 * does not check out for the log's end and cuts off all that follows, so damage has to be found before.
 *
 * <p>An entry is a header of 14 bytes (checksum 4, type 1, flags 1, offset of the entry before 4, length 4, little
 * endian), 8 bytes more if a flag says so, and its item; the Adler-32 checksum covers all but itself.
 *
 * @param path the file
 * @param bytes its length
 * @param entries how many check out from the beginning on
 * @param end where the first that does not begins; the length of the file if all do
 * @param tail what is from there on
 */
record LogFile(Path path, long bytes, int entries, long end, Tail tail) {
    enum Tail {
        /** Nothing. */
        NONE,
        /** The beginning of an entry, cut off where a killed process may have been cut short in writing. */
        CUT_OFF,
        /** One whole entry that does not check out, or something shorter, and nothing known behind it. */
        DOUBTFUL,
        /** An entry that does not check out with one behind it that does: acknowledged writes may be behind it. */
        DAMAGED
    }

    private static final int HEADER_BYTES = 14;
    private static final int LONG_HEADER_BYTES = 22;
    private static final int CHECKSUM_BYTES = 4;
    private static final int FLAGS_AT = 5;
    private static final int PREVIOUS_AT = 6;
    private static final int LENGTH_AT = 10;
    /** Either flag, REPLICATED or VLSN_PRESENT, says that the header is the long one. */
    private static final int LONG_HEADER_FLAGS = 0x20 | 0x08;
    /** A system cuts a write short between pages only. */
    private static final int PAGE_BYTES = 4_096;

    static LogFile read(Path path) throws IOException {
        byte[] contents = Files.readAllBytes(path);
        ByteBuffer file = ByteBuffer.wrap(contents).order(ByteOrder.LITTLE_ENDIAN);
        int entries = 0;
        int at = 0;
        while (at < contents.length && checksOut(file, at)) {
            at = endOf(file, at);
            entries++;
        }
        return new LogFile(path, contents.length, entries, at, tailAt(file, at));
    }

    /** Whether there is more in it than its own header entry. */
    boolean hasContents() {
        return entries > 1;
    }

    private static Tail tailAt(ByteBuffer file, int at) {
        if (at == file.limit()) {
            return Tail.NONE;
        }
        for (int next = at + 1; next + HEADER_BYTES <= file.limit(); next++) {
            if (file.getInt(next + PREVIOUS_AT) == at && checksOut(file, next)) {
                return Tail.DAMAGED;
            }
        }
        boolean fits = at + HEADER_BYTES <= file.limit() && fits(file, at);
        return !fits && file.limit() % PAGE_BYTES == 0 ? Tail.CUT_OFF : Tail.DOUBTFUL;
    }

    private static boolean checksOut(ByteBuffer file, int at) {
        if (at + HEADER_BYTES > file.limit() || !fits(file, at)) {
            return false;
        }
        Adler32 checksum = new Adler32();
        checksum.update(file.slice(at + CHECKSUM_BYTES, endOf(file, at) - at - CHECKSUM_BYTES));
        return (int) checksum.getValue() == file.getInt(at);
    }

    private static boolean fits(ByteBuffer file, int at) {
        int length = file.getInt(at + LENGTH_AT);
        return length >= 0 && (long) at + headerBytes(file, at) + length <= file.limit();
    }

    private static int endOf(ByteBuffer file, int at) {
        return at + headerBytes(file, at) + file.getInt(at + LENGTH_AT);
    }

    private static int headerBytes(ByteBuffer file, int at) {
        return (file.get(at + FLAGS_AT) & LONG_HEADER_FLAGS) == 0 ? HEADER_BYTES : LONG_HEADER_BYTES;
    }
}
