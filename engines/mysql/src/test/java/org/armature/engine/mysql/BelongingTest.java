package org.armature.engine.mysql;

import static org.armature.engine.mysql.Fixture.CART;
import static org.armature.engine.mysql.Fixture.fill;
import static org.armature.engine.mysql.Fixture.keysOf;
import static org.armature.engine.mysql.Fixture.put;
import static org.armature.engine.mysql.Fixture.settings;
import static org.armature.engine.mysql.Fixture.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.armature.storage.Environment;
import org.armature.storage.EnvironmentSettings;
import org.armature.storage.OpenReport;
import org.armature.storage.OpenReport.State;
import org.armature.storage.StorageException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Directories and databases belong together, and a backup put back on either side is noticed. */
class BelongingTest {
    @TempDir
    Path temporary;

    private final MysqlEngine engine = new MysqlEngine();

    @AfterEach
    void close() {
        engine.closeAll();
    }

    @ForEachKind
    void aDatabasePutBackFromABackupIsDoubtfulUntilACleanClose(ServerKind kind) throws Exception {
        TestServer server = SharedServer.started(kind);
        Map<String, String> fresh = server.optionsOfNewDatabase();
        Path directory = temporary.resolve("shop");
        Environment first = open(directory, fresh);
        fill(first, CART, 0, 100, 100);
        first.close();
        server.kill();
        Path backup = temporary.resolve("backup");
        TemporaryFiles.copy(server.data(), backup);
        server.start();
        Environment second = open(directory, fresh);
        fill(second, CART, 100, 200, 100);
        second.close();
        server.kill();
        TemporaryFiles.delete(server.data());
        TemporaryFiles.copy(backup, server.data());
        server.start();

        Environment restored = open(directory, fresh);
        OpenReport report = restored.openReport();
        assertEquals(State.DOUBTFUL, report.state());
        assertTrue(report.detail().contains("the database is older than the directory"), report.detail());
        assertEquals(100, keysOf(restored.store(CART)).size());
        restored.close();
        assertEquals(State.CLEAN, open(directory, fresh).openReport().state());
    }

    @ForEachKind
    void aDirectoryPutBackFromABackupIsDoubtful(ServerKind kind) throws IOException {
        Map<String, String> options = SharedServer.started(kind).options();
        Path directory = temporary.resolve("shop");
        put(open(directory, options), CART, 1, 10);
        engine.closeAll();
        byte[] mark = Files.readAllBytes(directory.resolve("armature.environment"));
        open(directory, options).close();
        open(directory, options).close();
        Files.write(directory.resolve("armature.environment"), mark);
        OpenReport report = open(directory, options).openReport();
        assertEquals(State.DOUBTFUL, report.state());
        assertTrue(report.detail().contains("the directory is older than the database"), report.detail());
    }

    @ForEachKind
    void aCopiedDirectoryIsRefusedUnlessItIsAdopted(ServerKind kind) throws IOException {
        Map<String, String> options = SharedServer.started(kind).options();
        Path original = temporary.resolve("original");
        put(open(original, options), CART, 1, 10);
        engine.closeAll();
        Path copy = temporary.resolve("copy");
        TemporaryFiles.copy(original, copy);

        StorageException refusal = assertThrows(StorageException.BadSettings.class, () -> open(copy, options));
        assertTrue(
                refusal.getMessage().contains(original.toString())
                        && refusal.getMessage().contains(copy.toString())
                        && refusal.getMessage().contains("adopt = true"),
                refusal.getMessage());

        Environment adopted = open(copy, with(options, "adopt", "true"));
        assertEquals(State.CLEAN, adopted.openReport().state());
        assertEquals(1, keysOf(adopted.store(CART)).size());
        adopted.close();
        assertThrows(StorageException.BadSettings.class, () -> open(original, options));
        open(copy, options);
    }

    @ForEachKind
    void aCopyThatIsAdoptedWhileTheOriginalIsOpenIsInUse(ServerKind kind) throws IOException {
        Map<String, String> options = SharedServer.started(kind).options();
        Path original = temporary.resolve("original");
        Environment open = open(original, options);
        put(open, CART, 1, 10);
        Path copy = temporary.resolve("copy");
        TemporaryFiles.copy(original, copy);
        StorageException refusal =
                assertThrows(StorageException.InUse.class, () -> open(copy, with(options, "adopt", "true")));
        assertTrue(refusal.getMessage().contains(original.toString()), refusal.getMessage());
        put(open, CART, 2, 10);
        open.close();
        assertEquals(State.CLEAN, open(original, options).openReport().state());
    }

    @ForEachKind
    void aMovedDirectoryIsTheSameOne(ServerKind kind) throws IOException {
        Map<String, String> options = SharedServer.started(kind).options();
        Path here = temporary.resolve("here");
        put(open(here, options), CART, 1, 10);
        engine.closeAll();
        Path there = Files.move(here, temporary.resolve("there"));
        assertEquals(State.CLEAN, open(there, options).openReport().state());
    }

    @ForEachKind
    void anotherDatabaseIsRefusedAndNothingIsMadeInIt(ServerKind kind) {
        TestServer server = SharedServer.started(kind);
        server.sql("DROP DATABASE IF EXISTS empty_one", "CREATE DATABASE empty_one");
        Path directory = temporary.resolve("shop");
        put(open(directory, server.options()), CART, 1, 10);
        engine.closeAll();

        Map<String, String> other = with(server.options(), "database", "empty_one");
        StorageException empty = assertThrows(StorageException.BadSettings.class, () -> open(directory, other));
        assertTrue(empty.getMessage().contains("database empty_one"), empty.getMessage());
        assertEquals(
                "0", server.query("SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = 'empty_one'"));

        open(temporary.resolve("another node"), other).close();
        StorageException foreign = assertThrows(StorageException.BadSettings.class, () -> open(directory, other));
        assertTrue(foreign.getMessage().contains("of other nodes or instances"), foreign.getMessage());
        assertEquals(State.CLEAN, open(directory, server.options()).openReport().state());
    }

    @ForEachKind
    void anInstancesDirectoryIsRefusedToAnother(ServerKind kind) {
        Map<String, String> options = SharedServer.started(kind).options();
        Path directory = temporary.resolve("shop");
        open(directory, options).close();
        StorageException refusal = assertThrows(
                StorageException.BadSettings.class,
                () -> engine.open(new EnvironmentSettings("forum", directory, with(options))));
        assertTrue(refusal.getMessage().contains("\"shop\"")
                && refusal.getMessage().contains("\"forum\""));
    }

    @ForEachKind
    void aDamagedMarkIsRefusedAndNothingIsChanged(ServerKind kind) throws IOException {
        Map<String, String> options = SharedServer.started(kind).options();
        Path directory = temporary.resolve("shop");
        open(directory, options).close();
        Path mark = directory.resolve("armature.environment");
        String good = Files.readString(mark);
        for (String damaged : new String[] {"", "nonsense", good.replace("mark 2", "mark 3"), good.substring(1)}) {
            Files.writeString(mark, damaged);
            StorageException refusal = assertThrows(StorageException.Corrupt.class, () -> open(directory, options));
            assertTrue(refusal.getMessage().contains(mark.toString()), refusal.getMessage());
        }
        Files.writeString(mark, good);
        assertEquals(State.CLEAN, open(directory, options).openReport().state());
    }

    /** A connection that died with its node's machine keeps its lock in the server for hours. */
    @ForEachKind
    void aLockLeftByThisDirectorysLastOpenerIsTakenOver(ServerKind kind) throws Exception {
        TestServer server = SharedServer.started(kind);
        Path directory = temporary.resolve("shop");
        Environment first = open(directory, server.options());
        put(first, CART, 1, 10);
        first.close();
        String id = Files.readAllLines(directory.resolve("armature.environment"))
                .get(0)
                .substring("environment ".length());
        try (var left = server.connect();
                var statement = left.createStatement();
                var taken = statement.executeQuery("SELECT GET_LOCK('armature." + id + "', 0)")) {
            assertTrue(taken.next());
            assertEquals(
                    State.CLEAN, open(directory, server.options()).openReport().state());
        }
    }

    private Environment open(Path directory, Map<String, String> options) {
        return engine.open(settings(directory, options));
    }
}
