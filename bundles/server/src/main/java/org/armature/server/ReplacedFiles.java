package org.armature.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.armature.config.EtcDirectory;
import org.armature.model.Bytes;

/**
 * Replaces the files of instances in a directory all together. What shall stand there is written beside them first, and is an
 * order once it is there as a whole, under {@value #ORDER}: after a crash whoever comes next carries it out. If it fails the
 * files before are put back. Not thread-safe.
 */
class ReplacedFiles {
    static final String ORDER = ".replacing";

    private static final String DRAFT = ".replacing.new";
    private static final String ENDED = ".replacing.old";

    private final Path directory;

    ReplacedFiles(Path directory) {
        this.directory = directory;
    }

    /** What was to stand there when a process ended; empty if nothing else was. */
    Optional<InstanceFiles> interrupted() throws IOException {
        Path order = directory.resolve(ORDER);
        return Files.isDirectory(order) ? Optional.of(in(order)) : Optional.empty();
    }

    /** Goes on with that. */
    void goOn(InstanceFiles next) throws IOException {
        install(in(directory), next);
        end();
    }

    /**
     * Has the next files stand in place of the present ones.
     *
     * @throws IOException if they do not; then the present ones do, unless the message says otherwise
     */
    void replace(InstanceFiles present, InstanceFiles next) throws IOException {
        Files.createDirectories(directory);
        order(next);
        try {
            install(present, next);
            end();
        } catch (IOException e) {
            putBack(present, e);
            throw e;
        }
    }

    /** As long as that is not done, the order stands: a process that dies meanwhile leaves a mixture to nobody. */
    private void putBack(InstanceFiles present, IOException failure) throws IOException {
        try {
            install(in(directory), present);
            end();
        } catch (IOException e) {
            e.addSuppressed(failure);
            throw new IOException(
                    failure + "; and the files before could not all be put back: " + e + ". The next start of the node"
                            + " puts what was asked for in their place, from " + directory.resolve(ORDER)
                            + "; remove that to have them stay as they are",
                    e);
        }
    }

    private void order(InstanceFiles next) throws IOException {
        end();
        Path draft = emptyDraft();
        for (String file : next.contents().keySet()) {
            DurableFile.write(draft.resolve(file), next.contents().get(file).shared());
        }
        force(draft);
        Files.move(draft, directory.resolve(ORDER), StandardCopyOption.ATOMIC_MOVE);
        force(directory);
    }

    /** All that has to be written is, before any name changes. */
    private void install(InstanceFiles present, InstanceFiles next) throws IOException {
        List<String> changed = next.contents().keySet().stream()
                .filter(file ->
                        !next.contents().get(file).equals(present.contents().get(file)))
                .toList();
        Path draft = emptyDraft();
        for (String file : changed) {
            DurableFile.write(draft.resolve(file), next.contents().get(file).shared());
        }
        for (String file : changed) {
            put(draft.resolve(file), directory.resolve(file));
        }
        for (String file : present.contents().keySet()) {
            if (!next.contents().containsKey(file)) {
                remove(directory.resolve(file));
            }
        }
        force(directory);
    }

    void put(Path draft, Path file) throws IOException {
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    void remove(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    private Path emptyDraft() throws IOException {
        Path draft = directory.resolve(DRAFT);
        delete(draft);
        return Files.createDirectories(draft);
    }

    /** There is an order or there is none, but never a part of one. */
    private void end() throws IOException {
        Path order = directory.resolve(ORDER);
        delete(directory.resolve(ENDED));
        if (Files.exists(order)) {
            Files.move(order, directory.resolve(ENDED), StandardCopyOption.ATOMIC_MOVE);
            force(directory);
            delete(directory.resolve(ENDED));
        }
        delete(directory.resolve(DRAFT));
    }

    private static InstanceFiles in(Path directory) throws IOException {
        SortedMap<String, Bytes> contents = new TreeMap<>();
        try (Stream<Path> all = Files.list(directory)) {
            for (Path file : all.filter(EtcDirectory::isInstanceFile).toList()) {
                contents.put(file.getFileName().toString(), Bytes.wrap(Files.readAllBytes(file)));
            }
        }
        return new InstanceFiles(contents);
    }

    private static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
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
