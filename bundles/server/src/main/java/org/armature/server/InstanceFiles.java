package org.armature.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.config.EtcDirectory;
import org.armature.config.InstanceConfig;
import org.armature.config.Surroundings;
import org.armature.config.problem.InvalidConfig;
import org.armature.config.problem.Problem;
import org.armature.model.Bytes;

/**
 * The contents of {@code etc/instances} at one moment, by file name. Immutable.
 *
 * @param contents of the files themselves, without what they include
 */
record InstanceFiles(SortedMap<String, Bytes> contents) {
    private static final int DIGEST_BYTES = 8;

    InstanceFiles {
        contents = Collections.unmodifiableSortedMap(new TreeMap<>(contents));
    }

    /** @throws UncheckedIOException if one can't be read */
    static InstanceFiles read(Path etc) {
        SortedMap<String, Bytes> contents = new TreeMap<>();
        for (Path file : EtcDirectory.instanceFiles(etc)) {
            try {
                contents.put(file.getFileName().toString(), Bytes.wrap(Files.readAllBytes(file)));
            } catch (IOException e) {
                throw new UncheckedIOException(file + " can't be read: " + e, e);
            }
        }
        return new InstanceFiles(contents);
    }

    InstanceFiles with(String file, Bytes content) {
        SortedMap<String, Bytes> more = new TreeMap<>(contents);
        more.put(file, content);
        return new InstanceFiles(more);
    }

    /**
     * All instances, by name.
     *
     * @param etc where the files stand, for the places of mistakes and for what they include
     * @throws InvalidConfig with the mistakes of all files
     */
    List<InstanceConfig> parse(Path etc, Surroundings surroundings) {
        List<InstanceConfig> instances = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        Path directory = etc.resolve(InstanceConfig.DIRECTORY);
        contents.forEach((file, content) -> {
            try {
                instances.add(InstanceConfig.parse(directory.resolve(file), content.shared(), surroundings));
            } catch (InvalidConfig e) {
                problems.addAll(e.problems());
            }
        });
        if (!problems.isEmpty()) {
            throw new InvalidConfig(problems);
        }
        return instances;
    }

    /** In hexadecimal; differs when a name or a byte does. */
    String digest() {
        MessageDigest digest = sha256();
        contents.forEach((file, content) -> {
            digest.update((file + "\n" + content.length() + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(content.shared());
        });
        return HexFormat.of().formatHex(digest.digest(), 0, DIGEST_BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    /**
     * What the directory looks like from outside: changes when a file is written, comes or goes.
     *
     * @param included files that those of the directory include
     * @throws UncheckedIOException if the directory can't be listed
     */
    static List<String> look(Path etc, List<Path> included) {
        List<Path> files = new ArrayList<>(EtcDirectory.instanceFiles(etc));
        files.addAll(included);
        return files.stream().distinct().map(InstanceFiles::look).toList();
    }

    private static String look(Path file) {
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            return file + " " + found.size() + " " + found.lastModifiedTime() + " " + found.fileKey();
        } catch (IOException e) {
            return file + " " + e.getClass().getSimpleName();
        }
    }
}
