package org.armature.engine.mysql;

import com.mysql.cj.jdbc.JdbcConnection;
import com.mysql.cj.jdbc.MysqlDataSource;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * Makes connections to the server, all alike. Each one holds a lock of the server whose name ends in the connection's
 * number, until the server has ended its last statement: so it can be told whether a connection that gave no answer is
 * still at work. See {@link SessionLocks}.
 */
final class ServerAccess implements DataSource {
    private final MysqlDataSource driver = new MysqlDataSource();
    private volatile SessionLocks locks;

    /** @param directory where the trusted certificates are put in the form the driver reads */
    ServerAccess(MysqlSettings settings, Path directory) {
        driver.setServerName(settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host());
        driver.setPort(settings.port());
        driver.setDatabaseName(settings.database());
        driver.setUser(settings.user());
        driver.setPassword(settings.password().secret());
        try {
            set(settings);
            driver.setSslMode(settings.tls().driverMode());
            driver.setAllowPublicKeyRetrieval(!settings.tls().encrypts());
            if (settings.trusted().isPresent()) {
                TrustFile trust = TrustFile.of(settings.trusted().get(), directory);
                driver.setTrustCertificateKeyStoreUrl(trust.url());
                driver.setTrustCertificateKeyStoreType(TrustFile.TYPE);
                driver.setTrustCertificateKeyStorePassword(TrustFile.PASSWORD);
            }
        } catch (SQLException e) {
            throw new AssertionError("the driver refuses a property it has", e);
        }
    }

    private void set(MysqlSettings settings) throws SQLException {
        driver.setConnectTimeout(settings.connectMillis());
        driver.setSocketTimeout(settings.socketMillis());
        driver.setTcpKeepAlive(true);
        driver.setCharacterEncoding("UTF-8");
        driver.setUseServerPrepStmts(true);
        driver.setCachePrepStmts(true);
        driver.setPrepStmtCacheSize(64);
        driver.setPrepStmtCacheSqlLimit(8_192);
        driver.setUseLocalSessionState(true);
        driver.setElideSetAutoCommits(true);
        // otherwise each streamed result costs a statement more
        driver.setNetTimeoutForStreamingResults(0);
        driver.setLogger("com.mysql.cj.log.Slf4JLogger");
    }

    /** From now on every new connection holds its lock. */
    void lockSessions(SessionLocks sessionLocks) {
        locks = sessionLocks;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = driver.getConnection();
        try {
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            SessionLocks named = locks;
            if (named != null) {
                lockSession(connection, named);
            }
            return connection;
        } catch (SQLException | RuntimeException e) {
            Quietly.close(connection);
            throw e;
        }
    }

    /** The server's number of the connection, which may come from a pool. */
    static long number(Connection connection) throws SQLException {
        return connection.unwrap(JdbcConnection.class).getId();
    }

    private static void lockSession(Connection connection, SessionLocks named) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("SELECT GET_LOCK(?, 0)")) {
            lock.setString(1, named.ofSession(number(connection)));
            try (ResultSet result = lock.executeQuery()) {
                if (!result.next() || result.getInt(1) != 1) {
                    throw new SQLTransientConnectionException(
                            "an earlier connection of the same number is still there");
                }
            }
        }
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("one user only");
    }

    @Override
    public PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException("logs by SLF4J");
    }

    @Override
    public void setLoginTimeout(int seconds) {
        // the pool's wish; the option connect-timeout stands
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("logs by SLF4J");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLFeatureNotSupportedException("wraps nothing");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
