package org.armature.engine.mysql;

import static org.armature.engine.mysql.Fixture.CART;
import static org.armature.engine.mysql.Fixture.assertNoClassOfTheDriverIn;
import static org.armature.engine.mysql.Fixture.fill;
import static org.armature.engine.mysql.Fixture.key;
import static org.armature.engine.mysql.Fixture.keysOf;
import static org.armature.engine.mysql.Fixture.put;
import static org.armature.engine.mysql.Fixture.settings;
import static org.armature.engine.mysql.Fixture.value;
import static org.armature.engine.mysql.Fixture.with;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.armature.storage.Durability;
import org.armature.storage.Environment;
import org.armature.storage.Mutation;
import org.armature.storage.OpenReport;
import org.armature.storage.StorageException;
import org.armature.storage.StoreStats;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The server dies, hangs, cuts connections and runs full. */
class OutageTest {
    @TempDir
    Path directory;

    private final MysqlEngine engine = new MysqlEngine();

    @AfterEach
    void close() {
        engine.closeAll();
    }

    @ForEachKind
    void aServerThatIsKilledLosesNothingAcknowledgedAndIsUsedAgainWhenItIsBack(ServerKind kind) throws Exception {
        TestServer server = SharedServer.started(kind);
        Map<String, String> fresh = server.optionsOfNewDatabase();
        Environment environment = open(with(fresh, "connect-timeout", "1000"));
        put(environment, CART, 0, 1_000);
        AtomicLong acknowledged = new AtomicLong();
        AtomicLong longestMillis = new AtomicLong();
        AtomicLong failures = new AtomicLong();
        AtomicBoolean running = new AtomicBoolean(true);
        Thread writer = new Thread(() -> {
            for (long n = 1; running.get(); ) {
                long start = System.nanoTime();
                try {
                    put(environment, CART, n, 1_000);
                    acknowledged.set(n);
                    n++;
                } catch (StorageException.Unavailable e) {
                    assertNoClassOfTheDriverIn(e);
                    failures.incrementAndGet();
                }
                longestMillis.accumulateAndGet(
                        Duration.ofNanos(System.nanoTime() - start).toMillis(), Math::max);
            }
        });
        writer.start();
        Fixture.await("writes before the kill", () -> acknowledged.get() > 50);
        server.kill();
        Fixture.await("a failure", () -> failures.get() > 0);
        assertThrows(
                StorageException.Unavailable.class,
                () -> environment.store(CART).get(key(0)));
        long before = acknowledged.get();
        server.start();
        Fixture.await("writes after the restart", () -> acknowledged.get() > before + 50);
        running.set(false);
        writer.join();

        for (long n = 0; n <= acknowledged.get(); n++) {
            assertArrayEquals(
                    value(n, 1_000), environment.store(CART).get(key(n)).orElseThrow());
        }
        assertTrue(longestMillis.get() < 20_000, "the longest call took " + longestMillis + " ms");
        assertExact(environment);
    }

    @ForEachKind
    void aConnectionThatIsCutIsNotNoticed(ServerKind kind) {
        TestServer server = SharedServer.started(kind);
        Map<String, String> fresh = server.optionsOfNewDatabase();
        Environment environment = open(fresh);
        for (int round = 0; round < 5; round++) {
            fill(environment, CART, round * 100L, round * 100L + 100, 100);
            killSessions(server);
            assertTrue(environment.store(CART).get(key(0)).isPresent());
            killSessions(server);
        }
        assertEquals(500, keysOf(environment.store(CART)).size());
        assertExact(environment);
        environment.close();
        assertEquals(OpenReport.State.CLEAN, open(fresh).openReport().state());
    }

    /**
     * A write waits for a row that another session holds until its connection gives up. What the server still does of it
     * must not follow a later write.
     */
    @ForEachKind
    void aWriteThatGotNoAnswerIsOverBeforeTheNextOneIsDone(ServerKind kind) throws Exception {
        TestServer server = SharedServer.started(kind);
        Map<String, String> fresh = server.optionsOfNewDatabase();
        Environment environment = open(with(fresh, "socket-timeout", "3000", "connect-timeout", "2000"));
        fill(environment, CART, 0, 10, 100);
        String table = table(server, fresh);
        StorageException unknown;
        try (Connection other = server.connect();
                Statement statement = other.createStatement()) {
            statement.execute("START TRANSACTION");
            statement.execute("UPDATE " + table + " SET v = v WHERE p = 3");
            unknown = assertThrows(
                    StorageException.Unavailable.class,
                    () -> environment.write(List.of(Mutation.put(CART, key(1), value(1, 5_000))), Durability.PROCESS));
            assertTrue(unknown.getMessage().contains("may have happened"), unknown.getMessage());
            statement.execute("ROLLBACK");
        }
        environment.write(List.of(Mutation.put(CART, key(1), value(2, 20))), Durability.PROCESS);
        assertArrayEquals(value(2, 20), environment.store(CART).get(key(1)).orElseThrow());
        assertEquals(
                "0", server.query("SELECT COUNT(*) FROM information_schema.processlist WHERE info LIKE 'INSERT%'"));
        assertExact(environment);
    }

    /** With small values: both servers end themselves when they can't undo the half of a large one for want of room. */
    @ForEachKind
    void aServerWithoutRoomRefusesWritesAndServesAgainWhenItHasSome(ServerKind kind) {
        try (TestServer server = TestServer.startWithFilesOf(kind, 40 << 20)) {
            Environment environment = open(server.options());
            AtomicLong next = new AtomicLong();
            StorageException full = assertThrows(StorageException.DiskFull.class, () -> {
                while (true) {
                    fill(environment, CART, next.get(), next.get() + 100, 4_000);
                    next.addAndGet(100);
                }
            });
            assertNoClassOfTheDriverIn(full);
            assertTrue(next.get() > 1_000, "room for " + next);
            assertArrayEquals(
                    value(7, 4_000), environment.store(CART).get(key(7)).orElseThrow());
            assertEquals(next.get(), keysOf(environment.store(CART)).size());
            environment.store(CART).drop();
            Fixture.await("room again", () -> {
                try {
                    fill(environment, CART, 0, 100, 4_000);
                    return true;
                } catch (StorageException.DiskFull e) {
                    return false;
                }
            });
            assertEquals(100, keysOf(environment.store(CART)).size());
            assertExact(environment);
        }
    }

    @ForEachKind
    void aScanGoesOnOverAConnectionThatIsCut(ServerKind kind) {
        TestServer server = SharedServer.started(kind);
        Map<String, String> fresh = server.optionsOfNewDatabase();
        Environment environment = open(fresh);
        fill(environment, CART, 0, 3_000, 100);
        AtomicLong seen = new AtomicLong();
        environment.store(CART).scan(Optional.empty(), (key, value) -> {
            if (seen.incrementAndGet() % 700 == 0) {
                killSessions(server);
            }
            return true;
        });
        assertEquals(3_000, seen.get());
    }

    private Environment open(Map<String, String> options) {
        return engine.open(settings(directory, options));
    }

    /** Ends all sessions of others than the one that does it. */
    private static void killSessions(TestServer server) {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            List<String> kills = new java.util.ArrayList<>();
            try (var rows = statement.executeQuery(
                    "SELECT id FROM information_schema.processlist WHERE user = 'root' AND id <> CONNECTION_ID()")) {
                while (rows.next()) {
                    kills.add("KILL " + rows.getLong(1));
                }
            }
            for (String kill : kills) {
                try {
                    statement.execute(kill);
                } catch (java.sql.SQLException e) {
                    assertEquals(1094, e.getErrorCode(), "gone meanwhile, or else " + e);
                }
            }
        } catch (java.sql.SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static String table(TestServer server, Map<String, String> fresh) {
        String database = fresh.get("database");
        return database + "."
                + server.query("SELECT table_name FROM information_schema.tables WHERE table_schema = '" + database
                        + "' AND table_name LIKE '%objects_cart'");
    }

    /** Also after writes whose outcome was not known: the next write counts them. */
    private static void assertExact(Environment environment) {
        environment.write(List.of(Mutation.delete(CART, key(-1))), Durability.PROCESS);
        AtomicLong entries = new AtomicLong();
        AtomicLong bytes = new AtomicLong();
        environment.store(CART).scan(Optional.empty(), (key, value) -> {
            entries.incrementAndGet();
            bytes.addAndGet(key.length() + value.length);
            return true;
        });
        assertEquals(
                new StoreStats(entries.get(), bytes.get()),
                environment.store(CART).stats());
    }
}
