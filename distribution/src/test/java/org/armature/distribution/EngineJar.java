package org.armature.distribution;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** The jar of an engine of the zip, made anew with another manifest. */
final class EngineJar {
    private final Path original;

    private EngineJar(Path original) {
        this.original = original;
    }

    /** @param engine its artifact, without {@code armature-engine-} */
    static EngineJar of(Path home, String engine) throws IOException {
        for (Path jar : UnpackedZip.jars(home.resolve("engines"))) {
            if (UnpackedZip.artifact(jar).equals("armature-engine-" + engine)) {
                return new EngineJar(jar);
            }
        }
        throw new AssertionError("the zip holds no engine " + engine);
    }

    Path original() {
        return original;
    }

    Path version(Path target, String version) throws IOException {
        return with(target, main -> main.putValue("Bundle-Version", version));
    }

    /** Lacks a class, as a defective build does. */
    void without(Path target, String entry, String version) throws IOException {
        write(target, main -> main.putValue("Bundle-Version", version), name -> !name.equals(entry));
    }

    Path with(Path target, Consumer<Attributes> change) throws IOException {
        write(target, change, name -> true);
        return target;
    }

    private void write(Path target, Consumer<Attributes> change, Predicate<String> kept) throws IOException {
        try (JarFile from = new JarFile(original.toFile())) {
            Manifest manifest = new Manifest(from.getManifest());
            change.accept(manifest.getMainAttributes());
            try (OutputStream out = Files.newOutputStream(target);
                    JarOutputStream to = new JarOutputStream(out, manifest)) {
                Enumeration<JarEntry> entries = from.entries();
                while (entries.hasMoreElements()) {
                    JarEntry entry = entries.nextElement();
                    if (kept.test(entry.getName())) {
                        copy(from, entry, to);
                    }
                }
            }
        }
    }

    private static void copy(JarFile from, JarEntry entry, JarOutputStream to) throws IOException {
        if (entry.getName().equals(JarFile.MANIFEST_NAME) || entry.getName().equals("META-INF/")) {
            return;
        }
        to.putNextEntry(new JarEntry(entry.getName()));
        try (InputStream in = from.getInputStream(entry)) {
            in.transferTo(to);
        }
        to.closeEntry();
    }
}
