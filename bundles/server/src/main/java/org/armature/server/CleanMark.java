package org.armature.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The forced mark of a clean shutdown: which environments were closed, in which directory of which device. It is taken
 * away, forced, before a node mints its first dot, so a start finds it only if nothing was written since, and a copied
 * or restored directory has another inode than the one it names.
 */
final class CleanMark {
    private final Path file;

    CleanMark(Path dataDirectory) {
        this.file = dataDirectory.resolve("clean-shutdown");
    }

    /**
     * Reads the mark and takes it away.
     *
     * @return the environments that were closed; empty if there is no mark, or it is another directory's
     */
    Optional<SortedSet<String>> take() throws IOException {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        DurableFile.delete(file);
        String[] lines = text.split("\n", -1);
        if (lines.length < 2 || !lines[0].equals(identity()) || !lines[lines.length - 1].isEmpty()) {
            return Optional.empty();
        }
        SortedSet<String> environments = new TreeSet<>();
        for (int i = 1; i < lines.length - 1; i++) {
            environments.add(lines[i]);
        }
        return Optional.of(environments);
    }

    /** To be called when everything is closed. */
    void set(Set<String> environments) throws IOException {
        StringBuilder text = new StringBuilder(identity()).append('\n');
        new TreeSet<>(environments).forEach(name -> text.append(name).append('\n'));
        DurableFile.write(file, text.toString());
    }

    private String identity() throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        return Files.getAttribute(directory, "unix:dev") + ":" + Files.getAttribute(directory, "unix:ino");
    }
}
