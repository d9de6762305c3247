package org.armature.storage;

import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * One store of an environment: a table and one of its partitions.
 *
 * @param table {@code [a-z0-9_]{1,48}}, since it ends in SQL identifiers and file names
 * @param partition 0 to 65,535
 */
public record StoreId(String table, int partition) implements Comparable<StoreId> {
    private static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,48}");
    private static final Comparator<StoreId> ORDER =
            Comparator.comparing(StoreId::table).thenComparingInt(StoreId::partition);

    public StoreId {
        if (!NAME.matcher(table).matches()) {
            throw new IllegalArgumentException("a table's name is [a-z0-9_]{1,48}, not \"" + table + "\"");
        }
        if (partition < 0 || partition > 65_535) {
            throw new IllegalArgumentException("a partition is 0 to 65535, not " + partition);
        }
    }

    @Override
    public int compareTo(StoreId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return table + "#" + partition;
    }
}
