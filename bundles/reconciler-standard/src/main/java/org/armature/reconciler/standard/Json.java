package org.armature.reconciler.standard;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The parts of values in JSON, read with what is right in each message, and written in one form. */
final class Json {
    private Json() {}

    /** @param names all it may have; one that is missing counts as {@code absent} */
    static SortedMap<String, Object> object(String text, String what, List<String> names) {
        SortedMap<String, Object> members = members(JsonReader.read(text), what);
        for (String name : members.keySet()) {
            if (!names.contains(name)) {
                throw new IllegalArgumentException(what + " has members " + names + ", not \"" + name + "\"");
            }
        }
        return members;
    }

    static SortedMap<String, Object> members(Object value, String what) {
        SortedMap<String, Object> members = new TreeMap<>();
        if (value instanceof SortedMap<?, ?> map) {
            map.forEach((name, member) -> members.put((String) name, member));
            return members;
        }
        throw new IllegalArgumentException(what + " must be an object {…}");
    }

    /** Empty if it is absent. */
    static SortedMap<String, Long> numbers(Object value, String what, long least, long most) {
        SortedMap<String, Long> numbers = new TreeMap<>();
        if (value != null) {
            members(value, what)
                    .forEach((name, member) ->
                            numbers.put(name, number(member, "of " + what + " \"" + name + "\"", least, most)));
        }
        return numbers;
    }

    static long number(Object value, String what, long least, long most) {
        if (value instanceof Long number && number >= least && number <= most) {
            return number;
        }
        throw new IllegalArgumentException(what + " must be a whole number, " + least + " to " + most);
    }

    static String string(Object value, String what) {
        if (value instanceof String string) {
            return string;
        }
        throw new IllegalArgumentException(what + " must be a string");
    }

    /** Empty if it is absent. */
    static SortedSet<String> strings(Object value, String what) {
        SortedSet<String> strings = new TreeSet<>();
        if (value == null) {
            return strings;
        }
        if (!(value instanceof List<?> list)) {
            throw new IllegalArgumentException(what + " must be an array […] of strings");
        }
        list.forEach(each -> strings.add(string(each, "each of " + what)));
        return strings;
    }

    static String text(SortedSet<String> strings) {
        return strings.stream().map(Json::text).collect(Collectors.joining(",", "[", "]"));
    }

    static String text(SortedMap<String, Long> numbers) {
        return numbers.entrySet().stream()
                .map(entry -> text(entry.getKey()) + ":" + entry.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    static String text(String string) {
        StringBuilder text = new StringBuilder("\"");
        for (int i = 0; i < string.length(); i++) {
            char each = string.charAt(i);
            if (each == '"' || each == '\\') {
                text.append('\\').append(each);
            } else if (each < ' ') {
                text.append(String.format("\\u%04x", (int) each));
            } else {
                text.append(each);
            }
        }
        return text.append('"').toString();
    }
}
