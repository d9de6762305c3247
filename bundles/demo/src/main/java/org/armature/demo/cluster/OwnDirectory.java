package org.armature.demo.cluster;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.stream.Stream;

/** A directory this program may fill and delete, since nothing was in it. */
public final class OwnDirectory {
    private final Path path;
    private final boolean made;

    private OwnDirectory(Path path, boolean made) {
        this.path = path;
        this.made = made;
    }

    /**
     * @param wanted a directory that is empty or does not exist; without it, a new one among the temporary files
     * @throws IOException if there is something in it, or it can't be made
     */
    public static OwnDirectory take(Optional<Path> wanted) throws IOException {
        if (wanted.isEmpty()) {
            return new OwnDirectory(Files.createTempDirectory("armature-demo-"), true);
        }
        Path path = wanted.get().toAbsolutePath().normalize();
        if (!Files.exists(path)) {
            return new OwnDirectory(Files.createDirectories(path), true);
        }
        try (Stream<Path> content = Files.list(path)) {
            if (content.findAny().isPresent()) {
                throw new IOException(path + " is not empty, and a demo deletes what is in its directory; nothing was"
                        + " changed. Give one that is empty or does not exist.");
            }
        }
        return new OwnDirectory(path, false);
    }

    public Path path() {
        return path;
    }

    /** Deletes everything in it, and the directory itself if it was not there before. Links are not followed. */
    public void delete() throws IOException {
        clear();
        if (made) {
            Files.deleteIfExists(path);
        }
    }

    /** Deletes everything in it. Links are not followed. */
    void clear() throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (DirectoryStream<Path> content = Files.newDirectoryStream(path)) {
            for (Path each : content) {
                deleteTree(each);
            }
        }
    }

    /** Deletes it and everything in it. Links are not followed. */
    public static void deleteTree(Path top) throws IOException {
        Files.walkFileTree(top, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
