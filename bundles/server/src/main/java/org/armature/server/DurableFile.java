package org.armature.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A small file that is there as a whole or not at all, also after a power loss. */
final class DurableFile {
    private DurableFile() {}

    /** A text that may depend on the file that will hold it. */
    @FunctionalInterface
    interface Text {
        /** @param draft the file itself, still under another name; it keeps its inode */
        String in(Path draft) throws IOException;
    }

    private interface Content {
        byte[] in(Path draft) throws IOException;
    }

    static void write(Path file, String text) throws IOException {
        write(file, draft -> text);
    }

    static void write(Path file, byte[] bytes) throws IOException {
        replace(file, draft -> bytes);
    }

    static void write(Path file, Text text) throws IOException {
        replace(file, draft -> text.in(draft).getBytes(StandardCharsets.UTF_8));
    }

    private static void replace(Path file, Content content) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                draft, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content.in(draft));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceDirectory(file);
    }

    static void delete(Path file) throws IOException {
        if (Files.deleteIfExists(file)) {
            forceDirectory(file);
        }
    }

    /** That the file is there, under this name, survives a power loss. */
    static void forceDirectory(Path file) throws IOException {
        try (FileChannel directory = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }
}
