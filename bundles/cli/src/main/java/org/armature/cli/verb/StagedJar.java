package org.armature.cli.verb;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.armature.cli.CommandFailed;
import org.armature.model.ErrorCode;

/**
 * A jar copied whole into a node's directory of engines, under a name that begins with a dot: neither the node nor its
 * next start takes it unless it is told to. Whoever may write there may say what the node runs.
 */
final class StagedJar implements AutoCloseable {
    private final Path file;

    private StagedJar(Path file) {
        this.file = file;
    }

    /**
     * @param directory as the node says
     * @throws CommandFailed if the jar can't be read, or the directory is not of this machine or not to be written
     */
    static StagedJar of(Path jar, Path directory) {
        if (!Files.isRegularFile(jar)) {
            throw new CommandFailed(
                    ErrorCode.ENGINE_REFUSED, "there is no file " + jar.toAbsolutePath() + ". Nothing was changed.");
        }
        if (!Files.isDirectory(directory) || !Files.isWritable(directory)) {
            throw new CommandFailed(
                    ErrorCode.ENGINE_REFUSED,
                    "the node takes engines from " + directory + ", where this command can't write: it runs on another"
                            + " machine, or as another user.\n  Copy the jar there; the node takes it by itself once it"
                            + " is complete. Nothing was changed.");
        }
        String name = jar.getFileName().toString().replaceFirst("^\\.+", "");
        Path half = directory.resolve("." + name + ".part");
        Path staged = directory.resolve("." + name);
        try {
            Files.copy(jar, half, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel channel = FileChannel.open(half, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(half, staged, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new CommandFailed(
                    ErrorCode.ENGINE_REFUSED,
                    jar + " can't be copied to " + directory + ": " + e + ". The node was not told of it.");
        }
        return new StagedJar(staged);
    }

    String name() {
        return file.getFileName().toString();
    }

    /** Takes away what the node has not taken. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
