package org.armature.history;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.function.Consumer;

/** Reads a history file: a header, then a fact a line. */
public final class HistoryReader {
    /** The version of the format. */
    static final int FORMAT = 1;
    /** Longer lines than this are taken for damage. */
    private static final int MAX_LINE = 1 << 20;

    private HistoryReader() {}

    /**
     * Tells of each fact, in order. A last line without a line end was cut when its writer stopped, and is left out.
     *
     * @return how many facts were read
     * @throws DamagedHistory if a line can't be understood, or contradicts an earlier one
     * @throws IOException if the file can't be read
     */
    public static long read(Reader file, Consumer<Fact> facts) throws IOException {
        BufferedReader reader = new BufferedReader(file);
        long number = 0;
        for (String line = line(reader, 1); line != null; line = line(reader, number + 1)) {
            number++;
            try {
                if (number == 1) {
                    FactFields.checkHeader(JsonText.parse(line));
                } else {
                    facts.accept(FactFields.of(JsonText.parse(line)).fact());
                }
            } catch (IllegalArgumentException e) {
                throw new DamagedHistory(number, e.getMessage(), e);
            }
        }
        if (number == 0) {
            throw new DamagedHistory(1, "there is not even the first line, " + HistoryLine.header());
        }
        return number - 1;
    }

    /** The next whole line; nothing if there is none. */
    private static String line(Reader reader, long number) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = reader.read(); c >= 0; c = reader.read()) {
            if (c == '\n') {
                return line.toString();
            }
            line.append((char) c);
            if (line.length() > MAX_LINE) {
                throw new DamagedHistory(number, "longer than " + MAX_LINE + " characters");
            }
        }
        return null;
    }
}
