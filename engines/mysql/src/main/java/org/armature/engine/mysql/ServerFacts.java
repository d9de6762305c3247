package org.armature.engine.mysql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.armature.storage.Durability;
import org.armature.storage.StorageException;

/**
 * What the server is and promises, as its variables say.
 *
 * @param version as the server says it, such as {@code 8.0.15} or {@code 11.4.5-MariaDB}
 * @param flush {@code innodb_flush_log_at_trx_commit}: 1 forces each commit, 2 hands it to the system, 0 does neither
 * @param forced whether a commit that InnoDB forced is there after a power loss, binary log included
 */
record ServerFacts(String version, long maxPacketBytes, int flush, boolean forced) {
    static final long LEAST_PACKET = 17L << 20;

    private static final Pattern VERSION = Pattern.compile("(?:5\\.5\\.5-)?([0-9]+)\\.([0-9]+).*");
    private static final String QUERY = "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('version', 'max_allowed_packet',"
            + " 'innodb_flush_log_at_trx_commit', 'innodb_flush_method', 'log_bin', 'sync_binlog')";

    static ServerFacts read(Connection connection) throws SQLException {
        Map<String, String> variables = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(QUERY)) {
            while (result.next()) {
                variables.put(result.getString(1).toLowerCase(Locale.ROOT), result.getString(2));
            }
        }
        boolean binlogForced =
                !"ON".equalsIgnoreCase(variables.get("log_bin")) || "1".equals(variables.get("sync_binlog"));
        return new ServerFacts(
                String.valueOf(variables.get("version")),
                Long.parseLong(variables.getOrDefault("max_allowed_packet", "0")),
                Integer.parseInt(variables.getOrDefault("innodb_flush_log_at_trx_commit", "0")),
                binlogForced && !"nosync".equalsIgnoreCase(variables.get("innodb_flush_method")));
    }

    /** @throws StorageException.BadSettings if the engine can't work with such a server at all */
    void refuseUnfit(MysqlSettings settings) {
        String what = "the server at " + settings.host() + ":" + settings.port() + ", version " + version;
        if (!isNewEnough()) {
            throw new StorageException.BadSettings(
                    what + ", is none of MySQL 8.0 or later and MariaDB 10.6 or later; nothing was changed");
        }
        if (maxPacketBytes < LEAST_PACKET) {
            throw new StorageException.BadSettings(what + ", has max_allowed_packet=" + maxPacketBytes
                    + ", must be at least " + LEAST_PACKET
                    + " for values of 16 MiB, better 67108864; nothing was changed."
                    + " SET GLOBAL max_allowed_packet = 67108864, and the same in its configuration file");
        }
        if (flush == 0) {
            throw new StorageException.BadSettings(
                    what + ", has innodb_flush_log_at_trx_commit=0, with which commits are"
                            + " lost when it dies; must be 1 (durability disk) or 2 (process); nothing was changed");
        }
    }

    /** @throws StorageException.BadSettings if the server doesn't keep the promise; nothing was written then */
    void refuseUnless(Durability durability, MysqlSettings settings) {
        if (!keeps(durability)) {
            throw new StorageException.BadSettings(
                    "durability " + durability.text() + " was asked for, and the server at "
                            + settings.host() + ":" + settings.port() + " has innodb_flush_log_at_trx_commit=" + flush
                            + (forced ? "" : " and a binary log without sync_binlog=1, or innodb_flush_method=nosync")
                            + "; nothing was written. Durability disk needs innodb_flush_log_at_trx_commit=1, and sync_binlog=1 if there is a"
                            + " binary log; process needs 1 or 2");
        }
    }

    boolean keeps(Durability durability) {
        return durability == Durability.DISK ? flush == 1 && forced : flush != 0;
    }

    private boolean isNewEnough() {
        Matcher numbers = VERSION.matcher(version);
        if (!numbers.matches()) {
            return false;
        }
        int major = Integer.parseInt(numbers.group(1));
        int minor = Integer.parseInt(numbers.group(2));
        return version.contains("MariaDB") ? major > 10 || (major == 10 && minor >= 6) : major >= 8;
    }
}
