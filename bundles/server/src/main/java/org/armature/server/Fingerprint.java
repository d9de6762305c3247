package org.armature.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What a file system says of a file and no copy of it can have: device, inode, and the time of the last change of
 * contents or attributes (ctime), which programs cannot set. A file put back from a backup has another inode, or, written
 * over in place, another ctime, however well the copying program keeps times and owners.
 */
final class Fingerprint {
    private Fingerprint() {}

    /** Of a place alone: who it is, and not what became of it. */
    static String ofPlace(Path path) throws IOException {
        Map<String, Object> found = Files.readAttributes(path, "unix:dev,ino");
        return found.get("dev") + ":" + found.get("ino");
    }

    /** Of a file as it is now; that it is not there is a fingerprint, too. */
    static String ofFile(Path file) throws IOException {
        try {
            Map<String, Object> found = Files.readAttributes(file, "unix:dev,ino,size,ctime");
            long changed = ((FileTime) found.get("ctime")).to(TimeUnit.NANOSECONDS);
            return found.get("dev") + ":" + found.get("ino") + ":" + found.get("size") + ":" + changed;
        } catch (NoSuchFileException e) {
            return "absent";
        }
    }

    /** Of all files below a directory, symbolic links followed; costs one look at each. */
    static String ofTree(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return "absent";
        }
        MessageDigest digest = sha256();
        List<Path> files;
        try (Stream<Path> walk = Files.walk(directory, FileVisitOption.FOLLOW_LINKS)) {
            files = walk.filter(Files::isRegularFile).sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path file : files) {
            String line = directory.relativize(file) + " " + ofFile(file) + "\n";
            digest.update(line.getBytes(StandardCharsets.UTF_8));
        }
        return files.size() + " files " + HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
