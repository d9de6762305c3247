package org.armature.demo.cluster;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A node's own directory of storage engines: what one node exchanges is no business of the others. */
final class EngineJars {
    private EngineJars() {}

    /**
     * Copies the distribution's jars, unless the directory is there.
     *
     * @throws IOException if the distribution has none, or they can't be copied
     */
    static void copy(Path home, Path engines) throws IOException {
        if (Files.exists(engines)) {
            return;
        }
        Path draft = Files.createDirectories(engines.resolveSibling(engines.getFileName() + ".draft"));
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(home.resolve("engines"), "*.jar")) {
            for (Path jar : jars) {
                Files.copy(jar, draft.resolve(jar.getFileName()));
            }
        }
        Files.move(draft, engines);
    }
}
