package org.armature.server;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.armature.model.TableName;
import org.armature.storage.StoreId;

/**
 * What a node remembers of a table's move from one engine to another.
 *
 * @param number names it among the node's moves, from 1
 * @param keepMillis for how long the former engine keeps its copy after the switch
 * @param keptUntilMillis wall time; 0 before the switch
 * @param equal stores that were the same in both engines when the node was stopped; counts only if that stop was clean, and
 *     for the next start alone
 */
record MigrationState(
        long number,
        TableName table,
        String from,
        String to,
        MigrationStage stage,
        boolean paused,
        long keepMillis,
        long keptUntilMillis,
        SortedSet<StoreId> equal) {
    MigrationState {
        equal = Collections.unmodifiableSortedSet(new TreeSet<>(equal));
    }

    static MigrationState first(long number, TableName table, String from, String to, long keepMillis) {
        return new MigrationState(
                number, table, from, to, MigrationStage.COPYING, false, keepMillis, 0, Collections.emptySortedSet());
    }

    String serving() {
        return stage.newServes() ? to : from;
    }

    String other() {
        return stage.newServes() ? from : to;
    }

    MigrationState at(MigrationStage next) {
        return new MigrationState(number, table, from, to, next, false, keepMillis, keptUntilMillis, equal);
    }

    MigrationState switchedUntil(long wallMillis) {
        return new MigrationState(
                number, table, from, to, MigrationStage.SWITCHED, false, keepMillis, wallMillis, equal);
    }

    MigrationState paused(boolean pauses) {
        return new MigrationState(number, table, from, to, stage, pauses, keepMillis, keptUntilMillis, equal);
    }

    MigrationState knowing(SortedSet<StoreId> equalStores) {
        return new MigrationState(number, table, from, to, stage, paused, keepMillis, keptUntilMillis, equalStores);
    }
}
