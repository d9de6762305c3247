package org.armature.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The lines of a report for people, which read alike in every country. */
public final class TextLines {
    private final List<String> lines = new ArrayList<>();

    /** @param format as of {@link String#format} */
    public void add(String format, Object... arguments) {
        lines.add(String.format(Locale.ROOT, format, arguments));
    }

    /** Each with its end. */
    @Override
    public String toString() {
        return String.join("\n", lines) + "\n";
    }
}
