package org.armature.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.runtime.engine.FileStamp;
import org.armature.runtime.engine.UnfitJar;

/**
 * The jars of storage engines on disk: those an operator puts into one directory, and the node's private copies of
 * those that run. Files appear under their names complete, since they are written under another and renamed. Used by
 * one thread at a time.
 */
final class EngineJars {
    private static final String REPLACED = ".replaced";
    private static final String REFUSED = ".refused";

    private final Path directory;
    private final Path copies;
    private long copied;

    /**
     * @param directory the operator's; need not exist
     * @param copies the node's own, which is emptied
     */
    EngineJars(Path directory, Path copies) {
        this.directory = directory;
        this.copies = copies;
    }

    Path directory() {
        return directory;
    }

    /** Of the last run. */
    void clear() throws IOException {
        Files.createDirectories(copies);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(copies)) {
            for (Path file : left) {
                Files.delete(file);
            }
        }
    }

    /** @param stamp of the file, which was the same before and after it was copied */
    record Copy(Path file, FileStamp stamp, String digest) {}

    /** @throws UnfitJar if the file is gone, can't be read, or changes meanwhile */
    Copy copy(Path jar) throws UnfitJar {
        try {
            FileStamp before = stamp(jar);
            Path copy = copies.resolve(++copied + "-" + jar.getFileName());
            Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING);
            if (!stamp(jar).equals(before)) {
                Files.delete(copy);
                throw new UnfitJar("it changed while it was read: it is still being copied");
            }
            return new Copy(copy, before, digest(copy));
        } catch (IOException unreadable) {
            throw new UnfitJar("it cannot be read: " + unreadable);
        }
    }

    void delete(Path copy) {
        try {
            Files.deleteIfExists(copy);
        } catch (IOException e) {
            throw new UncheckedIOException("a private copy of a jar can't be deleted", e);
        }
    }

    static FileStamp stamp(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new FileStamp(attributes.size(), attributes.lastModifiedTime().toMillis());
    }

    private static String digest(Path file) throws IOException {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /** The jars that are there to be loaded; of one that goes while this looks nothing is told. */
    SortedMap<Path, FileStamp> look() throws IOException {
        SortedMap<Path, FileStamp> jars = new TreeMap<>();
        if (!Files.isDirectory(directory)) {
            return jars;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, EngineJars::isJar)) {
            for (Path file : files) {
                try {
                    jars.put(file, stamp(file));
                } catch (NoSuchFileException e) {
                    jars.remove(file);
                }
            }
        }
        return jars;
    }

    private static boolean isJar(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".jar") && !name.startsWith(".");
    }

    /** Gives the file a name in the directory, if it has none there yet, and returns that. */
    Path bringIn(Path jar) throws IOException {
        if (directory.equals(jar.getParent()) && isJar(jar)) {
            return jar;
        }
        Path target = directory.resolve(jar.getFileName().toString().replaceFirst("^\\.+", ""));
        Files.move(jar, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return target;
    }

    /** Keeps the copy of a jar that ran, and of its symbolic name no other. */
    void keepReplaced(Path copy, String symbolicName, String version) throws IOException {
        Path folder = Files.createDirectories(directory.resolve(REPLACED));
        Path kept = folder.resolve(symbolicName + "_" + version + ".jar");
        Path half = folder.resolve("." + kept.getFileName());
        Files.copy(copy, half, StandardCopyOption.REPLACE_EXISTING);
        Files.move(half, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, symbolicName + "_*.jar")) {
            for (Path file : files) {
                if (!file.equals(kept)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /**
     * Leaves no jar of a bundle to be loaded but this one.
     *
     * @param keptDigest of the jar that is kept elsewhere: it is deleted, others are set aside; unreadable ones stay
     */
    void leaveOnly(Optional<Path> stays, String symbolicName, String keptDigest) throws IOException {
        for (Path jar : look().keySet()) {
            if (Optional.of(jar).equals(stays) || !isOf(jar, symbolicName)) {
                continue;
            }
            if (digest(jar).equals(keptDigest)) {
                Files.deleteIfExists(jar);
            } else {
                setAside(jar);
            }
        }
    }

    private static boolean isOf(Path jar, String symbolicName) {
        try {
            return JarCheck.of(jar).symbolicName().equals(symbolicName);
        } catch (UnfitJar e) {
            return false;
        }
    }

    void setAside(Path jar) throws IOException {
        if (Files.exists(jar)) {
            Path folder = Files.createDirectories(directory.resolve(REFUSED));
            Files.move(
                    jar,
                    folder.resolve(jar.getFileName()),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
