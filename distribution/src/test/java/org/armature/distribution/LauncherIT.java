package org.armature.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.armature.distribution.probe.CallsFatal;
import org.armature.distribution.probe.CollectsGarbage;
import org.armature.distribution.probe.NeverStops;
import org.armature.distribution.probe.StopsFramework;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleActivator;

/**
 * The launcher as a process, without the server bundle: what it does is then the launcher's alone. Probe bundles play
 * the server's part where one is needed.
 */
class LauncherIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path temp;

    private Path home;
    private Path data;
    private Command node;

    @BeforeEach
    void unpackWithoutServer() throws IOException {
        home = UnpackedZip.into(temp.resolve("with space"));
        data = temp.resolve("data");
        for (Path jar : UnpackedZip.jars(home.resolve("bundles/50-server"))) {
            Files.delete(jar);
        }
    }

    @AfterEach
    void end() throws Exception {
        if (node != null) {
            node.close();
        }
    }

    @Test
    void sigtermEndsItCleanlyWithTheStatusTheShellExpects() throws Exception {
        start();
        awaitLog("platform started");
        node.terminate();
        assertEquals(143, node.exitStatus());
        assertTrue(log().contains("node stopped took_ms="), log());
        assertEquals("", node.output());
    }

    @Test
    void aSecondProcessOnTheSameDataIsRefusedAndToldTheFirst() throws Exception {
        start();
        awaitLog("platform started");
        try (Command second = run()) {
            assertEquals(1, second.exitStatus());
            assertTrue(second.output().startsWith("ARM-103 cannot start: "), second.output());
            assertTrue(second.output().contains("used by process " + node.pid() + "."), second.output());
        }
        assertTrue(node.isAlive());
    }

    @Test
    void theLockHoldsForAsLongAsTheProcessLives() throws Exception {
        probe(CollectsGarbage.class, "org.osgi.framework");
        start();
        awaitLog("platform started");
        try (Command second = run()) {
            assertEquals(1, second.exitStatus());
            assertTrue(second.output().startsWith("ARM-103 "), second.output());
        }
    }

    @Test
    void aCrashLeavesNoLockBehind() throws Exception {
        start();
        awaitLog("platform started");
        node.kill();
        node.exitStatus();
        Files.delete(data.resolve("log/armature.log"));
        node.close();
        start();
        awaitLog("platform started");
    }

    @Test
    void anEngineThatDoesNotResolveIsExplainedAndTheNodeRuns() throws Exception {
        Path jar = home.resolve("engines/engine-of-others.jar");
        write(jar, manifest("others", "Import-Package", "com.mysql.cj.jdbc;version=\"[9.0,10)\""), List.of());
        start();
        awaitLog("platform started");
        assertTrue(
                node.output()
                        .contains("ARM-108 bundle engines/engine-of-others.jar cannot be used:\n"
                                + "  it needs package com.mysql.cj.jdbc [9.0.0,10.0.0), which no installed bundle"
                                + " offers. The jar mysql-connector-j would bring it; put it into engines/.\n"),
                node.output());
        assertTrue(node.isAlive());
    }

    @Test
    void aBundleOfTheDistributionThatDoesNotResolveStopsTheStart() throws Exception {
        for (Path jar : UnpackedZip.jars(home.resolve("bundles/10-libraries"))) {
            Files.delete(jar);
        }
        start();
        assertEquals(1, node.exitStatus());
        assertTrue(node.output().startsWith("ARM-108 cannot start: "), node.output());
        assertTrue(node.output().contains("The jar protobuf-java would bring it"), node.output());
        assertFalse(node.output().contains("\tat "), node.output());
    }

    @Test
    void aBundleThatCallsTheFatalServiceEndsTheProcessWithItsMessage() throws Exception {
        probe(CallsFatal.class, "java.util.function,org.osgi.framework");
        start();
        assertEquals(1, node.exitStatus());
        assertEquals(CallsFatal.MESSAGE + "\n", node.output());
        assertTrue(log().contains("node stopped took_ms="), log());
    }

    @Test
    void aStopFromInsideEndsTheProcessWithStatusZero() throws Exception {
        probe(StopsFramework.class, "org.osgi.framework");
        start();
        assertEquals(0, node.exitStatus());
        assertEquals("", node.output());
    }

    @Test
    void aStopThatTakesTooLongEndsAnywayAndTheLogSaysWhatStillRan() throws Exception {
        probe(NeverStops.class, "org.osgi.framework");
        start(Map.of("ARMATURE_JVM_OPTIONS", "-Darmature.stop.limit.seconds=1"));
        awaitLog("platform started");
        node.terminate();
        assertEquals(143, node.exitStatus());
        assertTrue(log().contains("stop took too long limit_s=1 bundles_stopping=[50-server/probe.jar]"), log());
        assertTrue(log().contains(NeverStops.class.getSimpleName()), log());
    }

    @Test
    void aWrongArgumentIsNamed() throws Exception {
        node = Command.start(program(), Map.of(), "run-node", "--ect", "x");
        assertEquals(1, node.exitStatus());
        assertTrue(node.output().startsWith("ARM-101 cannot start: unknown argument --ect"), node.output());
    }

    @Test
    void theLogAndTheDataAreForTheOwnerOnly() throws Exception {
        start();
        awaitLog("platform started");
        assertEquals("rwx------", permissions(data));
        assertEquals("rw-------", permissions(data.resolve("log/armature.log")));
    }

    @Test
    void itRunsOnEveryJavaOfThisMachineThatItIsMadeFor() throws Exception {
        for (Path java : Javas.toTry()) {
            start(Map.of("JAVA_HOME", java.toString()));
            awaitLog("platform started");
            node.terminate();
            assertEquals(143, node.exitStatus(), java.toString());
            assertEquals("", node.output(), "a warning on " + java);
            node.close();
            Files.delete(data.resolve("log/armature.log"));
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private void start() throws IOException {
        start(Map.of());
    }

    private void start(Map<String, String> environment) throws IOException {
        node = Command.start(program(), environment, "run-node", "--data", data.toString());
    }

    private Command run() throws IOException {
        return Command.start(program(), Map.of(), "run-node", "--data", data.toString());
    }

    private Path program() {
        return home.resolve("bin/armature");
    }

    private void awaitLog(String text) throws Exception {
        Await.until("\"" + text + "\" in the log", LIMIT, () -> {
            if (!node.isAlive()) {
                throw new AssertionError("the node ended: " + node.output());
            }
            return log().contains(text);
        });
    }

    private String log() throws IOException {
        Path log = data.resolve("log/armature.log");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    private void probe(Class<? extends BundleActivator> activator, String imports) throws IOException {
        Manifest manifest = manifest("probe", "Import-Package", imports);
        manifest.getMainAttributes().putValue("Bundle-Activator", activator.getName());
        write(home.resolve("bundles/50-server/probe.jar"), manifest, List.of(activator));
    }

    private static Manifest manifest(String name, String header, String value) {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", name);
        attributes.putValue(header, value);
        return manifest;
    }

    private static void write(Path jar, Manifest manifest, List<Class<?>> classes) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out, manifest)) {
            entries.putNextEntry(new ZipEntry("content"));
            for (Class<?> type : classes) {
                String name = type.getName().replace('.', '/') + ".class";
                entries.putNextEntry(new ZipEntry(name));
                type.getClassLoader().getResourceAsStream(name).transferTo(entries);
            }
        }
    }
}
