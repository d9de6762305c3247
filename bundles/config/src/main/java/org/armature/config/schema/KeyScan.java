package org.armature.config.schema;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds where keys are defined in the text of one HOCON file. The parser merges repeated definitions without a word and
 * forgets the line of what came out of the environment; this scan keeps both. It understands just enough of the syntax:
 * keys, blocks, quotes, comments, substitutions. Text the parser would refuse yields some definitions or other, and
 * always an end.
 */
final class KeyScan {
    /** Blocks and path segments deeper than this are refused, since the parser recurses. */
    static final int MAX_DEPTH = 32;

    private static final int END = -1;

    private final String text;
    private final List<Definition> definitions = new ArrayList<>();
    private final List<Include> includes = new ArrayList<>();
    private int at;
    private int line = 1;
    private int deepest;
    private int deepestLine = 1;

    private KeyScan(String text) {
        this.text = text;
    }

    /**
     * A key with its value.
     *
     * @param path dotted, from the top of the file
     * @param overrides whether the value is nothing but an optional substitution, {@code ${?NAME}}: the way to replace
     *     a value given above it
     */
    record Definition(String path, int line, boolean overrides) {}

    /**
     * @param rest what follows the word {@code include} in its line
     */
    record Include(String rest, int line) {}

    /**
     * @param deepest how many blocks, lists and path segments enclose the innermost one
     * @param deepestLine where that is
     */
    record Result(List<Definition> definitions, List<Include> includes, int deepest, int deepestLine) {}

    static Result of(String text) {
        KeyScan scan = new KeyScan(text);
        while (scan.peek() != END) {
            scan.entries("", 0);
        }
        return new Result(scan.definitions, scan.includes, scan.deepest, scan.deepestLine);
    }

    private void entries(String block, int depth) {
        while (true) {
            skipSpace();
            int c = peek();
            if (c == END) {
                return;
            }
            if (c == '}') {
                next();
                return;
            }
            if (c == '{' && block.isEmpty() && depth == 0) {
                next(); // the braces around a whole file
            } else if (c == ',' || c == ']') {
                next();
            } else if (isInclude()) {
                include();
            } else {
                entry(block, depth);
            }
        }
    }

    private void entry(String block, int depth) {
        int start = line;
        int segments = 1;
        StringBuilder path = new StringBuilder();
        while (!endsKey(peek()) && !atComment()) {
            if (peek() == '"') {
                path.append(quoted());
            } else {
                int c = next();
                segments += c == '.' ? 1 : 0;
                if (!Character.isWhitespace(c)) {
                    path.append((char) c);
                }
            }
        }
        noteDepth(depth + segments);
        if (peek() == '+') {
            next();
        }
        if (peek() == '=' || peek() == ':') {
            next();
            skipSpace();
        } else if (peek() != '{') {
            next(); // no separator: the parser will complain
            return;
        }
        String full = block.isEmpty() ? path.toString() : block + "." + path;
        value(full, start, depth + segments);
    }

    private void value(String path, int start, int depth) {
        int index = definitions.size();
        boolean optional = false;
        boolean other = false;
        while (!endsValue(peek()) && !atComment()) {
            int c = peek();
            if (c == '{') {
                next();
                enclosed(path, depth);
                other = true;
            } else if (c == '[') {
                list(depth + 1);
                other = true;
            } else if (c == '"') {
                quoted();
                other = true;
            } else if (text.startsWith("${", at)) {
                optional |= text.startsWith("${?", at);
                other |= !text.startsWith("${?", at);
                skipSubstitution();
            } else {
                other |= !Character.isWhitespace(next());
            }
        }
        definitions.add(index, new Definition(path, start, optional && !other));
    }

    private void enclosed(String path, int depth) {
        noteDepth(depth + 1);
        if (depth < MAX_DEPTH) {
            entries(path, depth + 1);
        }
    }

    /** Elements have no keys of ours; only their end is looked for. */
    private void list(int depth) {
        int open = 0;
        do {
            noteDepth(depth + open);
            if (peek() == '"') {
                quoted();
            } else if (atComment()) {
                skipLine();
            } else {
                int c = next();
                open += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
            }
        } while (open > 0 && peek() != END);
    }

    private boolean isInclude() {
        return text.startsWith("include", at)
                && at + 7 < text.length()
                && " \t\"".indexOf(text.charAt(at + 7)) >= 0
                && !text.substring(at + 7, endOfLine()).strip().matches("[=:{].*");
    }

    private void include() {
        includes.add(new Include(text.substring(at + 7, endOfLine()).strip(), line));
        skipLine();
    }

    private String quoted() {
        if (text.startsWith("\"\"\"", at)) {
            int end = text.indexOf("\"\"\"", at + 3);
            return through(end < 0 ? text.length() : end + 3, 3);
        }
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != '"' && text.charAt(end) != '\n') {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        return through(Math.min(end + 1, text.length()), 1);
    }

    private String through(int end, int quotes) {
        int from = at;
        while (at < end) {
            next();
        }
        return end - quotes >= from + quotes ? text.substring(from + quotes, end - quotes) : "";
    }

    private void skipSubstitution() {
        int close = text.indexOf('}', at);
        int end = close < 0 ? text.length() : close + 1;
        while (at < end) {
            next();
        }
    }

    private void skipSpace() {
        while (peek() != END) {
            if (atComment()) {
                skipLine();
            } else if (Character.isWhitespace(peek())) {
                next();
            } else {
                return;
            }
        }
    }

    private boolean atComment() {
        return peek() == '#' || text.startsWith("//", at);
    }

    private void skipLine() {
        at = endOfLine();
    }

    private int endOfLine() {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end;
    }

    private void noteDepth(int depth) {
        if (depth > deepest) {
            deepest = depth;
            deepestLine = line;
        }
    }

    private static boolean endsKey(int c) {
        return c == END || "=:{}+,\n".indexOf(c) >= 0;
    }

    private static boolean endsValue(int c) {
        return c == END || "},\n".indexOf(c) >= 0;
    }

    private int peek() {
        return at < text.length() ? text.charAt(at) : END;
    }

    private int next() {
        if (at >= text.length()) {
            return END;
        }
        char c = text.charAt(at++);
        line += c == '\n' ? 1 : 0;
        return c;
    }
}
