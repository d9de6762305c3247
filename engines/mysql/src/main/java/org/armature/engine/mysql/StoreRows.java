package org.armature.engine.mysql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.armature.engine.common.StoreFigures;
import org.armature.storage.StoreId;

/** The environment's rows of the table {@code armature_store}: which stores there are, and their figures. */
final class StoreRows {
    private static final String READ =
            "SELECT kind, name, p, entries, bytes, dropped FROM armature_store WHERE environment = ?";
    private static final String INSERT = "INSERT INTO armature_store"
            + " (environment, kind, name, p, entries, bytes, dropped) VALUES (?, ?, ?, ?, 0, 0, 0)"
            + " ON DUPLICATE KEY UPDATE entries = 0, bytes = 0, dropped = 0";
    private static final String WHERE = " WHERE environment = ? AND kind = ? AND name = ? AND p = ?";
    private static final String FIGURES = "UPDATE armature_store SET entries = ?, bytes = ?" + WHERE;
    private static final String DROPPED = "UPDATE armature_store SET dropped = 1" + WHERE;
    private static final String DELETE = "DELETE FROM armature_store" + WHERE;

    /** The stores that are there with their figures, and those whose removal was begun. */
    record Read(Map<StoreId, StoreFigures> stores, Set<StoreId> dropped) {}

    private final long environment;

    StoreRows(long environment) {
        this.environment = environment;
    }

    Read read(Connection connection) throws SQLException {
        Read read = new Read(new TreeMap<>(), new TreeSet<>());
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            statement.setLong(1, environment);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    StoreId id = new StoreId(SqlTable.kind(row.getString(1)), row.getString(2), row.getInt(3));
                    if (row.getBoolean(6)) {
                        read.dropped().add(id);
                    } else {
                        read.stores().put(id, StoreFigures.ofStored(row.getLong(4), row.getLong(5)));
                    }
                }
            }
        }
        return read;
    }

    void insert(Connection connection, StoreId id) throws SQLException {
        update(connection, INSERT, id);
    }

    void markDropped(Connection connection, StoreId id) throws SQLException {
        update(connection, DROPPED, id);
    }

    void delete(Connection connection, StoreId id) throws SQLException {
        update(connection, DELETE, id);
    }

    void store(Connection connection, StoreId id, StoreFigures figures) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FIGURES)) {
            statement.setLong(1, figures.entries());
            statement.setLong(2, figures.bytes());
            identify(statement, 3, id);
            statement.executeUpdate();
        }
    }

    /** In one transaction. */
    void store(Connection connection, Collection<Map.Entry<StoreId, StoreFigures>> figures) throws SQLException {
        Transactions.begin(connection);
        for (Map.Entry<StoreId, StoreFigures> each : figures) {
            store(connection, each.getKey(), each.getValue());
        }
        Transactions.commit(connection);
    }

    private void update(Connection connection, String sql, StoreId id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            identify(statement, 1, id);
            statement.executeUpdate();
        }
    }

    private void identify(PreparedStatement statement, int first, StoreId id) throws SQLException {
        statement.setLong(first, environment);
        statement.setString(first + 1, SqlTable.word(id.kind()));
        statement.setString(first + 2, id.table());
        statement.setInt(first + 3, id.partition());
    }
}
