package org.armature.demo.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineJarTest {
    private static final String ENTRY = "org/armature/engine/bdbje/Some.class";
    private static final byte[] CONTENT = new byte[50_000];

    static {
        new Random(1).nextBytes(CONTENT);
    }

    @TempDir
    Path directory;

    private void jar(String file, String symbolicName, String version) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", symbolicName + ";singleton:=true");
        manifest.getMainAttributes().putValue("Bundle-Version", version);
        manifest.getMainAttributes().putValue("Import-Package", "org.armature.storage");
        try (OutputStream out = Files.newOutputStream(directory.resolve(file));
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            jar.putNextEntry(new JarEntry(ENTRY));
            jar.write(CONTENT);
            jar.closeEntry();
        }
    }

    @Test
    void aNewerJarHoldsTheSameUnderAHigherVersion() throws IOException {
        jar("a.jar", "org.armature.engine.memory", "0.1.0");
        jar("b.jar", "org.armature.engine.bdbje", "0.1.0.202601010101");
        EngineJar original = EngineJar.find(directory, "bdbje");
        assertEquals("0.1.0.202601010101", original.version());
        Path newer = original.newer(directory.resolve("newer"), 3);
        try (JarFile read = new JarFile(newer.toFile())) {
            Attributes main = read.getManifest().getMainAttributes();
            assertEquals("0.1.3", main.getValue("Bundle-Version"));
            assertEquals("org.armature.storage", main.getValue("Import-Package"));
            assertEquals(
                    List.of(JarFile.MANIFEST_NAME, ENTRY),
                    read.stream().map(JarEntry::getName).toList());
            try (InputStream in = read.getInputStream(read.getJarEntry(ENTRY))) {
                assertArrayEquals(CONTENT, in.readAllBytes());
            }
        }
    }

    @Test
    void aJarIsMadeWithAnotherManifestAndWithoutAnEntry() throws IOException {
        jar("a.jar", "org.armature.engine.bdbje", "0.1.0");
        EngineJar original = EngineJar.find(directory, "bdbje");
        Path remade = original.remade(
                directory.resolve("remade"),
                main -> main.putValue("Bundle-SymbolicName", "com.example.bdbje"),
                entry -> !entry.equals(ENTRY));
        try (JarFile read = new JarFile(remade.toFile())) {
            Attributes main = read.getManifest().getMainAttributes();
            assertEquals("com.example.bdbje", main.getValue("Bundle-SymbolicName"));
            assertEquals("0.1.0", main.getValue("Bundle-Version"));
            assertEquals(
                    List.of(JarFile.MANIFEST_NAME),
                    read.stream().map(JarEntry::getName).toList());
        }
    }

    @Test
    void aVersionBecomesHigherInItsThirdPlace() throws IOException {
        assertEquals("1.2.10", EngineJar.higher("1.2.9", 1));
        assertEquals("0.1.20", EngineJar.higher("0.1.0.SNAPSHOT", 20));
        assertThrows(IOException.class, () -> EngineJar.higher("1.2", 1));
    }

    @Test
    void anEngineThatIsNotThereIsNamed() throws IOException {
        jar("a.jar", "org.armature.engine.memory", "0.1.0");
        IOException missing = assertThrows(IOException.class, () -> EngineJar.find(directory, "bdbje"));
        assertTrue(missing.getMessage().contains("org.armature.engine.bdbje"), missing.getMessage());
    }
}
