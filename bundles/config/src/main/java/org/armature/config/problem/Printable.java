package org.armature.config.problem;

import java.util.stream.Collectors;

/** Text out of a file, fit for a log line: no control characters, not endless. */
public final class Printable {
    private static final int LONGEST = 80;

    private Printable() {}

    public static String of(String text) {
        return of(text, LONGEST);
    }

    /** @param longest number of characters kept */
    public static String of(String text, int longest) {
        String head = text.length() > longest ? text.substring(0, longest) + "…" : text;
        return head.codePoints().mapToObj(Printable::shown).collect(Collectors.joining());
    }

    private static String shown(int codePoint) {
        boolean plain = !Character.isISOControl(codePoint)
                && Character.getType(codePoint) != Character.FORMAT
                && Character.getType(codePoint) != Character.LINE_SEPARATOR
                && Character.getType(codePoint) != Character.PARAGRAPH_SEPARATOR
                && Character.getType(codePoint) != Character.SURROGATE;
        return plain ? Character.toString(codePoint) : String.format("\\u%04x", codePoint);
    }
}
