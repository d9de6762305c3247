package org.armature.engine.mysql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.armature.storage.Mutation;

/**
 * A batch as one transaction: rows of all partitions of a table go in common statements. What was there before is read
 * once, by the first attempt, for the figures: a later attempt might see what the first one wrote.
 */
final class BatchWrite {
    private final StoreRows catalogue;
    private final List<StoreWrite> parts = new ArrayList<>(1);
    private final Map<DataTable, List<StoreWrite>> byTable = new LinkedHashMap<>();
    private boolean counted;

    BatchWrite(StoreRows catalogue) {
        this.catalogue = catalogue;
    }

    /** Adds the part of a store whose writer's turn was taken. */
    void add(StoreWrite part) {
        parts.add(part);
        byTable.computeIfAbsent(part.store().table(), absent -> new ArrayList<>())
                .add(part);
    }

    void endTurns() {
        parts.forEach(part -> part.store().endWrite());
    }

    /** @param mostBytes of one statement, unless a single value is longer */
    void on(Connection connection, long mostBytes) throws SQLException {
        count(connection);
        Map<DataTable, List<DataTable.RowName>> deletes = new LinkedHashMap<>();
        Map<DataTable, List<Mutation>> puts = new LinkedHashMap<>();
        parts.forEach(part -> sort(part, deletes, puts));
        List<StoreWrite> figures = parts.stream()
                .filter(part -> part.after().differMuchFromStored())
                .toList();
        boolean one = figures.isEmpty()
                && parts.size() == 1
                && parts.get(0).mutations().size() == 1;
        if (!one) {
            Transactions.begin(connection);
        }
        for (Map.Entry<DataTable, List<DataTable.RowName>> each : deletes.entrySet()) {
            each.getKey().delete(connection, each.getValue());
        }
        for (Map.Entry<DataTable, List<Mutation>> each : puts.entrySet()) {
            each.getKey().put(connection, each.getValue(), mostBytes);
        }
        for (StoreWrite part : figures) {
            catalogue.store(connection, part.store().id(), part.after());
        }
        if (!one) {
            Transactions.commit(connection);
        }
    }

    void committed() {
        parts.forEach(StoreWrite::committed);
    }

    void failed() {
        parts.forEach(StoreWrite::failed);
    }

    private void count(Connection connection) throws SQLException {
        for (StoreWrite part : parts) {
            part.settle(connection);
        }
        if (counted) {
            return;
        }
        for (Map.Entry<DataTable, List<StoreWrite>> each : byTable.entrySet()) {
            List<DataTable.RowName> names =
                    each.getValue().stream().flatMap(StoreWrite::mayBeThere).toList();
            Map<DataTable.RowName, Integer> lengths = each.getKey().lengths(connection, names);
            each.getValue().forEach(part -> part.counts(lengths));
        }
        counted = true;
    }

    private static void sort(
            StoreWrite part, Map<DataTable, List<DataTable.RowName>> deletes, Map<DataTable, List<Mutation>> puts) {
        DataTable table = part.store().table();
        for (Mutation mutation : part.mutations()) {
            if (mutation.value().isPresent()) {
                puts.computeIfAbsent(table, absent -> new ArrayList<>()).add(mutation);
            } else {
                deletes.computeIfAbsent(table, absent -> new ArrayList<>())
                        .add(new DataTable.RowName(part.store().id().partition(), mutation.key()));
            }
        }
    }
}
