package org.armature.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.armature.model.Bytes;
import org.armature.protocol.ConfigMessage.AppliedConfig;

/**
 * The last configurations this node ran by, each a directory named by its number: the files as they were, and when and why
 * they were taken. For people to read, too. Not thread-safe.
 */
final class ConfigArchive {
    static final int KEPT = 50;

    /** In the node's own. */
    static final String DIRECTORY = "config";

    private static final String ABOUT = "applied";
    private static final String FILES = "files";

    private final Path directory;

    ConfigArchive(Path directory) {
        this.directory = directory;
    }

    /** @throws IOException if it can't be kept; what is there stays */
    AppliedConfig add(InstanceFiles files, long atMillis, String cause, List<String> changes) throws IOException {
        Files.createDirectories(directory);
        long number = numbers().stream().findFirst().orElse(0L) + 1;
        AppliedConfig applied = new AppliedConfig(
                number,
                atMillis,
                oneLine(cause),
                files.digest(),
                List.copyOf(files.contents().keySet()),
                changes);
        Path draft = directory.resolve(".new");
        delete(draft);
        Files.createDirectories(draft.resolve(FILES));
        for (String file : files.contents().keySet()) {
            DurableFile.write(
                    draft.resolve(FILES).resolve(file),
                    files.contents().get(file).shared());
        }
        DurableFile.write(draft.resolve(ABOUT), text(applied));
        Files.move(draft, directory.resolve(Long.toString(number)), StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
        List<Long> all = numbers();
        for (long old : all.subList(Math.min(KEPT, all.size()), all.size())) {
            delete(directory.resolve(Long.toString(old)));
        }
        return applied;
    }

    private static String text(AppliedConfig applied) {
        StringBuilder text = new StringBuilder();
        text.append("at ").append(applied.atMillis()).append('\n');
        text.append("cause ").append(applied.cause()).append('\n');
        text.append("digest ").append(applied.digest()).append('\n');
        applied.changes()
                .forEach(
                        change -> text.append("change ").append(oneLine(change)).append('\n'));
        return text.toString();
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }

    /** The latest first. */
    private List<Long> numbers() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> name.matches("[1-9][0-9]{0,17}"))
                    .map(Long::valueOf)
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }

    /** The latest first; what can't be understood is left out. */
    List<AppliedConfig> all() throws IOException {
        List<AppliedConfig> all = new ArrayList<>();
        for (long number : numbers()) {
            read(number).ifPresent(all::add);
        }
        return all;
    }

    Optional<AppliedConfig> latest() throws IOException {
        return all().stream().findFirst();
    }

    private Optional<AppliedConfig> read(long number) throws IOException {
        Path about = directory.resolve(Long.toString(number)).resolve(ABOUT);
        if (!Files.isRegularFile(about)) {
            return Optional.empty();
        }
        long at = 0;
        String cause = "";
        String digest = "";
        List<String> changes = new ArrayList<>();
        for (String line : Files.readAllLines(about, StandardCharsets.UTF_8)) {
            int space = line.indexOf(' ');
            String word = space < 0 ? line : line.substring(0, space);
            String rest = line.substring(space + 1);
            switch (word) {
                case "at" -> at = rest.matches("[0-9]{1,18}") ? Long.parseLong(rest) : 0;
                case "cause" -> cause = rest;
                case "digest" -> digest = rest;
                case "change" -> changes.add(rest);
                default -> {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(new AppliedConfig(
                number,
                at,
                cause,
                digest,
                List.copyOf(files(number).orElseThrow().contents().keySet()),
                changes));
    }

    /** As they were; empty if that configuration is not kept. */
    Optional<InstanceFiles> files(long number) throws IOException {
        Path files = directory.resolve(Long.toString(number)).resolve(FILES);
        if (!Files.isDirectory(files)) {
            return Optional.empty();
        }
        return Optional.of(new InstanceFiles(contents(files)));
    }

    private static SortedMap<String, Bytes> contents(Path files) throws IOException {
        SortedMap<String, Bytes> contents = new TreeMap<>();
        try (Stream<Path> all = Files.list(files)) {
            for (Path file : all.toList()) {
                contents.put(file.getFileName().toString(), Bytes.wrap(Files.readAllBytes(file)));
            }
        }
        return contents;
    }

    /** Files that were never taken and are about to be replaced; told where they are kept. */
    Path keepAside(InstanceFiles files, long atMillis) throws IOException {
        Path aside = directory.resolve("replaced-" + atMillis);
        Files.createDirectories(aside);
        for (String file : files.contents().keySet()) {
            DurableFile.write(aside.resolve(file), files.contents().get(file).shared());
        }
        return aside;
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
