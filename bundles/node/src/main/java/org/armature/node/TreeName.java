package org.armature.node;

import java.util.Comparator;
import org.armature.model.TableName;

/** The tree of the copies a node has of a table's partition. */
public record TreeName(TableName table, int partition) implements Comparable<TreeName> {
    private static final Comparator<TreeName> ORDER =
            Comparator.comparing(TreeName::table).thenComparingInt(TreeName::partition);

    @Override
    public int compareTo(TreeName other) {
        return ORDER.compare(this, other);
    }
}
