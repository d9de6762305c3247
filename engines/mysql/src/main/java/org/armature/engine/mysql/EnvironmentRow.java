package org.armature.engine.mysql;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Optional;
import org.armature.storage.StorageException;

/**
 * What the database knows of an environment, the counterpart of {@link DirectoryMark}.
 *
 * @param number names the environment's tables
 * @param id 16 bytes as hexadecimal digits, as {@code opener}
 * @param layout of the tables; this engine knows {@link #LAYOUT}
 * @param home the directory that opened it last
 */
record EnvironmentRow(
        long number, String id, int layout, String instance, Home home, String opener, long mark, boolean clean) {
    static final int LAYOUT = 1;

    private static final int MOST_PATH_BYTES = 4_096;

    private static final String FIND = "SELECT number, id, layout, instance, directory, inode, opener, mark, clean"
            + " FROM armature_environment WHERE id = ?";
    private static final String INSERT = "INSERT INTO armature_environment"
            + " (id, layout, instance, directory, inode, opener, mark, clean) VALUES (?, ?, ?, ?, ?, ?, 0, 1)";
    private static final String OPEN = "UPDATE armature_environment SET directory = ?, inode = ?, opener = ?, mark = ?,"
            + " clean = 0 WHERE number = ?";
    private static final String MARK =
            "UPDATE armature_environment SET mark = ?, clean = ? WHERE number = ? AND opener = ?";

    static Optional<EnvironmentRow> find(Connection connection, String id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FIND)) {
            statement.setBytes(1, bytes(id));
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                return Optional.of(new EnvironmentRow(
                        row.getLong(1),
                        hex(row.getBytes(2)),
                        row.getInt(3),
                        row.getString(4),
                        new Home(new String(row.getBytes(5), StandardCharsets.UTF_8), row.getLong(6)),
                        hex(row.getBytes(7)),
                        row.getLong(8),
                        row.getBoolean(9)));
            }
        }
    }

    /** Makes an environment without a table. */
    static EnvironmentRow make(Connection connection, String id, String instance, Home home, String opener)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INSERT, Statement.RETURN_GENERATED_KEYS)) {
            statement.setBytes(1, bytes(id));
            statement.setInt(2, LAYOUT);
            statement.setString(3, instance);
            statement.setBytes(4, path(home));
            statement.setLong(5, home.inode());
            statement.setBytes(6, bytes(opener));
            statement.executeUpdate();
            try (ResultSet keys = statement.getGeneratedKeys()) {
                keys.next();
                long number = keys.getLong(1);
                if (number > SqlTable.MOST_ENVIRONMENTS) {
                    throw new StorageException.BadSettings("the database has numbered " + SqlTable.MOST_ENVIRONMENTS
                            + " environments, and has no more numbers; give another database");
                }
                return new EnvironmentRow(number, id, LAYOUT, instance, home, opener, 0, true);
            }
        }
    }

    /** Notes the new opener; from now on the row is not clean. */
    void open(Connection connection, Home opening, String newOpener, long newMark) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(OPEN)) {
            statement.setBytes(1, path(opening));
            statement.setLong(2, opening.inode());
            statement.setBytes(3, bytes(newOpener));
            statement.setLong(4, newMark);
            statement.setLong(5, number);
            statement.executeUpdate();
        }
    }

    /** Sets mark and cleanness; returns whether that opener still is the last one. */
    static boolean mark(Connection connection, long number, String opener, long mark, boolean clean)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MARK)) {
            statement.setLong(1, mark);
            statement.setBoolean(2, clean);
            statement.setLong(3, number);
            statement.setBytes(4, bytes(opener));
            return statement.executeUpdate() == 1;
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static byte[] path(Home home) {
        byte[] path = home.path().getBytes(StandardCharsets.UTF_8);
        if (path.length > MOST_PATH_BYTES) {
            throw new StorageException.BadSettings("the engine's directory has a path of " + path.length
                    + " bytes, must have at most " + MOST_PATH_BYTES + "; nothing was changed");
        }
        return path;
    }
}
