package org.armature.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A file written once: it is there as a whole or not at all, also after a power loss, and never replaces another. */
final class NewFile {
    static final Set<PosixFilePermission> FOR_ALL_TO_READ = PosixFilePermissions.fromString("rw-r--r--");
    static final Set<PosixFilePermission> FOR_THE_OWNER = PosixFilePermissions.fromString("rw-------");

    private NewFile() {}

    /**
     * The text goes to a draft that nobody else may open; a second name is then given to it, which, unlike a move, fails
     * if the name is taken.
     *
     * @throws FileAlreadyExistsException if there is such a file; it is left as it is
     */
    static void write(Path file, String text, Set<PosixFilePermission> permissions) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        Files.createDirectories(directory);
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        Path draft = Files.createTempFile(
                directory, "." + file.getFileName(), ".new", PosixFilePermissions.asFileAttribute(FOR_THE_OWNER));
        try {
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                Files.setPosixFilePermissions(draft, permissions);
                channel.force(true);
            }
            Files.createLink(file, draft);
        } finally {
            Files.delete(draft);
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
