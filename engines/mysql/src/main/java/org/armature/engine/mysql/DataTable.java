package org.armature.engine.mysql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.armature.storage.Mutation;
import org.armature.storage.StoreKey;

/**
 * The statements on a data table. Statements about several rows exist for a few numbers of rows
 * only, so that the server has prepared them all soon.
 */
final class DataTable {
    private static final int[] ROWS = {64, 16, 4, 1};
    private static final int PURGED_AT_ONCE = 1_000;

    /** Some entries in a row. */
    record Chunk(List<StoreKey> keys, List<byte[]> values) {}

    private interface Binder {
        /** Sets the parameters of the row's part, the first of which is {@code first}; returns how many there were. */
        int bind(PreparedStatement statement, int first, int row) throws SQLException;
    }

    private interface RowsWork {
        void on(PreparedStatement statement) throws SQLException;
    }

    /**
     * Names a row. No record: the Java runtime remembers the class of the record it compared last (Java 17,
     * {@code java.lang.runtime.ObjectMethods}), and with it the bundle's class loader.
     */
    static final class RowName {
        private final int partition;
        private final StoreKey key;

        RowName(int partition, StoreKey key) {
            this.partition = partition;
            this.key = key;
        }

        int partition() {
            return partition;
        }

        StoreKey key() {
            return key;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof RowName that && partition == that.partition && key.equals(that.key);
        }

        @Override
        public int hashCode() {
            return 31 * partition + key.hashCode();
        }
    }

    private final String table;

    DataTable(String table) {
        this.table = table;
    }

    Optional<byte[]> get(Connection connection, int partition, StoreKey key) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT v FROM " + table + " WHERE p = ? AND h = ? AND k = ?")) {
            statement.setInt(1, partition);
            setKey(statement, 2, key);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
            }
        }
    }

    /**
     * Some entries from {@code from} on, none after those that fill {@code mostBytes}. Rows arrive one by one, so that
     * no more than one of them is in the heap beyond that.
     *
     * @param from position and key, the latter of any length; empty for the beginning
     */
    Chunk chunk(Connection connection, int partition, Optional<byte[]> from, int mostRows, long mostBytes)
            throws SQLException {
        String where = from.isPresent() ? " AND (h > ? OR (h = ? AND k >= ?))" : "";
        Chunk chunk = new Chunk(new ArrayList<>(), new ArrayList<>());
        try (PreparedStatement statement = connection.prepareStatement("SELECT h, k, v FROM " + table
                + " FORCE INDEX (PRIMARY) WHERE p = ?" + where + " ORDER BY h, k LIMIT ?")) {
            statement.setFetchSize(Integer.MIN_VALUE);
            statement.setInt(1, partition);
            int next = 2;
            if (from.isPresent()) {
                byte[] position = Arrays.copyOf(from.get(), StoreKey.POSITION_BYTES);
                statement.setBytes(next++, position);
                statement.setBytes(next++, position);
                statement.setBytes(next++, Arrays.copyOfRange(from.get(), StoreKey.POSITION_BYTES, from.get().length));
            }
            statement.setInt(next, mostRows);
            long bytes = 0;
            try (ResultSet row = statement.executeQuery()) {
                while (bytes < mostBytes && row.next()) {
                    StoreKey key = key(row, 1);
                    byte[] value = row.getBytes(3);
                    chunk.keys().add(key);
                    chunk.values().add(value);
                    bytes += key.length() + value.length;
                }
            }
        }
        return chunk;
    }

    /** Lengths of the values, in bytes, of those keys that are there. */
    Map<RowName, Integer> lengths(Connection connection, List<RowName> rowNames) throws SQLException {
        Map<RowName, Integer> lengths = new HashMap<>();
        inPieces(
                connection,
                rowNames.size(),
                rows -> "SELECT p, h, k, LENGTH(v) FROM " + table + " WHERE " + anyOf(rows),
                (statement, first, row) -> bind(statement, first, rowNames.get(row)),
                statement -> {
                    try (ResultSet row = statement.executeQuery()) {
                        while (row.next()) {
                            lengths.put(new RowName(row.getInt(1), key(row, 2)), row.getInt(4));
                        }
                    }
                });
        return lengths;
    }

    /** @param mostBytes of one statement, unless a single entry is longer; at most a quarter of what the server takes */
    void put(Connection connection, List<Mutation> writes, long mostBytes) throws SQLException {
        int from = 0;
        while (from < writes.size()) {
            int to = from + 1;
            long bytes = bytes(writes.get(from));
            while (to < writes.size() && bytes + bytes(writes.get(to)) <= mostBytes) {
                bytes += bytes(writes.get(to));
                to++;
            }
            putPieces(connection, writes.subList(from, to));
            from = to;
        }
    }

    void delete(Connection connection, List<RowName> rowNames) throws SQLException {
        inPieces(
                connection,
                rowNames.size(),
                rows -> "DELETE FROM " + table + " WHERE " + anyOf(rows),
                (statement, first, row) -> bind(statement, first, rowNames.get(row)),
                PreparedStatement::executeUpdate);
    }

    /**
     * Removes about a thousand rows, those first in order from {@code from} on, in a transaction of its own.
     *
     * @param from a position
     * @return the position from which there may be more; empty if there are none
     */
    Optional<byte[]> purge(Connection connection, int partition, byte[] from) throws SQLException {
        Optional<byte[]> last = positionAfter(connection, partition, from, PURGED_AT_ONCE);
        try (PreparedStatement statement = connection.prepareStatement(
                "DELETE FROM " + table + " WHERE p = ? AND h >= ?" + (last.isPresent() ? " AND h <= ?" : ""))) {
            statement.setInt(1, partition);
            statement.setBytes(2, from);
            if (last.isPresent()) {
                statement.setBytes(3, last.get());
            }
            statement.executeUpdate();
        }
        return last;
    }

    /** The position of the row so many rows after the first one. */
    private Optional<byte[]> positionAfter(Connection connection, int partition, byte[] from, int rows)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT h FROM " + table
                + " FORCE INDEX (PRIMARY) WHERE p = ? AND h >= ? ORDER BY h, k LIMIT 1 OFFSET " + rows)) {
            statement.setInt(1, partition);
            statement.setBytes(2, from);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
            }
        }
    }

    private static long bytes(Mutation write) {
        return write.key().length() + (long) write.value().orElseThrow().length;
    }

    private void putPieces(Connection connection, List<Mutation> writes) throws SQLException {
        inPieces(
                connection,
                writes.size(),
                rows -> "INSERT INTO " + table + " (p, h, k, v) VALUES "
                        + String.join(", ", Collections.nCopies(rows, "(?, ?, ?, ?)"))
                        + " ON DUPLICATE KEY UPDATE v = VALUES(v)",
                (statement, first, row) -> {
                    Mutation write = writes.get(row);
                    bind(statement, first, new RowName(write.store().partition(), write.key()));
                    statement.setBytes(first + 3, write.value().orElseThrow());
                    return 4;
                },
                PreparedStatement::executeUpdate);
    }

    private interface SqlFor {
        String rows(int rows);
    }

    private static void inPieces(Connection connection, int count, SqlFor sql, Binder binder, RowsWork work)
            throws SQLException {
        int done = 0;
        for (int rows : ROWS) {
            while (count - done >= rows) {
                try (PreparedStatement statement = connection.prepareStatement(sql.rows(rows))) {
                    int next = 1;
                    for (int i = 0; i < rows; i++) {
                        next += binder.bind(statement, next, done + i);
                    }
                    work.on(statement);
                }
                done += rows;
            }
        }
    }

    /** Spelt out: servers make a range of rows in parentheses only sometimes. */
    private static String anyOf(int rows) {
        return String.join(" OR ", Collections.nCopies(rows, "(p = ? AND h = ? AND k = ?)"));
    }

    private static int bind(PreparedStatement statement, int first, RowName name) throws SQLException {
        statement.setInt(first, name.partition());
        setKey(statement, first + 1, name.key());
        return 3;
    }

    private static void setKey(PreparedStatement statement, int first, StoreKey key) throws SQLException {
        statement.setBytes(first, key.position());
        statement.setBytes(first + 1, key.key());
    }

    private static StoreKey key(ResultSet row, int first) throws SQLException {
        return StoreKey.of(row.getBytes(first), row.getBytes(first + 1));
    }
}
