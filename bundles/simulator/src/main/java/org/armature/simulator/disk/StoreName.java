package org.armature.simulator.disk;

import java.util.Comparator;
import org.armature.model.TableName;
import org.armature.storage.StoreKind;

/** A store among all of a node's. */
public record StoreName(TableName table, StoreKind kind, int partition) implements Comparable<StoreName> {
    private static final Comparator<StoreName> ORDER = Comparator.comparing(StoreName::table)
            .thenComparing(StoreName::kind)
            .thenComparingInt(StoreName::partition);

    @Override
    public int compareTo(StoreName other) {
        return ORDER.compare(this, other);
    }
}
