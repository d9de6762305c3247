package org.armature.transport;

/** What a stranger sent, fit for one line of a log. */
final class Printable {
    private static final int MAX_CHARS = 300;

    private Printable() {}

    static String line(String text) {
        StringBuilder line = new StringBuilder();
        text.chars().limit(MAX_CHARS).forEach(c -> line.append(Character.isISOControl(c) ? '?' : (char) c));
        return text.length() > MAX_CHARS ? line.append('…').toString() : line.toString();
    }
}
