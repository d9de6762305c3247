package org.armature.engine.mysql;

import static org.armature.engine.mysql.Fixture.CART;
import static org.armature.engine.mysql.Fixture.put;
import static org.armature.engine.mysql.Fixture.settings;
import static org.armature.engine.mysql.Fixture.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.armature.storage.Durability;
import org.armature.storage.Environment;
import org.armature.storage.EnvironmentSettings;
import org.armature.storage.Mutation;
import org.armature.storage.OpenReport;
import org.armature.storage.StorageException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything about the server that can be wrong is told with what would be right, in bounded time. */
class RefusalsTest {
    private static final String FLUSH = "innodb_flush_log_at_trx_commit";

    @TempDir
    Path directory;

    private final MysqlEngine engine = new MysqlEngine(Map.of("PASSWORD", "right", "WRONG", "wrong")::get);

    @AfterEach
    void close() {
        engine.closeAll();
    }

    @ForEachKind
    void wrongCredentialsNameTheUserAndWhereItMayBePut(ServerKind kind) {
        Map<String, String> options = options(kind);
        server(kind).sql(dropAndCreate("someone", "right"));
        String message =
                refused(StorageException.BadSettings.class, with(options, "user", "someone", "password-env", "WRONG"));
        assertTrue(message.contains("\"someone\" may not log in") && message.contains("password-env"), message);
        assertTrue(!message.contains("wrong"), "the password is shown: " + message);
        refused(StorageException.BadSettings.class, with(options, "user", "no_such_user"));
    }

    @ForEachKind
    void aDatabaseThatIsNotThereIsNamedWithTheStatementThatMakesIt(ServerKind kind) {
        String message =
                refused(StorageException.BadSettings.class, with(options(kind), "database", "no_such_database"));
        assertTrue(message.contains("CREATE DATABASE `no_such_database`"), message);
    }

    @ForEachKind
    void aMissingPrivilegeIsToldWithTheGrant(ServerKind kind) {
        String[] user = dropAndCreate("reader", "right");
        server(kind).sql(user[0], user[1], "GRANT SELECT ON armature_test.* TO reader@'%'");
        String message = refused(
                StorageException.BadSettings.class, with(options(kind), "user", "reader", "password-env", "PASSWORD"));
        assertTrue(message.contains("GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP ON"), message);
    }

    @ForEachKind
    void theGrantThatIsToldIsEnough(ServerKind kind) {
        Map<String, String> options = optionsOfWriter(kind);
        Environment environment = open(options);
        put(environment, CART, 1, 100);
        environment.sync();
        environment.store(CART).drop();
        environment.close();
        assertEquals(OpenReport.State.CLEAN, open(options).openReport().state());
    }

    @Test
    void aServerThatIsNotThereIsUnavailableWithinTheTimeout() throws IOException {
        int closedPort;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closedPort = socket.getLocalPort();
        }
        String message = refused(StorageException.Unavailable.class, Map.of("port", String.valueOf(closedPort)));
        assertTrue(message.contains("127.0.0.1:" + closedPort), message);
    }

    /** It accepts connections, for the system does that for it, and never says a word. */
    @Test
    void aServerThatHangsIsUnavailableWithinTheTimeout() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            long start = System.nanoTime();
            refused(
                    StorageException.Unavailable.class,
                    Map.of(
                            "port",
                            String.valueOf(silent.getLocalPort()),
                            "connect-timeout",
                            "1000",
                            "socket-timeout",
                            "1000"));
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            assertTrue(took.compareTo(Duration.ofSeconds(20)) < 0, "took " + took);
        }
    }

    @ForEachKind
    void whatWouldBeRefusedIsFoundByACheckThatMakesNothing(ServerKind kind) throws IOException {
        Map<String, String> fresh = server(kind).optionsOfNewDatabase();
        engine.check(settings(directory, fresh));
        assertEquals(
                "0",
                server(kind)
                        .query("SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = '"
                                + fresh.get("database") + "'"));
        StorageException unknown = assertThrows(
                StorageException.BadSettings.class,
                () -> engine.check(settings(directory, with(fresh, "database", "no_such_database"))));
        assertTrue(unknown.getMessage().contains("CREATE DATABASE `no_such_database`"), unknown::getMessage);
        Fixture.assertNoClassOfTheDriverIn(unknown);
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(List.of(), files.toList());
        }

        open(fresh).close();
        engine.check(settings(directory, fresh));
        StorageException another = assertThrows(
                StorageException.BadSettings.class,
                () -> engine.check(new EnvironmentSettings("blog", directory, with(fresh))));
        assertTrue(another.getMessage().contains("hold instance \"shop\""), another::getMessage);
    }

    @ForEachKind
    void aPacketLimitBelowTheLargestValueIsRefusedWithTheValueNeeded(ServerKind kind) {
        whileGlobal(kind, "max_allowed_packet", "16777216", () -> {
            String message = refused(StorageException.BadSettings.class, options(kind));
            assertTrue(message.contains("max_allowed_packet=16777216") && message.contains("17825792"), message);
        });
    }

    @ForEachKind
    void durabilitiesTheServerDoesNotKeepAreRefusedAndNothingIsWritten(ServerKind kind) {
        whileGlobal(kind, FLUSH, "2", () -> {
            Environment environment = open(options(kind));
            put(environment, CART, 1, 10);
            environment.sync();
            StorageException refusal = assertThrows(
                    StorageException.BadSettings.class,
                    () -> environment.write(List.of(Mutation.put(CART, Fixture.key(2), new byte[1])), Durability.DISK));
            assertTrue(refusal.getMessage().contains(FLUSH + "=2"), refusal.getMessage());
            assertEquals(1, environment.store(CART).stats().entries());
            environment.close();
        });
        whileGlobal(kind, FLUSH, "0", () -> {
            String message = refused(StorageException.BadSettings.class, options(kind));
            assertTrue(message.contains(FLUSH + "=0"), message);
        });
    }

    @ForEachKind
    void aReadOnlyServerIsUnavailableAndServesAgainWhenItIsNot(ServerKind kind) {
        Map<String, String> options = optionsOfWriter(kind);
        Environment environment = open(options);
        put(environment, CART, 1, 10);
        whileGlobal(kind, "read_only", "1", () -> {
            StorageException refusal =
                    assertThrows(StorageException.Unavailable.class, () -> put(environment, CART, 2, 10));
            assertTrue(refusal.getMessage().contains("read-only"), refusal.getMessage());
            assertEquals(1, Fixture.keysOf(environment.store(CART)).size());
        });
        put(environment, CART, 2, 10);
        environment.close();
        whileGlobal(kind, "read_only", "1", () -> {
            String message = refused(StorageException.Unavailable.class, options);
            assertTrue(message.contains("read-only"), message);
        });
        assertEquals(2, Fixture.keysOf(open(options).store(CART)).size());
    }

    @ForEachKind
    void tablesThatAreNotAsTheEngineMadeThemAreRefusedWithWhatIsWrong(ServerKind kind) {
        TestServer server = SharedServer.started(kind);
        Map<String, String> fresh = server.optionsOfNewDatabase();
        Environment environment = open(fresh);
        put(environment, CART, 1, 10);
        environment.close();
        String database = fresh.get("database");
        String table = database + "."
                + server.query("SELECT table_name FROM information_schema.tables" + " WHERE table_schema = '" + database
                        + "' AND table_name LIKE '%objects_cart'");

        server.sql("ALTER TABLE " + table + " MODIFY k VARCHAR(255) CHARACTER SET latin1 NOT NULL");
        String charset = refused(StorageException.Corrupt.class, fresh);
        assertTrue(charset.contains("k varchar(255) latin1") && charset.contains("k varbinary(1024)"), charset);

        server.sql("ALTER TABLE " + table + " MODIFY k VARBINARY(1024) NOT NULL, ADD COLUMN extra INT");
        assertTrue(refused(StorageException.Corrupt.class, fresh).contains("extra int"));

        server.sql("ALTER TABLE " + table + " DROP COLUMN extra, MODIFY k VARBINARY(500) NOT NULL, ENGINE=MyISAM");
        assertTrue(refused(StorageException.Corrupt.class, fresh).contains("ENGINE=MyISAM"));

        server.sql("DROP TABLE " + table);
        String gone = refused(StorageException.Corrupt.class, fresh);
        assertTrue(gone.contains("objects_cart is gone"), gone);
    }

    private TestServer server(ServerKind kind) {
        return SharedServer.started(kind);
    }

    private Map<String, String> options(ServerKind kind) {
        return SharedServer.started(kind).options();
    }

    /** Of a user with no more privileges than the engine asks for. */
    private Map<String, String> optionsOfWriter(ServerKind kind) {
        server(kind).sql(dropAndCreate("writer", "right"));
        server(kind)
                .sql("GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP ON " + TestServer.DATABASE
                        + ".* TO writer@'%'");
        return with(options(kind), "user", "writer", "password-env", "PASSWORD");
    }

    private void whileGlobal(ServerKind kind, String variable, String value, Runnable test) {
        String before = server(kind).query("SELECT @@GLOBAL." + variable);
        server(kind).sql("SET GLOBAL " + variable + " = " + value);
        try {
            test.run();
        } finally {
            server(kind).sql("SET GLOBAL " + variable + " = " + before);
        }
    }

    private static String[] dropAndCreate(String user, String password) {
        return new String[] {
            "DROP USER IF EXISTS " + user + "@'%'", "CREATE USER " + user + "@'%' IDENTIFIED BY '" + password + "'"
        };
    }

    private Environment open(Map<String, String> options) {
        return engine.open(settings(directory, options));
    }

    private <T extends StorageException> String refused(Class<T> type, Map<String, String> options) {
        T refusal = assertThrows(type, () -> open(options));
        Fixture.assertNoClassOfTheDriverIn(refusal);
        return refusal.getMessage();
    }
}
