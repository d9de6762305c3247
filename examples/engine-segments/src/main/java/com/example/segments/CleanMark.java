package com.example.segments;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.storage.StorageException;

/**
 * A file that is there while the environment is closed, and says how long each segment was then. Without it a file that
 * went, or lost its end between two frames, would not be noticed.
 */
final class CleanMark {
    private static final String NAME = "clean";

    private CleanMark() {}

    /**
     * @param found names and lengths of the segments that are there
     * @return whether there is a mark, and all is as it says
     * @throws StorageException.Corrupt if there is one, and something else is there
     */
    static boolean agrees(Path directory, SortedMap<String, Long> found) throws IOException {
        Optional<SortedMap<String, Long>> marked = read(directory.resolve(NAME));
        if (marked.isPresent() && !marked.get().equals(found)) {
            throw new StorageException.Corrupt(directory + " was closed with " + marked.get() + ", and now has " + found
                    + " (files and their bytes). Nothing was changed. Move the directory away: the node is filled from"
                    + " the other replicas");
        }
        return marked.isPresent();
    }

    private static Optional<SortedMap<String, Long>> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        SortedMap<String, Long> marked = new TreeMap<>();
        for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
            String[] words = line.split(" ", -1);
            if (words.length != 2 || !words[1].matches("[0-9]{1,18}")) {
                throw new StorageException.Corrupt(
                        file + " has the line \"" + line + "\", which is no name and length. Nothing was changed");
            }
            marked.put(words[0], Long.valueOf(words[1]));
        }
        return Optional.of(marked);
    }

    /** Of segments that were forced and closed. */
    static void write(Path directory, Collection<Segment> segments) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Segment segment : segments) {
            text.append(segment.path().getFileName())
                    .append(' ')
                    .append(segment.length())
                    .append('\n');
        }
        Path draft = directory.resolve(NAME + ".new");
        try (RandomAccessFile file = new RandomAccessFile(draft.toFile(), "rw")) {
            file.setLength(0);
            file.write(text.toString().getBytes(StandardCharsets.US_ASCII));
            file.getFD().sync();
        }
        Files.move(draft, directory.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
        ForcedDirectory.force(directory);
    }

    /** Before the first change: from now on this is no clean shutdown. */
    static void remove(Path directory) throws IOException {
        if (Files.deleteIfExists(directory.resolve(NAME))) {
            ForcedDirectory.force(directory);
        }
    }
}
