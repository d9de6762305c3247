package org.armature.distribution;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The zip that the build has just made, unpacked as a user would. */
final class UnpackedZip {
    private UnpackedZip() {}

    static Path zip() {
        String zip = System.getProperty("armature.zip");
        if (zip == null) {
            throw new AssertionError("the system property armature.zip is missing; run these tests by failsafe");
        }
        return Path.of(zip);
    }

    /** Returns the directory to which the zip unpacked, below {@code folder}. */
    static Path into(Path folder) throws IOException {
        try (ZipFile zip = new ZipFile(zip().toFile())) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                Path target = folder.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                    continue;
                }
                Files.createDirectories(target.getParent());
                try (InputStream in = zip.getInputStream(entry)) {
                    Files.copy(in, target);
                }
            }
        }
        Path home = only(folder);
        for (Path program : list(home.resolve("bin"))) {
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return home;
    }

    /** Every jar below {@code folder}, sorted. */
    static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    /** The jar's name without version: {@code protobuf-java} of {@code protobuf-java-4.36.2.jar}. */
    static String artifact(Path jar) {
        return jar.getFileName().toString().replaceFirst("-[0-9].*", "");
    }

    static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static Path only(Path folder) throws IOException {
        List<Path> entries = list(folder);
        if (entries.size() != 1) {
            throw new AssertionError("the zip unpacks to " + entries + " and not to one directory");
        }
        return entries.get(0);
    }
}
