package org.armature.engine.bdbje;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sleepycat.je.Environment;
import com.sleepycat.je.EnvironmentConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.armature.storage.Durability;
import org.armature.storage.EnvironmentSettings;
import org.armature.storage.Mutation;
import org.armature.storage.OpenReport;
import org.armature.storage.StorageException;
import org.armature.storage.StoreId;
import org.armature.storage.StoreKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BdbjeEngineTest {
    private static final StoreId CART = new StoreId("cart", 0);
    private static final StoreKey KEY = StoreKey.of(new byte[16], new byte[] {1});

    @TempDir
    Path directory;

    @Test
    void stoppingTheComponentClosesWhatItsOpenersLeftOpen() {
        BdbjeEngineComponent component = new BdbjeEngineComponent();
        org.armature.storage.Environment left = component.open(settings(Map.of()));
        left.write(List.of(Mutation.put(CART, KEY, new byte[5])), Durability.PROCESS);
        component.stop();

        assertThrows(StorageException.Closed.class, left::stores);
        left.close();
        try (var again = new BdbjeEngineComponent().open(settings(Map.of()))) {
            assertEquals(OpenReport.State.CLEAN, again.openReport().state());
        }
    }

    @Test
    void theLeastAndTheGreatestOptionsOpen() {
        List<Map<String, String>> extremes = List.of(
                Map.of("cache-size", "8388608", "log-file-size", "1048576", "checkpoint-size", "1048576"),
                Map.of("log-file-size", "33554432", "checkpoint-size", "1073741824", "cleaner-threads", "16"),
                Map.of("cache-mode", "keep-values", "flush-interval", "10", "lock-timeout", "100"));
        for (Map<String, String> options : extremes) {
            try (var environment = new BdbjeEngine().open(settings(options))) {
                environment.write(List.of(Mutation.put(CART, KEY, new byte[1 << 20])), Durability.DISK);
                assertEquals(1 << 20, environment.store(CART).get(KEY).orElseThrow().length);
            }
        }
    }

    @Test
    void refusesToLeaveNoRoomOnTheDiskAndToTakeMoreCacheThanThereIsHeap() {
        for (Map<String, String> options : List.of(
                Map.of("free-disk", "0"),
                Map.of("cache-size", String.valueOf(Runtime.getRuntime().maxMemory())))) {
            assertThrows(StorageException.BadSettings.class, () -> new BdbjeEngine().open(settings(options)));
        }
    }

    @Test
    void aDirectoryThatIsAFileIsUnavailableAndNamed() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "not a directory");
        StorageException refusal = assertThrows(StorageException.Unavailable.class, () -> new BdbjeEngine()
                .open(new EnvironmentSettings("shop", file, new TreeMap<>())));
        assertTrue(refusal.getMessage().contains(file.toString()), refusal.getMessage());
    }

    @Test
    void whatIsThrownCarriesNoClassOfJe() {
        EnvironmentConfig plain = new EnvironmentConfig();
        plain.setAllowCreate(true);
        plain.setConfigParam(EnvironmentConfig.FILE_LOGGING_LEVEL, "OFF");
        Environment foreign = new Environment(directory.toFile(), plain);
        try (foreign) {
            // opened in this process with other settings, JE refuses with an exception of its own
            StorageException thrown =
                    assertThrows(StorageException.class, () -> new BdbjeEngine().open(settings(Map.of())));
            for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
                assertFalse(cause.getClass().getName().startsWith("com.sleepycat"), cause.toString());
            }
            assertEquals(0, thrown.getSuppressed().length);
        }
    }

    @Test
    void anotherProcessIsRefusedTheDirectory() throws Exception {
        try (var environment = new BdbjeEngine().open(settings(Map.of()))) {
            Process other = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            SecondOpener.class.getName(),
                            directory.toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(other.waitFor(60, TimeUnit.SECONDS), "the other process did not end");
            assertTrue(said.contains("in use: " + directory + " is open in another process"), said);
            environment.write(List.of(Mutation.put(CART, KEY, new byte[] {7})), Durability.DISK);
            assertArrayEquals(new byte[] {7}, environment.store(CART).get(KEY).orElseThrow());
        }
    }

    /** Run in a process of its own. */
    static final class SecondOpener {
        private SecondOpener() {}

        public static void main(String[] arguments) {
            try (var environment =
                    new BdbjeEngine().open(new EnvironmentSettings("shop", Path.of(arguments[0]), new TreeMap<>()))) {
                System.out.println("opened " + environment.openReport());
            } catch (StorageException.InUse e) {
                System.out.println("in use: " + e.getMessage());
            }
        }
    }

    private EnvironmentSettings settings(Map<String, String> options) {
        return new EnvironmentSettings("shop", directory, new TreeMap<>(options));
    }
}
