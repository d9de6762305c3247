package org.armature.engine.bdbje;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * Two small files beside the log. The <em>clean</em> mark is there while the environment is closed, and names every log
 * file with its length; the <em>doubt</em> mark is there from the first doubtful open to the next clean close. All
 * changes are forced to the disk before the methods return.
 */
final class ShutdownMarks {
    private static final String CLEAN = "armature.clean";
    private static final String DOUBT = "armature.doubt";
    private static final String TEMPORARY = "armature.mark.tmp";

    private final Path directory;

    ShutdownMarks(Path directory) {
        this.directory = directory;
    }

    boolean isMarkedClean() {
        return Files.exists(directory.resolve(CLEAN));
    }

    /** The log files as they were at the clean close; empty if there is no mark or it can't be read. */
    Optional<SortedMap<String, Long>> cleanLengths() throws IOException {
        if (!isMarkedClean()) {
            return Optional.empty();
        }
        String text = Files.readString(directory.resolve(CLEAN), StandardCharsets.ISO_8859_1);
        int lastLine = text.lastIndexOf("crc32 ");
        if (lastLine < 0 || !text.substring(lastLine).equals(checksumLine(text.substring(0, lastLine)))) {
            return Optional.empty();
        }
        SortedMap<String, Long> lengths = new TreeMap<>();
        text.substring(0, lastLine).lines().forEach(line -> {
            int blank = line.indexOf(' ');
            lengths.put(line.substring(0, blank), Long.valueOf(line.substring(blank + 1)));
        });
        return Optional.of(lengths);
    }

    /** Marks the close as clean; a doubt that an open reported ends with it. */
    void markClean(SortedMap<String, Long> lengths) throws IOException {
        StringBuilder text = new StringBuilder();
        lengths.forEach(
                (name, length) -> text.append(name).append(' ').append(length).append('\n'));
        write(CLEAN, text + checksumLine(text.toString()));
        remove(DOUBT);
    }

    void removeClean() throws IOException {
        remove(CLEAN);
    }

    /** Why an earlier open was doubtful, if there was no clean close since. */
    Optional<String> doubt() throws IOException {
        Path mark = directory.resolve(DOUBT);
        return Files.exists(mark) ? Optional.of(Files.readString(mark)) : Optional.empty();
    }

    void markDoubtful(String why) throws IOException {
        write(DOUBT, why);
    }

    private void write(String name, String text) throws IOException {
        Path temporary = directory.resolve(TEMPORARY);
        try (FileChannel channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(temporary, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        forceDirectory();
    }

    private void remove(String name) throws IOException {
        if (Files.deleteIfExists(directory.resolve(name))) {
            forceDirectory();
        }
    }

    /** Only POSIX systems open directories, and need them forced. */
    private void forceDirectory() throws IOException {
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static String checksumLine(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.ISO_8859_1));
        return "crc32 " + Long.toHexString(crc.getValue()) + "\n";
    }
}
