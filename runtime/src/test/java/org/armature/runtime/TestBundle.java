package org.armature.runtime;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** Writes jars that have nothing but a manifest. */
final class TestBundle {
    private final Manifest manifest = new Manifest();

    private TestBundle() {}

    static TestBundle named(String symbolicName) {
        TestBundle bundle = new TestBundle();
        bundle.header("Manifest-Version", "1.0");
        bundle.header("Bundle-ManifestVersion", "2");
        bundle.header("Bundle-SymbolicName", symbolicName);
        bundle.header("Bundle-Version", "1.0.0");
        return bundle;
    }

    TestBundle header(String name, String value) {
        manifest.getMainAttributes().put(new Attributes.Name(name), value);
        return this;
    }

    static void plainJar(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        write(jar, manifest);
    }

    Path writeTo(Path folder) throws IOException {
        Path jar = folder.resolve(manifest.getMainAttributes().getValue("Bundle-SymbolicName") + ".jar");
        write(jar, manifest);
        return jar;
    }

    private static void write(Path jar, Manifest manifest) throws IOException {
        Files.createDirectories(jar.getParent());
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out, manifest)) {
            entries.putNextEntry(new ZipEntry("content"));
        }
    }
}
