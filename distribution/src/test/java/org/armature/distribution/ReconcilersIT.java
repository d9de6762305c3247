package org.armature.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.highscore.HighscoreReconciler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Enumeration;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.armature.client.ArmatureClient;
import org.armature.client.ReadResult;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.model.Key;
import org.armature.protocol.Message.Merge;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reconciler of the zip of this build, and one of somebody else that comes and goes while the node runs. */
class ReconcilersIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Key KEY = Key.utf8("alice");
    private static final String TABLES = """
            defaults { n = 1, r = 1, w = 1 }
            tables { cart { reconcile = cart }, scores { reconcile = highscore } }
            """;

    @TempDir
    Path temp;

    private Path home;
    private NodeUnderTest node;

    @BeforeEach
    void unpack() throws Exception {
        home = UnpackedZip.into(temp.resolve("zip"));
        node = NodeUnderTest.cluster(home, temp.resolve("cluster"), 1, TABLES).get(0);
        node.start();
    }

    @AfterEach
    void end() throws IOException {
        node.close();
    }

    @Test
    void theCartOfTheZipMergesWhatTwoPutAtTheSameTime() throws Exception {
        putBeside("cart", "{\"items\":{\"milk\":{\"t1\":1}}}");
        putBeside("cart", "{\"items\":{\"tea\":{\"t2\":2}}}");
        assertEquals(
                "{\"items\":{\"milk\":{\"t1\":1},\"tea\":{\"t2\":2}},\"removed\":[]}",
                Command.run(home, 0, "get", "cart/alice", "--raw", "--node", node.address("client")));
        String siblings =
                Command.run(home, 4, "get", "cart/alice", "--siblings", "-o", "json", "--node", node.address("client"));
        assertTrue(siblings.matches("(?s).*\"conflict\" ?: ?true.*"), siblings);
    }

    @Test
    void theExampleIsTakenReplacedRefusedAndRemovedWhileTheNodeRuns() throws Exception {
        putBeside("scores", "alice 3");
        putBeside("scores", "alice 5\nbob 1");
        assertTrue(get().isConflict());
        assertTrue(status().contains("ARM-701 table default/scores wants reconciler highscore"), status());

        Path first = drop("highscore.jar", "1.0.0", "");
        awaitBundle("1.0.0");
        assertEquals(Optional.of(Bytes.utf8("alice 5\nbob 1")), get().value());
        assertEquals(Optional.of(new Merge(2, "highscore", "1.0.0")), get().merge());

        drop("broken.jar", "1.1.0", "com/example/highscore/Highscores.class");
        Await.until("the broken one is refused", LIMIT, () -> status().contains("ARM-702 broken.jar was not taken"));
        assertEquals(1, get().versions().size());

        Path second = drop("highscore-2.jar", "2.0.0", "");
        awaitBundle("2.0.0");
        assertEquals(1, get().versions().size());
        Await.until("the first is put aside", LIMIT, () -> !Files.exists(first));

        Files.delete(second);
        Await.until("siblings are shown", LIMIT, () -> get().isConflict());
        assertEquals(143, node.stop());
    }

    private void putBeside(String table, String value) throws IOException {
        try (ArmatureClient client = node.client()) {
            client.table(table).put(KEY, Bytes.utf8(value), CausalContext.NONE);
        }
    }

    private ReadResult get() throws IOException {
        try (ArmatureClient client = node.client()) {
            return client.table("scores").get(KEY);
        }
    }

    private String status() throws Exception {
        return Command.run(home, 0, "status", "--node", node.address("admin"));
    }

    /** Until the log says that it was taken. */
    private void awaitBundle(String version) throws Exception {
        String line = "bundle=com.example.reconciler.highscore version=" + version;
        Await.until(version + " is taken", LIMIT, () -> node.log()
                .lines()
                .anyMatch(each -> each.contains("reconciler jar taken") && each.contains(line)));
    }

    /** The jar of the example with another version, and without a class if one is named. */
    private Path drop(String name, String version, String without) throws Exception {
        Path built = Path.of(HighscoreReconciler.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path made = temp.resolve(name);
        try (JarFile jar = new JarFile(built.toFile())) {
            Manifest manifest = jar.getManifest();
            manifest.getMainAttributes().putValue("Bundle-Version", version);
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(made), manifest)) {
                for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                    JarEntry entry = entries.nextElement();
                    if (!entry.getName().equals(JarFile.MANIFEST_NAME)
                            && !entry.getName().equals(without)) {
                        out.putNextEntry(new JarEntry(entry.getName()));
                        try (InputStream in = jar.getInputStream(entry)) {
                            in.transferTo(out);
                        }
                    }
                }
            }
        }
        return Files.copy(made, home.resolve("reconcilers").resolve(name));
    }
}
