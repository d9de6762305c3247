package org.armature.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.segments.SegmentsEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.armature.client.ArmatureClient;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.Key;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine of the tutorial, built without anything of Armature but its contract, in the zip of this build. */
class ExampleEngineIT {
    private static final Key KEY = Key.utf8("alice");
    private static final Bytes BOOK = Bytes.utf8("book");
    private static final String TABLES = """
            defaults { n = 1, r = 1, w = 1 }
            tables { kv { engine = segments, durability = disk }, other {} }
            engines { segments { segment-size = 1 MiB } }
            """;

    @TempDir
    Path temp;

    private Path home;
    private NodeUnderTest node;

    @BeforeEach
    void unpack() throws IOException {
        home = UnpackedZip.into(temp.resolve("zip"));
        node = NodeUnderTest.cluster(home, temp.resolve("cluster"), 1, TABLES).get(0);
    }

    @AfterEach
    void end() throws IOException {
        node.close();
    }

    @Test
    void itsBundleInTheDirectoryOfEnginesServesATableByName() throws Exception {
        drop();
        node.start();
        put();
        assertEquals("segments", engineOf("kv"));
        assertEquals("bdbje", engineOf("other"));
        assertTrue(segmentFiles() > 0);
        assertEquals(143, node.stop());
        node.start();
        assertEquals(Optional.of(BOOK), get());
    }

    @Test
    void whatItAcknowledgedIsThereAfterAKill() throws Exception {
        drop();
        node.start();
        put();
        node.kill();
        node.start();
        assertEquals(Optional.of(BOOK), get());
    }

    @Test
    void theCommandExplainsTheChoiceWithEveryEngineAndWhatWasMeasured() throws Exception {
        drop();
        node.start();
        put();
        String named = explain("kv");
        assertTrue(
                named.contains("table default/kv on n1: engine segments\n  declared: it names engine segments"), named);
        assertTrue(named.contains("  bdbje is not: the table names segments\n"), named);
        assertTrue(named.matches("(?s).*\never +0 +1 +0 +0 +1 .*"), named);
        String chosen = explain("other");
        assertTrue(chosen.contains("table default/other on n1: engine bdbje\n"), chosen);
        assertTrue(chosen.contains("  segments is not: it would do; "), chosen);
        assertTrue(chosen.contains("  memory is not: it does not promise durability process, only memory\n"), chosen);
        assertTrue(chosen.contains("no advice: it takes 1000 objects got and put lately, and there were 0\n"), chosen);
    }

    private String explain(String table) throws Exception {
        return Command.run(home, 0, "engine", "explain", table, "--node", node.address("admin"));
    }

    @Test
    void withoutTheBundleTheTableIsNotServedAndSaysWhichEngineItWants() throws Exception {
        node.start();
        String status = Command.run(home, 0, "status", "--node", node.address("admin"));
        assertTrue(status.contains("the table names engine \"segments\", but installed are"), status);
        assertFalse(Files.exists(node.data().resolve("engines/segments")), status);
    }

    private void drop() throws Exception {
        Path jar = Path.of(SegmentsEngine.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        assertTrue(jar.toString().endsWith(".jar"), jar.toString());
        Files.copy(jar, home.resolve("engines").resolve(jar.getFileName()));
    }

    private String engineOf(String table) throws Exception {
        String status = Command.run(home, 0, "status", "--node", node.address("admin"));
        return status.lines()
                .filter(line -> line.startsWith("default/" + table + " "))
                .map(line -> line.split(" +", -1)[4])
                .findFirst()
                .orElseThrow(() -> new AssertionError(status));
    }

    private long segmentFiles() throws IOException {
        try (Stream<Path> files = Files.walk(node.data())) {
            return files.filter(file -> file.toString().endsWith(".seg")).count();
        }
    }

    private void put() throws IOException {
        try (ArmatureClient client = node.client()) {
            client.table("kv").put(KEY, BOOK, CausalContext.NONE);
        }
    }

    private Optional<Bytes> get() throws IOException {
        try (ArmatureClient client = node.client()) {
            return client.table("kv").get(KEY).value();
        }
    }
}
