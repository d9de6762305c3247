package org.armature.storage.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A file system of a few megabytes, where that can be had. */
final class SmallDisk implements AutoCloseable {
    private final Path root;

    private SmallDisk(Path root) {
        this.root = root;
    }

    /** Mounts it; empty where this process may not, which is said on the standard output. */
    static Optional<SmallDisk> mount(Path root, long bytes) {
        try {
            Files.createDirectories(root);
            if (run("mount", "-t", "tmpfs", "-o", "size=" + bytes, "armature-test", root.toString())) {
                return Optional.of(new SmallDisk(root));
            }
        } catch (IOException e) {
            System.out.println("mounting failed: " + e);
        }
        System.out.println("==== THIS PROCESS CANNOT MOUNT A SMALL FILE SYSTEM (that takes root): a full disk is tried"
                + " only by telling the engine to leave more free than there is ====");
        return Optional.empty();
    }

    Path root() {
        return root;
    }

    @Override
    public void close() {
        try {
            if (!run("umount", root.toString())) {
                throw new AssertionError("could not unmount " + root);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        try {
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            process.destroyForcibly();
        }
    }
}
