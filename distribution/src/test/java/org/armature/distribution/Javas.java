package org.armature.distribution;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The Javas to start the zip on: the one of this build, and Java 25 if the machine has it. */
final class Javas {
    private Javas() {}

    static List<Path> toTry() throws IOException {
        List<Path> homes = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"))));
        Path java25 = java25();
        if (java25 == null) {
            System.out.println("*** JAVA 25 WAS NOT TRIED: no JAVA25_HOME is set and /usr/lib/jvm has no Java 25 ***");
        } else {
            System.out.println("started on Java 25 as well: " + java25);
            homes.add(java25);
        }
        return homes;
    }

    private static Path java25() throws IOException {
        String named = System.getenv("JAVA25_HOME");
        if (named != null) {
            return Path.of(named);
        }
        Path folder = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(folder)) {
            return null;
        }
        try (DirectoryStream<Path> homes = Files.newDirectoryStream(folder, "*25*")) {
            for (Path home : homes) {
                if (Files.isExecutable(home.resolve("bin/java"))) {
                    return home;
                }
            }
        }
        return null;
    }
}
