package org.armature.model;

import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * A table of an application instance.
 *
 * @param instance what one application owns, {@code [a-z0-9_]{1,48}}
 * @param table a key space of that instance, {@code [a-z0-9_]{1,48}}
 */
public record TableName(String instance, String table) implements Comparable<TableName> {
    public static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,48}");

    private static final Comparator<TableName> ORDER =
            Comparator.comparing(TableName::instance).thenComparing(TableName::table);

    public TableName {
        if (!NAME.matcher(instance).matches() || !NAME.matcher(table).matches()) {
            throw new IllegalArgumentException(
                    "names of instances and tables are [a-z0-9_]{1,48}, not \"" + instance + "/" + table + "\"");
        }
    }

    @Override
    public int compareTo(TableName other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return instance + "/" + table;
    }
}
