package org.armature.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
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
    /** The directory, the number of environments, and nothing behind the last line's end. */
    private static final int FRAME_LINES = 3;

    private final Path file;

    CleanMark(Path dataDirectory) {
        this.file = dataDirectory.resolve("clean-shutdown");
    }

    /**
     * Reads the mark and takes it away.
     *
     * @return the environments that were closed; empty if there is no mark, or it is another directory's
     *     or not whole
     */
    Optional<SortedSet<String>> take() throws IOException {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        DurableFile.delete(file);
        return environments(text.split("\n", -1));
    }

    private Optional<SortedSet<String>> environments(String[] lines) throws IOException {
        int count = lines.length - FRAME_LINES;
        if (count < 0
                || !lines[0].equals(identity())
                || !lines[1].equals(Integer.toString(count))
                || !lines[lines.length - 1].isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new TreeSet<>(Arrays.asList(lines).subList(2, 2 + count)));
    }

    /** To be called when everything is closed. */
    void set(Set<String> environments) throws IOException {
        StringBuilder text = new StringBuilder();
        text.append(identity()).append('\n').append(environments.size()).append('\n');
        new TreeSet<>(environments).forEach(name -> text.append(name).append('\n'));
        DurableFile.write(file, text.toString());
    }

    private String identity() throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        return Files.getAttribute(directory, "unix:dev") + ":" + Files.getAttribute(directory, "unix:ino");
    }
}
