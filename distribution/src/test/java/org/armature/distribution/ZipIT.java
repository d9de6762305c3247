package org.armature.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.zip.ZipFile;
import org.armature.runtime.Platform;
import org.armature.runtime.ResolveFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the zip, and that it is complete. */
class ZipIT extends UnpackedOnce {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    static Path temp;

    @Test
    void itUnpacksToTheFoldersOfTheReadme() throws IOException {
        assertEquals(
                List.of(
                        "LICENSE",
                        "NOTICE",
                        "README.md",
                        "bin",
                        "bundles",
                        "docs",
                        "engines",
                        "etc",
                        "lib",
                        "reconcilers"),
                UnpackedZip.list(home).stream()
                        .map(path -> path.getFileName().toString())
                        .toList());
        assertTrue(Files.exists(home.resolve("docs/errors.md")));
        assertTrue(Files.exists(home.resolve("docs/README.md")));
    }

    @Test
    void theLicenceOfTheMysqlDriverLiesBesideTheJarThatHoldsIt() throws IOException {
        String licence = Files.readString(home.resolve("engines/licences/mysql-connector-j/LICENSE"));
        assertTrue(licence.contains("Universal FOSS Exception"));
    }

    @Test
    void everyBundleResolvesWithWhatTheZipHolds() throws Exception {
        assertEquals(List.of(), failures(home));
    }

    @Test
    void whicheverBundleIsTakenAwayTheSentenceNamesItsJar() throws Exception {
        TreeSet<String> named = new TreeSet<>();
        for (Path jar : UnpackedZip.jars(home.resolve("bundles"))) {
            Path away = Files.move(jar, temp.resolve("away.jar"), StandardCopyOption.REPLACE_EXISTING);
            List<ResolveFailure> failures;
            try {
                failures = failures(home);
            } finally {
                Files.move(away, jar);
            }
            for (ResolveFailure failure : failures) {
                if (failure.message().contains("which no installed bundle offers")) {
                    String advice = "The jar " + UnpackedZip.artifact(jar) + " would bring it";
                    assertTrue(failure.message().contains(advice), failure.message());
                    named.add(UnpackedZip.artifact(jar));
                }
            }
        }
        assertTrue(
                named.containsAll(
                        List.of("armature-model", "armature-storage", "protobuf-java", "org.osgi.service.component")),
                named.toString());
    }

    @Test
    void noLibraryIsThereInTwoVersions() throws IOException {
        Map<String, TreeSet<String>> versions = new TreeMap<>();
        for (Path jar : UnpackedZip.jars(home)) {
            versions.computeIfAbsent(UnpackedZip.artifact(jar), name -> new TreeSet<>())
                    .add(jar.getFileName().toString());
        }
        versions.values().removeIf(names -> names.size() == 1);
        assertEquals(Map.of(), versions);
    }

    @Test
    void theManifestsOfTheCoreShowItsPurity() throws IOException {
        for (Path jar : UnpackedZip.jars(home.resolve("bundles/20-core"))) {
            String imports = header(jar, "Import-Package");
            assertFalse(imports.contains("java.net"), jar + " imports " + imports);
            assertFalse(imports.contains("org.slf4j"), jar + " imports " + imports);
            assertFalse(imports.contains("org.osgi"), jar + " imports " + imports);
        }
    }

    @Test
    void noBundleExportsInternalsOrImportsAtWill() throws IOException {
        for (Path jar : UnpackedZip.jars(home)) {
            if (jar.getFileName().toString().startsWith("armature-")) {
                assertFalse(header(jar, "Export-Package").contains(".internal"), jar.toString());
                assertEquals("", header(jar, "DynamicImport-Package"), jar.toString());
                assertEquals("", header(jar, "Require-Bundle"), jar.toString());
            }
        }
    }

    @Test
    void theBillOfMaterialsNamesEveryLibrary() throws IOException {
        Path file = home.resolve("docs/sbom.json");
        if (!Files.exists(file)) {
            assertTrue(
                    "offline=true".equals(System.getProperty("armature.build")),
                    "only a build without network may lack it");
            return;
        }
        String sbom = Files.readString(file);
        for (Path jar : UnpackedZip.jars(home)) {
            String artifact = UnpackedZip.artifact(jar);
            String version = jar.getFileName()
                    .toString()
                    .substring(artifact.length() + 1)
                    .replaceFirst("(-linux-[a-z0-9_]+)?\\.jar$", "");
            assertTrue(sbom.contains("/" + artifact + "@" + version), artifact + " " + version);
        }
    }

    @Test
    void everyEntryBearsTheTimeOfTheReleaseSoThatABuildCanBeRepeated() throws IOException {
        try (ZipFile zip = new ZipFile(UnpackedZip.zip().toFile())) {
            TreeSet<FileTime> times = new TreeSet<>();
            zip.stream().forEach(entry -> times.add(entry.getLastModifiedTime()));
            assertEquals(1, times.size(), times.toString());
        }
    }

    private static List<ResolveFailure> failures(Path home) throws Exception {
        Path data = Files.createTempDirectory(temp, "data");
        Platform platform =
                Platform.create(home, home.resolve("etc"), data, home.resolve("engines"), home.resolve("reconcilers"));
        try {
            return new ArrayList<>(platform.install(home));
        } finally {
            assertTrue(platform.stop(LIMIT));
        }
    }

    private static String header(Path jar, String name) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            String value = file.getManifest().getMainAttributes().getValue(name);
            return value == null ? "" : value;
        }
    }
}
