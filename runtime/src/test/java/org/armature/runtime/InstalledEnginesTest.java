package org.armature.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.armature.runtime.engine.CheckedJar;
import org.armature.runtime.engine.EngineBundle;
import org.armature.runtime.engine.EngineBundles;
import org.armature.runtime.engine.UnfitJar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

class InstalledEnginesTest {
    private static final String USES = "org.armature.storage;version=\"[1.0,2)\"";

    @TempDir
    Path home;

    private Path directory;
    private Platform platform;
    private EngineBundles engines;

    @BeforeEach
    void install() throws Exception {
        directory = home.resolve("engines");
        TestBundle.named("storage")
                .header("Export-Package", "org.armature.storage;version=\"1.0.0\"")
                .writeTo(home.resolve("bundles/20-core"));
        shelf("1.0.0").writeTo(directory);
    }

    private static TestBundle shelf(String version) {
        return TestBundle.named("shelf").header("Bundle-Version", version).header("Import-Package", USES);
    }

    private List<ResolveFailure> start() throws Exception {
        platform = Platform.create(
                home, home.resolve("etc"), home.resolve("data"), directory, home.resolve("reconcilers"));
        List<ResolveFailure> failures = platform.install(home);
        platform.start();
        BundleContext context = platform.framework().getBundleContext();
        engines = context.getService(context.getServiceReference(EngineBundles.class));
        return failures;
    }

    @AfterEach
    void stop() throws Exception {
        assertTrue(platform.stop(Duration.ofSeconds(20)));
    }

    private Path drop(String name, TestBundle bundle) throws IOException {
        Path jar = bundle.writeTo(home.resolve("made"));
        return Files.move(jar, directory.resolve(name));
    }

    private List<String> running() {
        return engines.running().stream()
                .map(engine -> engine.symbolicName() + " " + engine.version())
                .toList();
    }

    private static List<String> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    private String unfit(Path jar) {
        String why = assertThrows(UnfitJar.class, () -> engines.start(engines.check(jar, false)))
                .getMessage();
        assertEquals(List.of("shelf 1.0.0"), running());
        assertEquals(1, copies().size(), "copies that nobody needs");
        return why;
    }

    private List<String> copies() {
        try {
            return files(home.resolve("data/engine-jars"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aNewerVersionRunsBesideAndThenAloneAndIsWhatTheNextStartFinds() throws Exception {
        start();
        EngineBundle before = engines.running().get(0);
        Path jar = drop("shelf-2.jar", shelf("1.10.0"));

        EngineBundle now = engines.start(engines.check(jar, false));
        assertEquals(List.of("shelf 1.0.0", "shelf 1.10.0"), running());
        engines.settle(now, Optional.of(before));
        engines.end(before);

        assertEquals(List.of("shelf 1.10.0"), running());
        assertEquals(List.of("shelf-2.jar"), files(directory));
        assertEquals(List.of("shelf_1.0.0.jar"), files(directory.resolve(".replaced")));
        assertEquals(1, copies().size());
        assertTrue(platform.stop(Duration.ofSeconds(20)));
        start();
        assertEquals(List.of("shelf 1.10.0"), running());
    }

    @Test
    void onlyTheLastReplacedJarIsKept() throws Exception {
        start();
        for (String version : List.of("1.1.0", "1.2.0", "1.3.0")) {
            EngineBundle before = engines.running().get(0);
            EngineBundle now = engines.start(engines.check(drop(version + ".jar", shelf(version)), false));
            engines.settle(now, Optional.of(before));
            engines.end(before);
        }
        assertEquals(List.of("1.3.0.jar"), files(directory));
        assertEquals(List.of("shelf_1.2.0.jar"), files(directory.resolve(".replaced")));
    }

    @Test
    void aJarUnderAHiddenNameGetsAPlainOneOnceItIsSettled() throws Exception {
        start();
        EngineBundle before = engines.running().get(0);
        Path jar = drop(".shelf.jar", shelf("2.0.0"));
        EngineBundle now = engines.start(engines.check(jar, false));
        engines.settle(now, Optional.of(before));

        assertEquals(List.of("shelf.jar"), files(directory));
        assertEquals("shelf.jar", engines.running().get(1).file().getFileName().toString());
        assertEquals(
                "2.0.0", JarCheck.of(directory.resolve("shelf.jar")).version().toString());
        assertEquals(
                "1.0.0",
                JarCheck.of(directory.resolve(".replaced/shelf_1.0.0.jar"))
                        .version()
                        .toString());
    }

    @Test
    void anOlderVersionIsTakenOnlyIfThatIsSaidAndTheSameNever() throws Exception {
        start();
        Path same = drop("same.jar", shelf("1.0.0"));
        assertTrue(unfit(same).contains("it is shelf 1.0.0, and that version runs"), unfit(same));
        assertThrows(UnfitJar.class, () -> engines.check(same, true));
        Path older = drop("older.jar", shelf("0.9.0"));
        assertTrue(unfit(older).contains("it is shelf 0.9.0, and the newer 1.0.0 runs"), unfit(older));

        EngineBundle before = engines.running().get(0);
        EngineBundle now = engines.start(engines.check(older, true));
        assertEquals(List.of("shelf 1.0.0", "shelf 0.9.0"), running());
        engines.end(now);
        assertEquals(List.of(before), engines.running());
    }

    @Test
    void whatIsNoWholeJarIsNotTaken() throws Exception {
        start();
        Path whole = drop("whole.jar", shelf("2.0.0").header("X-Long", "x".repeat(5_000)));
        byte[] bytes = Files.readAllBytes(whole);
        Files.delete(whole);
        Path half = Files.write(directory.resolve("half.jar"), Arrays.copyOf(bytes, bytes.length / 2));
        assertTrue(unfit(half).startsWith("it cannot be read as a jar (half copied, or none at all): "), unfit(half));
        Files.write(half, new byte[1_000]);
        assertTrue(unfit(half).startsWith("it cannot be read as a jar"), unfit(half));
        TestBundle.plainJar(half);
        assertTrue(unfit(half).contains("no OSGi bundle"), unfit(half));
        assertTrue(unfit(directory.resolve("none.jar")).contains("it cannot be read"));
    }

    @Test
    void anEntryThatWasChangedOnTheWayIsFound() throws Exception {
        start();
        Path jar = drop("changed.jar", shelf("2.0.0"));
        byte[] bytes = Files.readAllBytes(jar);
        int crcOfLastEntry = -1;
        for (int i = bytes.length - 4; i >= 0 && crcOfLastEntry < 0; i--) {
            if (bytes[i] == 'P' && bytes[i + 1] == 'K' && bytes[i + 2] == 1 && bytes[i + 3] == 2) {
                crcOfLastEntry = i + 16;
            }
        }
        bytes[crcOfLastEntry] ^= 1;
        Files.write(jar, bytes);
        assertTrue(unfit(jar).contains("it is damaged: entry content"), unfit(jar));
    }

    @Test
    void whatDoesNotFitThisNodeIsNotTaken() throws Exception {
        start();
        Path jar = drop("other.jar", TestBundle.named("shelf").header("Bundle-Version", "2.0.0"));
        assertTrue(unfit(jar).contains("it imports no package org.armature.storage"), unfit(jar));
        jar = drop("later.jar", shelf("2.0.0").header("Import-Package", "org.armature.storage;version=\"[9.0,10)\""));
        assertTrue(
                unfit(jar)
                        .startsWith("it needs package org.armature.storage [9.0.0,10.0.0), but the installed version"
                                + " is 1.0.0 (bundle storage)."),
                unfit(jar));
        jar = drop("broken.jar", shelf("2.0.0").header("Bundle-Activator", "no.such.Activator"));
        assertTrue(unfit(jar).startsWith("it fails while it starts: "), unfit(jar));
        jar = drop("odd.jar", shelf("two"));
        assertTrue(unfit(jar).startsWith("its Bundle-Version is \"two\", must be like 1.2.3"), unfit(jar));
    }

    @Test
    void ofTwoJarsOfOneNameTheStartTakesTheHighestVersionThatResolves() throws Exception {
        drop("b.jar", shelf("1.2.0"));
        drop("c.jar", shelf("1.1.0"));
        drop("d.jar", shelf("3.0.0").header("Import-Package", "org.armature.storage;version=\"[9.0,10)\""));
        Files.write(directory.resolve("e.jar"), new byte[100]);
        List<ResolveFailure> failures = start();
        assertEquals(List.of("shelf 1.2.0"), running());
        assertEquals(1, failures.size(), failures::toString);
        assertTrue(failures.get(0).message().contains("engines/e.jar"), failures::toString);
    }

    @Test
    void whatRunsNeedsNoFile() throws Exception {
        start();
        Files.delete(directory.resolve("shelf.jar"));
        assertEquals(List.of("shelf 1.0.0"), running());
        assertTrue(Files.exists(home.resolve("data/engine-jars").resolve(copies().get(0))));
    }

    @Test
    void anEngineThatIsRemovedIsNotFoundByTheNextStartAndKept() throws Exception {
        start();
        EngineBundle engine = engines.running().get(0);
        engines.remove(engine);
        engines.end(engine);
        assertEquals(List.of(), running());
        assertEquals(List.of(), files(directory));
        assertEquals(List.of("shelf_1.0.0.jar"), files(directory.resolve(".replaced")));
    }

    @Test
    void aJarSetAsideIsNotFoundByTheNextStart() throws Exception {
        start();
        Path jar = drop("bad.jar", shelf("2.0.0"));
        engines.setAside(jar);
        engines.setAside(jar);
        assertEquals(List.of("shelf.jar"), files(directory));
        assertEquals(List.of("bad.jar"), files(directory.resolve(".refused")));
    }

    @Test
    void nothingIsLeftInTheFrameworkOfABundleThatEnded() throws Exception {
        start();
        CheckedJar jar = engines.check(drop("next.jar", shelf("2.0.0")), false);
        EngineBundle next = engines.start(jar);
        engines.end(next);
        assertFalse(Arrays.stream(platform.framework().getBundleContext().getBundles())
                .map(Bundle::getBundleId)
                .anyMatch(id -> id == next.id()));
        assertFalse(Files.exists(jar.copy()));
    }
}
