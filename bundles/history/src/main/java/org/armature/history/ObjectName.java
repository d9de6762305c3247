package org.armature.history;

import java.util.Comparator;

/**
 * An object of the store, as the history names it.
 *
 * @param table such as {@code shop/cart}
 * @param key any text
 */
public record ObjectName(String table, String key) implements Comparable<ObjectName> {
    private static final Comparator<ObjectName> ORDER =
            Comparator.comparing(ObjectName::table).thenComparing(ObjectName::key);

    @Override
    public int compareTo(ObjectName other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return table + "/" + key;
    }
}
