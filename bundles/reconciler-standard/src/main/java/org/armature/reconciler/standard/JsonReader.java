package org.armature.reconciler.standard;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads JSON made of objects, arrays, strings and whole numbers (RFC 8259); no name twice, and nothing else. */
final class JsonReader {
    private static final int MOST_DEPTH = 8;

    private final String text;
    private int at;

    private JsonReader(String text) {
        this.text = text;
    }

    /**
     * @return of an object a map, of an array a list, of a string a string, of a number a {@code Long}
     * @throws IllegalArgumentException if it is anything else; the message says where
     */
    static Object read(String text) {
        JsonReader reader = new JsonReader(text);
        Object value = reader.value(0);
        reader.skipBlanks();
        if (reader.at < text.length()) {
            throw reader.wrong("the end");
        }
        return value;
    }

    private Object value(int depth) {
        skipBlanks();
        if (depth > MOST_DEPTH) {
            throw wrong("at most " + MOST_DEPTH + " values in each other");
        }
        char first = peek();
        if (first == '{') {
            return object(depth);
        }
        if (first == '[') {
            return array(depth);
        }
        if (first == '"') {
            return string();
        }
        if (first == '-' || isDigit(first)) {
            return number();
        }
        throw wrong("an object, an array, a string or a whole number");
    }

    private SortedMap<String, Object> object(int depth) {
        SortedMap<String, Object> members = new TreeMap<>();
        at++;
        if (skipIf('}')) {
            return members;
        }
        do {
            skipBlanks();
            int begin = at;
            String name = string();
            if (!skipIf(':')) {
                throw wrong("':'");
            }
            if (members.put(name, value(depth + 1)) != null) {
                at = begin;
                throw wrong("another name, since this one was there already");
            }
        } while (skipIf(','));
        if (!skipIf('}')) {
            throw wrong("',' or '}'");
        }
        return members;
    }

    private List<Object> array(int depth) {
        List<Object> items = new ArrayList<>();
        at++;
        if (skipIf(']')) {
            return items;
        }
        do {
            items.add(value(depth + 1));
        } while (skipIf(','));
        if (!skipIf(']')) {
            throw wrong("',' or ']'");
        }
        return items;
    }

    private String string() {
        if (peek() != '"') {
            throw wrong("'\"'");
        }
        int begin = at++;
        StringBuilder read = new StringBuilder();
        while (peek() != '"') {
            char next = text.charAt(at);
            if (next == '\\') {
                read.append(escaped());
            } else if (next < ' ') {
                throw wrong("no control character");
            } else {
                read.append(next);
                at++;
            }
        }
        at++;
        if (read.codePoints().anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)) {
            at = begin;
            throw wrong("a string without half characters");
        }
        return read.toString();
    }

    private char escaped() {
        at++;
        int which = "\"\\/bfnrt".indexOf(peek());
        if (which >= 0) {
            at++;
            return "\"\\/\b\f\n\r\t".charAt(which);
        }
        if (peek() != 'u'
                || !text.substring(at + 1, Math.min(at + 5, text.length())).matches("[0-9a-fA-F]{4}")) {
            throw wrong("one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four digits");
        }
        at += 5;
        return (char) Integer.parseInt(text.substring(at - 4, at), 16);
    }

    private Long number() {
        int begin = at++;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        String digits = text.substring(begin, at);
        at = begin;
        if (!digits.matches("-?(0|[1-9][0-9]{0,17})")) {
            throw wrong("a whole number of up to 18 digits");
        }
        at += digits.length();
        return Long.valueOf(digits);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private char peek() {
        if (at >= text.length()) {
            throw wrong("more");
        }
        return text.charAt(at);
    }

    private boolean skipIf(char expected) {
        skipBlanks();
        boolean there = at < text.length() && text.charAt(at) == expected;
        at += there ? 1 : 0;
        return there;
    }

    private void skipBlanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private IllegalArgumentException wrong(String expected) {
        return new IllegalArgumentException(
                "character " + (at + 1) + " of " + text.length() + ": expected " + expected);
    }
}
