package org.armature.cli.output;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON object in the order its fields were given. Values are texts, numbers, truth values, nulls, other objects and
 * lists of these.
 */
public final class Json {
    private static final String INDENT = "  ";

    private final Map<String, Object> fields = new LinkedHashMap<>();

    public Json with(String name, Object value) {
        fields.put(name, value);
        return this;
    }

    /** Over several lines, without a line end. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        write(fields, "", text);
        return text.toString();
    }

    private static void write(Object value, String indent, StringBuilder text) {
        if (value instanceof Json object) {
            write(object.fields, indent, text);
        } else if (value instanceof Map<?, ?> map) {
            writeAll(map.entrySet().iterator(), "{", "}", indent, text);
        } else if (value instanceof List<?> list) {
            writeAll(list.iterator(), "[", "]", indent, text);
        } else if (value instanceof Map.Entry<?, ?> entry) {
            quote(entry.getKey().toString(), text);
            text.append(": ");
            write(entry.getValue(), indent, text);
        } else if (value == null || value instanceof Number || value instanceof Boolean) {
            text.append(value);
        } else {
            quote(value.toString(), text);
        }
    }

    private static void writeAll(Iterator<?> items, String open, String close, String indent, StringBuilder text) {
        if (!items.hasNext()) {
            text.append(open).append(close);
            return;
        }
        String inner = indent + INDENT;
        text.append(open);
        while (items.hasNext()) {
            text.append('\n').append(inner);
            write(items.next(), inner, text);
            text.append(items.hasNext() ? "," : "");
        }
        text.append('\n').append(indent).append(close);
    }

    private static void quote(String raw, StringBuilder text) {
        text.append('"');
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ' || c == '\u007f' || (Character.isSurrogate(c) && isAlone(raw, i))) {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }

    private static boolean isAlone(String raw, int i) {
        return Character.isHighSurrogate(raw.charAt(i))
                ? i + 1 == raw.length() || !Character.isLowSurrogate(raw.charAt(i + 1))
                : i == 0 || !Character.isHighSurrogate(raw.charAt(i - 1));
    }
}
