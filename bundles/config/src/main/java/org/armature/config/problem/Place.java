package org.armature.config.problem;

import java.util.Comparator;

/**
 * Where something stands.
 *
 * @param file as the operator named it
 * @param line from 1; 0 for the file as a whole
 */
public record Place(String file, int line) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
            Comparator.comparing(Place::file).thenComparing(Place::line);

    public static Place whole(String file) {
        return new Place(file, 0);
    }

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }

    /** {@code shop.conf:14}, which terminals and editors can open. */
    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line;
    }
}
