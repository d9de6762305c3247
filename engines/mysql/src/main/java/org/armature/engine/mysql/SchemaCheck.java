package org.armature.engine.mysql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.armature.storage.StorageException;

/** Compares tables as the server has them with what they must be. */
final class SchemaCheck {
    private static final String TABLES = "SELECT table_name, engine, row_format FROM information_schema.tables"
            + " WHERE table_schema = DATABASE() AND (table_name LIKE 'armature\\_%' OR table_name LIKE ?)";
    private static final String COLUMNS = "SELECT table_name, column_name, column_type, is_nullable,"
            + " character_set_name FROM information_schema.columns"
            + " WHERE table_schema = DATABASE() AND (table_name LIKE 'armature\\_%' OR table_name LIKE ?)"
            + " ORDER BY table_name, ordinal_position";
    private static final String KEYS = "SELECT table_name, column_name, sub_part FROM information_schema.statistics"
            + " WHERE table_schema = DATABASE() AND index_name = 'PRIMARY'"
            + " AND (table_name LIKE 'armature\\_%' OR table_name LIKE ?) ORDER BY table_name, seq_in_index";

    /** What the server says of one table. */
    private static final class Found {
        private String engine = "";
        private String rowFormat = "";
        private final List<String> columns = new ArrayList<>();
        private final List<String> key = new ArrayList<>();
        private boolean nullable;
    }

    private final Map<String, Found> found = new TreeMap<>();
    private final String place;

    private SchemaCheck(String place) {
        this.place = place;
    }

    /**
     * Reads all tables of the environment with that number, and those that environments share. A table that is made
     * meanwhile may be found by halves.
     */
    static SchemaCheck read(Connection connection, long environment, String place) throws SQLException {
        SchemaCheck check = new SchemaCheck(place);
        String like = "e" + environment + "\\_%";
        check.forEach(connection, TABLES, like, row -> {
            Found table = check.found.computeIfAbsent(row.getString(1), absent -> new Found());
            table.engine = String.valueOf(row.getString(2));
            table.rowFormat = String.valueOf(row.getString(3));
        });
        check.forEach(connection, COLUMNS, like, row -> {
            Found table = check.found.computeIfAbsent(row.getString(1), absent -> new Found());
            table.columns.add(row.getString(2) + " " + SqlTable.plainType(row.getString(3), row.getString(5)));
            table.nullable |= !"NO".equals(row.getString(4));
        });
        check.forEach(connection, KEYS, like, row -> {
            Found table = check.found.computeIfAbsent(row.getString(1), absent -> new Found());
            table.key.add(
                    row.getString(3) == null ? row.getString(2) : row.getString(2) + "(" + row.getString(3) + ")");
        });
        return check;
    }

    boolean has(SqlTable table) {
        return found.containsKey(table.name());
    }

    /** @throws StorageException.Corrupt if one is missing or not as it must be */
    void refuseUnlessRight(Collection<SqlTable> tables) {
        List<String> wrong = new ArrayList<>();
        for (SqlTable table : tables) {
            if (has(table)) {
                compare(table, found.get(table.name()), wrong);
            } else {
                wrong.add("table " + table.name() + " is gone");
            }
        }
        if (!wrong.isEmpty()) {
            throw new StorageException.Corrupt(place + " is not as this engine left it; nothing was changed: "
                    + String.join("; ", wrong) + ". Mend the tables or restore the database; or move the engine's"
                    + " directory away: the node then begins empty, in tables of their own, and is filled from the other"
                    + " replicas");
        }
    }

    private static void compare(SqlTable table, Found found, List<String> wrong) {
        if (!found.engine.equalsIgnoreCase("InnoDB") || !found.rowFormat.equalsIgnoreCase("Dynamic")) {
            wrong.add("table " + table.name() + " has ENGINE=" + found.engine + " ROW_FORMAT=" + found.rowFormat
                    + ", must be InnoDB and DYNAMIC");
        }
        if (!found.columns.equals(table.columns()) || found.nullable) {
            wrong.add("table " + table.name() + " has the columns " + found.columns
                    + (found.nullable ? ", some nullable" : "") + ", must be " + table.columns()
                    + ", none nullable");
        }
        if (!found.key.equals(table.key())) {
            wrong.add("table " + table.name() + " has the primary key " + found.key + ", must be " + table.key());
        }
    }

    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private void forEach(Connection connection, String query, String like, RowReader reader) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, like);
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    reader.read(result);
                }
            }
        }
    }
}
