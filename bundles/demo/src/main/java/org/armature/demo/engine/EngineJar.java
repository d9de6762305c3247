package org.armature.demo.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.Deflater;

/** The jar of a storage engine, from which others are made: with a higher version, or changed as one likes. */
public final class EngineJar {
    private static final String SYMBOLIC_NAME = "Bundle-SymbolicName";
    private static final String VERSION = "Bundle-Version";
    private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+)(\\..*)?");

    private final Path file;

    private EngineJar(Path file) {
        this.file = file;
    }

    /**
     * Finds the jar of an engine that comes with Armature.
     *
     * @param directory of engines
     * @param engine its name
     * @throws IOException if there is none
     */
    public static EngineJar find(Path directory, String engine) throws IOException {
        String name = "org.armature.engine." + engine;
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(directory, "*.jar")) {
            for (Path jar : jars) {
                if (name.equals(attribute(jar, SYMBOLIC_NAME))) {
                    return new EngineJar(jar);
                }
            }
        }
        throw new IOException("there is no jar of bundle " + name + " in " + directory);
    }

    private static String attribute(Path jar, String name) throws IOException {
        try (JarFile read = new JarFile(jar.toFile())) {
            Manifest manifest = read.getManifest();
            String value =
                    manifest == null ? null : manifest.getMainAttributes().getValue(name);
            return value == null ? "" : value.split(";", 2)[0].strip();
        }
    }

    public Path file() {
        return file;
    }

    /** @throws IOException if it can't be read */
    public String version() throws IOException {
        return attribute(file, VERSION);
    }

    /**
     * Makes a jar with a version that is higher by so much in its third place.
     *
     * @param steps from 1
     * @return the target
     * @throws IOException if a file can't be read or written, or the version is none
     */
    public Path newer(Path target, int steps) throws IOException {
        String version = higher(version(), steps);
        return remade(target, main -> main.putValue(VERSION, version), entry -> true);
    }

    /**
     * Makes a jar with another manifest, or without some of its entries.
     *
     * @param change made to the main attributes of the manifest
     * @param kept told the name of each entry but the manifest
     * @return the target
     * @throws IOException if a file can't be read or written
     */
    public Path remade(Path target, Consumer<Attributes> change, Predicate<String> kept) throws IOException {
        try (JarFile from = new JarFile(file.toFile())) {
            Manifest manifest = new Manifest(from.getManifest());
            change.accept(manifest.getMainAttributes());
            try (OutputStream out = Files.newOutputStream(target);
                    JarOutputStream to = new JarOutputStream(out, manifest)) {
                to.setLevel(Deflater.BEST_SPEED);
                Enumeration<JarEntry> entries = from.entries();
                while (entries.hasMoreElements()) {
                    JarEntry entry = entries.nextElement();
                    if (kept.test(entry.getName())) {
                        copy(from, entry, to);
                    }
                }
            }
        }
        return target;
    }

    static String higher(String version, int steps) throws IOException {
        Matcher parts = NUMBERS.matcher(version);
        if (!parts.matches()) {
            throw new IOException("Bundle-Version " + version + " is not of the form major.minor.micro");
        }
        return parts.group(1) + "." + parts.group(2) + "." + (Long.parseLong(parts.group(3)) + steps);
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
