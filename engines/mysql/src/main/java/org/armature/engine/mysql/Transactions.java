package org.armature.engine.mysql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Transactions by statement: the driver's way, to switch autocommit off and on, costs a round trip more. */
final class Transactions {
    private Transactions() {}

    static void begin(Connection connection) throws SQLException {
        execute(connection, "START TRANSACTION");
    }

    static void commit(Connection connection) throws SQLException {
        execute(connection, "COMMIT");
    }

    /** No effect outside a transaction. */
    static void undo(Connection connection) throws SQLException {
        execute(connection, "ROLLBACK");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
