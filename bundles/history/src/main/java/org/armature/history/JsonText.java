package org.armature.history;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the JSON of a history (RFC 8259): objects, lists, texts, whole numbers and truth values. Fractions, nulls and
 * repeated names are refused, for no fact has any.
 */
final class JsonText {
    private static final int MAX_DEPTH = 8;

    private final String text;
    private int at;

    private JsonText(String text) {
        this.text = text;
    }

    /**
     * @return the object, its values being {@code Map}, {@code List}, {@code String}, {@code Long} or {@code Boolean}
     * @throws IllegalArgumentException if the text is anything but one object, with the column
     */
    static Map<String, Object> parse(String text) {
        JsonText reader = new JsonText(text);
        Map<String, Object> object = reader.object(0);
        reader.skipSpace();
        if (reader.at < text.length()) {
            throw reader.wrong("something follows the object");
        }
        return object;
    }

    private Map<String, Object> object(int depth) {
        expect('{');
        Map<String, Object> fields = new LinkedHashMap<>();
        if (!takes('}')) {
            do {
                skipSpace();
                String name = string();
                expect(':');
                if (fields.put(name, value(depth + 1)) != null) {
                    throw wrong("\"" + name + "\" is there twice");
                }
            } while (takes(','));
            expect('}');
        }
        return fields;
    }

    private List<Object> list(int depth) {
        expect('[');
        List<Object> values = new ArrayList<>();
        if (!takes(']')) {
            do {
                values.add(value(depth + 1));
            } while (takes(','));
            expect(']');
        }
        return values;
    }

    private Object value(int depth) {
        if (depth > MAX_DEPTH) {
            throw wrong("more than " + MAX_DEPTH + " objects or lists within each other");
        }
        skipSpace();
        char c = peek();
        if (c == '{') {
            return object(depth);
        } else if (c == '[') {
            return list(depth);
        } else if (c == '"') {
            return string();
        } else if (c == '-' || isDigit(c)) {
            return number();
        } else if (text.startsWith("true", at)) {
            at += 4;
            return true;
        } else if (text.startsWith("false", at)) {
            at += 5;
            return false;
        }
        throw wrong("no value of a history");
    }

    private Long number() {
        int from = at++;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        try {
            return Long.valueOf(text.substring(from, at));
        } catch (NumberFormatException e) {
            throw wrong("no whole number of 64 bits");
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private String string() {
        if (peek() != '"') {
            throw wrong("a text in quotes is missing");
        }
        int from = ++at;
        int end = from;
        while (end < text.length() && text.charAt(end) != '"' && text.charAt(end) != '\\' && text.charAt(end) >= ' ') {
            end++;
        }
        if (end < text.length() && text.charAt(end) == '"') {
            at = end + 1;
            return text.substring(from, end);
        }
        return escaped();
    }

    private String escaped() {
        StringBuilder value = new StringBuilder();
        for (char c = next(); c != '"'; c = next()) {
            if (c < ' ') {
                throw wrong("a control character within a text");
            }
            value.append(c == '\\' ? escape() : c);
        }
        return value.toString();
    }

    private char escape() {
        char c = next();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unit();
            default -> throw wrong("no such escape");
        };
    }

    private char unit() {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(next(), 16);
            if (digit < 0) {
                throw wrong("four hexadecimal digits are missing");
            }
            unit = unit * 16 + digit;
        }
        return (char) unit;
    }

    private char next() {
        char c = peek();
        at++;
        return c;
    }

    private char peek() {
        if (at >= text.length()) {
            throw wrong("the line ends too early");
        }
        return text.charAt(at);
    }

    private void expect(char c) {
        if (!takes(c)) {
            throw wrong("'" + c + "' is missing");
        }
    }

    private boolean takes(char c) {
        skipSpace();
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void skipSpace() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t' || text.charAt(at) == '\r')) {
            at++;
        }
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("not JSON of a history, column " + (at + 1) + ": " + what);
    }

    /** Appends a text in quotes. */
    static void quote(String raw, StringBuilder text) {
        text.append('"');
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ' || c == '\u007f' || Character.isSurrogate(c)) {
                text.append("\\u").append(Character.forDigit(c >> 12, 16));
                text.append(Character.forDigit(c >> 8 & 15, 16));
                text.append(Character.forDigit(c >> 4 & 15, 16));
                text.append(Character.forDigit(c & 15, 16));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}
