package org.armature.engine.mysql;

import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.armature.storage.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says what the server and its driver throw in the words of the SPI. The originals are logged and never kept: they would
 * pin the bundle's class loader. The numbers are the server's, the same for MySQL and MariaDB.
 */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private static final int UNKNOWN_DATABASE = 1049;
    private static final Set<Integer> LOG_IN = Set.of(1045, 1130, 1251, 1396, 1524, 1698, 1820, 1862, 3118, 4151);
    private static final Set<Integer> PRIVILEGE = Set.of(1044, 1142, 1143, 1227, 1370);
    private static final Set<Integer> FULL = Set.of(1021, 1114, 1878, 3675);
    private static final Set<Integer> READ_ONLY = Set.of(1036, 1290, 1792, 1836, 1874, 1881, 3647);
    private static final Set<Integer> TOO_MANY = Set.of(1040, 1203, 1226, 1461);
    private static final Set<Integer> ENDED =
            Set.of(1053, 1077, 1080, 1152, 1158, 1159, 1160, 1161, 1184, 1927, 3169, 4031);
    private static final Set<Integer> STATEMENT_ENDED = Set.of(1317, 3024, 1028);
    private static final Set<Integer> DAMAGE =
            Set.of(126, 127, 1033, 1034, 1035, 1054, 1146, 1194, 1195, 1712, 1812, 1932);
    private static final Set<Integer> IN_THE_WAY = Set.of(1205, 1213);
    private static final Set<Integer> TOO_LONG = Set.of(1118, 1153, 1301);
    private static final int BINLOG_FORMAT = 1665;

    /** What the operating system said, inside a message of the server: no space left on device. */
    private static final Set<String> NO_SPACE = Set.of("Errcode: 28", "error 28", "errno: 28");

    private Failures() {}

    /** Whether the statement may still run, or have been carried out, though its connection gave no answer. */
    static boolean isConnectionLost(SQLException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && isConnectionLostItself(sql)) {
                return true;
            }
        }
        return false;
    }

    /** Whether an answer was waited for in vain. */
    static boolean isTimeout(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                return true;
            }
        }
        return false;
    }

    private static boolean isConnectionLostItself(SQLException failure) {
        return failure instanceof SQLNonTransientConnectionException
                || failure instanceof SQLRecoverableException
                || failure instanceof SQLTransientConnectionException
                || ENDED.contains(failure.getErrorCode())
                || String.valueOf(failure.getSQLState()).startsWith("08");
    }

    /** Whether the server undid the transaction because others were in its way, so that it can be tried again. */
    static boolean isInTheWay(SQLException failure) {
        return IN_THE_WAY.contains(code(failure));
    }

    /** A failure while an environment is opened: what the operator can mend are settings. */
    static StorageException onOpening(SQLException failure, MysqlSettings settings) {
        int code = code(failure);
        String said = said(failure);
        String nothing = "; nothing was changed. ";
        if (code == UNKNOWN_DATABASE) {
            return new StorageException.BadSettings("there is no " + settings.place() + nothing
                    + "Make it: CREATE DATABASE `" + settings.database() + "`; or give another in the option database."
                    + said);
        }
        if (LOG_IN.contains(code)) {
            return new StorageException.BadSettings("user \"" + settings.user() + "\" may not log in to "
                    + settings.host() + ":" + settings.port() + nothing
                    + "The options user and password-env or password-file must name a user that the server lets in from"
                    + " here." + said);
        }
        if (PRIVILEGE.contains(code)) {
            return new StorageException.BadSettings("user \"" + settings.user() + "\" lacks a privilege for "
                    + settings.place() + nothing + "It needs: GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP ON `"
                    + settings.database() + "`.* TO '" + settings.user() + "'@'...';" + said);
        }
        if (code == BINLOG_FORMAT) {
            return new StorageException.BadSettings("the server at " + settings.host() + ":" + settings.port()
                    + " has binlog_format=STATEMENT, must be ROW or MIXED" + nothing + said);
        }
        if (settings.tls().encrypts() && isTls(failure)) {
            return new StorageException.BadSettings("no protected connection to " + settings.host() + ":"
                    + settings.port() + nothing + "tls=" + settings.tls()
                    + " asks for a server that offers TLS, with a certificate that tls-ca signed." + said);
        }
        return of(failure, settings);
    }

    /** A failure of an environment that is open. */
    static StorageException of(SQLException failure, MysqlSettings settings) {
        int code = code(failure);
        String said = said(failure);
        String place = settings.place();
        if (FULL.contains(code) || NO_SPACE.stream().anyMatch(said::contains)) {
            LOG.debug("server full place=\"{}\"", place, failure);
            return new StorageException.DiskFull("no room for writes in " + place
                    + ": nothing was written. Reads go on; writes do as soon as the server has room." + said);
        }
        LOG.warn("storage failed place=\"{}\" code={} state={}", place, code, failure.getSQLState(), failure);
        if (READ_ONLY.contains(code)) {
            return new StorageException.Unavailable(
                    place + " is read-only: nothing was written. Is the server a replica,"
                            + " or is read_only or innodb_read_only on? Writes go on when it no longer is." + said);
        }
        if (TOO_MANY.contains(code)) {
            return new StorageException.Unavailable("the server of " + place
                    + " has no room for more connections or statements: nothing was written. Each instance of each node"
                    + " takes pool-size + 1 connections, here " + (settings.poolSize() + 1)
                    + "; raise max_connections, or lower pool-size." + said);
        }
        if (DAMAGE.contains(code)) {
            return new StorageException.Corrupt("a table of " + place
                    + " is damaged, changed or gone; nothing was written. Restore the database, or move the engine's"
                    + " directory away: the node then begins empty and is filled from the other replicas." + said);
        }
        if (IN_THE_WAY.contains(code)) {
            return new StorageException.Locked("another transaction holds rows of " + place
                    + " locked, five times in a row: nothing was written. Nothing else may write there." + said);
        }
        if (TOO_LONG.contains(code) || said.contains("max_allowed_packet")) {
            return new StorageException.Unavailable("the server of " + place
                    + " refuses a value that this engine stores: nothing was written. max_allowed_packet must be at least "
                    + ServerFacts.LEAST_PACKET + ", and the redo log several times the largest value." + said);
        }
        if (LOG_IN.contains(code) || PRIVILEGE.contains(code) || code == UNKNOWN_DATABASE) {
            return new StorageException.Unavailable("the server does not let user \"" + settings.user()
                    + "\" do this in "
                    + place + ", who lost a privilege or lacks RELOAD, which forcing the disk takes where"
                    + " innodb_flush_log_at_trx_commit is 2; if this was a write, it may have happened." + said);
        }
        if (isConnectionLost(failure) || STATEMENT_ENDED.contains(code)) {
            return new StorageException.Unavailable("the connection to " + place
                    + " was lost or could not be made; if this was a write, it may have happened. Calls go on by"
                    + " themselves when the server answers." + said);
        }
        return new StorageException.Unavailable(place + " failed; if this was a write, it may have happened." + said);
    }

    /** The first number of the server in the chain of causes, 0 if none answered. */
    private static int code(SQLException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getErrorCode() != 0) {
                return sql.getErrorCode();
            }
        }
        return 0;
    }

    private static boolean isTls(SQLException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof java.security.GeneralSecurityException
                    || cause instanceof javax.net.ssl.SSLException
                    || String.valueOf(cause.getMessage()).contains("SSL")) {
                return true;
            }
        }
        return false;
    }

    /** First lines only: the driver puts the stacks of causes into its messages. */
    private static String said(SQLException failure) {
        StringBuilder said = new StringBuilder();
        String before = "";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String line = String.valueOf(cause.getMessage())
                    .lines()
                    .findFirst()
                    .orElse("")
                    .strip();
            if (!line.isEmpty() && !line.equals(before)) {
                said.append(said.isEmpty() ? " The server said: " : "; ").append(line);
                if (cause instanceof SQLException sql && sql.getErrorCode() != 0) {
                    said.append(" (").append(sql.getErrorCode()).append(')');
                }
                before = line;
            }
        }
        return said.toString();
    }
}
