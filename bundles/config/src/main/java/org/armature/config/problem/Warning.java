package org.armature.config.problem;

import java.util.Comparator;

/**
 * Something that works but may not be what was meant.
 *
 * @param key dotted, from the top of the file; empty if it is about no single key
 * @param text what it means for the data or the requests
 */
public record Warning(Place place, String key, String text) implements Comparable<Warning> {
    private static final Comparator<Warning> ORDER =
            Comparator.comparing(Warning::place).thenComparing(Warning::key).thenComparing(Warning::text);

    public Warning {
        key = Printable.of(key);
    }

    @Override
    public int compareTo(Warning other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return place + ": " + (key.isEmpty() ? "" : key + ": ") + text;
    }
}
