package org.armature.storage;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One store of an environment: what is kept of a table's partition.
 *
 * @param table {@code [a-z0-9_]{1,48}}, since it ends in SQL identifiers and file names
 * @param partition 0 to 65,535
 */
public record StoreId(StoreKind kind, String table, int partition) implements Comparable<StoreId> {
    private static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,48}");
    private static final Pattern TEXT =
            Pattern.compile("(?<table>[a-z0-9_]{1,48})(?<mark>[#~])(?<partition>[0-9]{1,5})");
    private static final Comparator<StoreId> ORDER = Comparator.comparing(StoreId::table)
            .thenComparingInt(StoreId::partition)
            .thenComparing(StoreId::kind);

    public StoreId {
        if (!NAME.matcher(table).matches()) {
            throw new IllegalArgumentException("a table's name is [a-z0-9_]{1,48}, not \"" + table + "\"");
        }
        if (partition < 0 || partition > 65_535) {
            throw new IllegalArgumentException("a partition is 0 to 65535, not " + partition);
        }
    }

    /** Of the table's objects. */
    public StoreId(String table, int partition) {
        this(StoreKind.OBJECTS, table, partition);
    }

    /**
     * The inverse of {@link #toString()}.
     *
     * @throws IllegalArgumentException if the text names no store
     */
    public static StoreId parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "a store is named table#partition or table~partition, not \"" + text + "\"");
        }
        for (StoreKind kind : StoreKind.values()) {
            if (parts.group("mark").charAt(0) == kind.mark()) {
                return new StoreId(kind, parts.group("table"), Integer.parseInt(parts.group("partition")));
            }
        }
        throw new AssertionError(text);
    }

    @Override
    public int compareTo(StoreId other) {
        return ORDER.compare(this, other);
    }

    /** {@code cart#17} for the objects of partition 17, {@code cart~17} for the hints of its keys. */
    @Override
    public String toString() {
        return table + kind.mark() + partition;
    }
}
