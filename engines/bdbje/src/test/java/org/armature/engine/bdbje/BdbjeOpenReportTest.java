package org.armature.engine.bdbje;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.armature.storage.Durability;
import org.armature.storage.Environment;
import org.armature.storage.EnvironmentSettings;
import org.armature.storage.Mutation;
import org.armature.storage.OpenReport;
import org.armature.storage.OpenReport.State;
import org.armature.storage.StorageException;
import org.armature.storage.StoreId;
import org.armature.storage.StoreKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only this engine's files can show; the rest is in the contract. */
class BdbjeOpenReportTest {
    private static final StoreId CART = new StoreId("cart", 0);
    private static final StoreKey KEY = StoreKey.of(new byte[16], new byte[] {1});
    private static final String CLEAN_MARK = "armature.clean";

    @TempDir
    Path temporary;

    private final BdbjeEngine engine = new BdbjeEngine();

    @AfterEach
    void close() {
        engine.closeAll();
    }

    @Test
    void theMarkOfACleanShutdownIsThereWhileClosedOnly() throws IOException {
        Path directory = closedAfterAWrite();
        assertTrue(Files.exists(directory.resolve(CLEAN_MARK)));
        Environment open = open(directory);
        assertEquals(State.CLEAN, open.openReport().state());
        assertTrue(Files.notExists(directory.resolve(CLEAN_MARK)));
        open.close();
        assertTrue(Files.exists(directory.resolve(CLEAN_MARK)));
    }

    @Test
    void aLostMarkMeansRecovery() throws IOException {
        Path directory = closedAfterAWrite();
        Files.delete(directory.resolve(CLEAN_MARK));
        assertEquals(State.RECOVERED, open(directory).openReport().state());
    }

    @Test
    void aDamagedMarkIsDoubtful() throws IOException {
        Path directory = closedAfterAWrite();
        Files.writeString(directory.resolve(CLEAN_MARK), "nonsense");
        assertEquals(State.DOUBTFUL, open(directory).openReport().state());
    }

    @Test
    void anOlderLogPutBackUnderTheMarkIsDoubtfulAndTheReportSaysHow() throws IOException {
        Path directory = closedAfterAWrite();
        Path backup = copy(directory, "backup");
        Environment later = open(directory);
        write(later, 100_000);
        later.close();
        Files.copy(directory.resolve(CLEAN_MARK), backup.resolve("mark"));
        Files.move(backup.resolve("mark"), backup.resolve(CLEAN_MARK), StandardCopyOption.REPLACE_EXISTING);

        OpenReport report = open(backup).openReport();

        assertEquals(State.DOUBTFUL, report.state());
        assertTrue(
                report.detail().matches(".*00000000\\.jdb had \\d+ bytes at the clean shutdown, and has \\d+.*"),
                report.detail());
    }

    @Test
    void aLogThatIsGoneUnderTheMarkIsNotAnEmptyEnvironment() throws IOException {
        Path directory = closedAfterAWrite();
        Files.delete(directory.resolve("00000000.jdb"));
        OpenReport report = open(directory).openReport();
        assertEquals(State.DOUBTFUL, report.state());
        assertTrue(report.detail().contains("is gone"), report.detail());
    }

    @Test
    void aDoubtIsReportedAgainAfterACrashAndNoMoreAfterACleanClose() throws IOException {
        Path directory = closedAfterAWrite();
        Files.writeString(directory.resolve(CLEAN_MARK), "nonsense");
        Environment doubtful = open(directory);
        Path crashed = copy(directory, "crashed");
        doubtful.close();

        Environment again = open(crashed);
        assertEquals(State.DOUBTFUL, again.openReport().state());
        again.close();
        assertEquals(State.CLEAN, open(crashed).openReport().state());
    }

    @Test
    void aTailThatAKillCutOffIsRecoveredAndSaidToBeUnacknowledged() throws IOException {
        Path directory = temporary.resolve("environment");
        Environment environment = open(directory);
        write(environment, 10);
        Path crashed = copy(directory, "crashed");
        environment.close();
        Path log = crashed.resolve("00000000.jdb");
        byte[] good = Files.readAllBytes(log);
        byte[] cut = Arrays.copyOf(good, (good.length / 4_096 + 1) * 4_096);
        // the header of an entry that would be longer than what is there
        cut[good.length + 4] = 1;
        cut[good.length + 12] = 1;
        Files.write(log, cut);

        Environment recovered = open(crashed);

        assertEquals(
                State.RECOVERED,
                recovered.openReport().state(),
                recovered.openReport().detail());
        assertTrue(recovered.openReport().detail().contains("cut short at byte " + good.length));
        assertEquals(10, recovered.store(CART).get(KEY).orElseThrow().length);
    }

    @Test
    void damageFoundByAReadNamesTheFileAndStaysUntilSomeoneActs() throws IOException {
        Path directory = temporary.resolve("environment");
        Map<String, String> smallFiles = Map.of("log-file-size", "1048576");
        Environment before = open(directory, smallFiles);
        for (int i = 0; i < 30; i++) {
            before.write(
                    List.of(Mutation.put(CART, StoreKey.of(new byte[16], new byte[] {(byte) i}), new byte[100_000])),
                    Durability.PROCESS);
        }
        before.close();
        Path first = directory.resolve("00000000.jdb");
        byte[] contents = Files.readAllBytes(first);
        contents[contents.length / 2] ^= 1;
        Files.write(first, contents);

        Environment damaged = open(directory, smallFiles);
        StorageException.Corrupt found = assertThrows(
                StorageException.Corrupt.class, () -> damaged.store(CART).scan(Optional.empty(), (key, value) -> true));
        assertTrue(found.getMessage().contains(first + ", byte "), found.getMessage());
        assertTrue(found.getMessage().contains("move the directory away"), found.getMessage());
        assertThrows(StorageException.Corrupt.class, () -> write(damaged, 10));
        assertThrows(StorageException.Corrupt.class, damaged::stores);
        damaged.close();

        StorageException.Corrupt refused =
                assertThrows(StorageException.Corrupt.class, () -> open(directory, smallFiles));
        assertTrue(refused.getMessage().contains(LogFiles.DAMAGE_MARK), refused.getMessage());
    }

    private Path closedAfterAWrite() {
        Path directory = temporary.resolve("environment");
        Environment environment = open(directory);
        write(environment, 10);
        environment.close();
        return directory;
    }

    private static void write(Environment environment, int length) {
        environment.write(List.of(Mutation.put(CART, KEY, new byte[length])), Durability.PROCESS);
    }

    private Environment open(Path directory) {
        return open(directory, Map.of());
    }

    private Environment open(Path directory, Map<String, String> options) {
        return engine.open(new EnvironmentSettings("shop", directory, new TreeMap<>(options)));
    }

    private Path copy(Path from, String name) throws IOException {
        Path to = Files.createDirectory(temporary.resolve(name));
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        return to;
    }
}
