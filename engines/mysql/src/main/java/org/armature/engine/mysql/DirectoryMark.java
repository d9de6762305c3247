package org.armature.engine.mysql;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import org.armature.storage.StorageException;

/**
 * What the engine's directory knows of its environment in the database. One small file, forced to the disk.
 *
 * @param id of the environment, 16 bytes as hexadecimal digits
 * @param opener who opened it last, 16 bytes as hexadecimal digits
 * @param mark counts upwards; the database has the same number, or the next one if a kill came between the two
 * @param clean whether it is closed
 * @param doubt why an open was doubtful, if there was no clean close since; empty if none was
 */
record DirectoryMark(String id, String opener, long mark, boolean clean, String doubt) {
    private static final String FILE = "armature.environment";
    private static final String TEMPORARY = "armature.environment.tmp";

    static Optional<DirectoryMark> read(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        String text = Files.readString(file, StandardCharsets.UTF_8);
        int lastLine = text.lastIndexOf("crc32 ");
        if (lastLine < 0 || !text.substring(lastLine).equals(checksumLine(text.substring(0, lastLine)))) {
            throw new StorageException.Corrupt(
                    "the file " + file + ", which says which tables of the database belong to"
                            + " this directory, is damaged; nothing was changed. Put back a copy of it, or move the directory"
                            + " away: the node then begins empty, in tables of their own, and is filled from the other replicas");
        }
        Map<String, String> values = new LinkedHashMap<>();
        text.substring(0, lastLine).lines().forEach(line -> {
            int blank = line.indexOf(' ');
            values.put(line.substring(0, blank), line.substring(blank + 1));
        });
        return Optional.of(new DirectoryMark(
                values.get("environment"),
                values.get("opener"),
                Long.parseLong(values.get("mark")),
                Boolean.parseBoolean(values.get("clean")),
                values.get("doubt")));
    }

    DirectoryMark next() {
        return new DirectoryMark(id, opener, mark + 1, clean, doubt);
    }

    /** The next mark, after a clean close, which ends a doubt. */
    DirectoryMark closed() {
        return new DirectoryMark(id, opener, mark + 1, true, "");
    }

    void write(Path directory) throws IOException {
        String text = "environment " + id + "\nopener " + opener + "\nmark " + mark + "\nclean " + clean + "\ndoubt "
                + doubt.replace('\n', ' ') + "\n";
        Path temporary = directory.resolve(TEMPORARY);
        try (FileChannel channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text + checksumLine(text));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(temporary, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        forceDirectory(directory);
    }

    /** Only POSIX systems open directories, and need them forced. */
    private static void forceDirectory(Path directory) throws IOException {
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static String checksumLine(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return "crc32 " + Long.toHexString(crc.getValue()) + "\n";
    }
}
