package org.armature.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.model.TableName;
import org.armature.node.ScrubPlace;
import org.armature.node.TreeName;
import org.armature.storage.StoreKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps how far each shard has read its stores through, a file for each shard, so that a start goes on from there however the
 * node ended. They are not forced: one that is lost or damaged only has its stores read from the beginning. Thread-safe; written
 * on a thread of its own.
 */
final class ScrubFiles implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScrubFiles.class);
    private static final String FORMAT = "scrub 1 ";
    private static final String END = "end";
    private static final String NONE = "-";
    private static final HexFormat HEX = HexFormat.of();
    private static final int WORDS = 6;

    private final Path directory;
    private final int partitions;
    private final Batches<Reached> batches = new Batches<>("armature-scrub-files", this::writeLatest);

    private record Reached(int shard, SortedMap<TreeName, ScrubPlace> places) {}

    /** @param partitions Q of the ring */
    ScrubFiles(Path directory, int partitions) {
        this.directory = directory;
        this.partitions = partitions;
    }

    private Path file(int shard) {
        return directory.resolve("scrub-" + shard);
    }

    /** Of all shards that the node has had. */
    SortedMap<TreeName, ScrubPlace> read() {
        SortedMap<TreeName, ScrubPlace> places = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "scrub-*[0-9]")) {
            for (Path file : files) {
                read(file).forEach((name, place) -> places.merge(name, place, ScrubFiles::later));
            }
        } catch (IOException e) {
            LOG.info("stores read through from the beginning reason=\"{}\"", e.toString());
        }
        return places;
    }

    private Map<TreeName, ScrubPlace> read(Path file) {
        try {
            return read(Files.readAllLines(file, StandardCharsets.US_ASCII));
        } catch (IOException | IllegalArgumentException e) {
            LOG.info("stores read through from the beginning file={} reason=\"{}\"", file.getFileName(), e.toString());
            return new TreeMap<>();
        }
    }

    private static ScrubPlace later(ScrubPlace one, ScrubPlace other) {
        return one.dueMillis() >= other.dueMillis() ? one : other;
    }

    private Map<TreeName, ScrubPlace> read(List<String> lines) {
        if (lines.size() < 2
                || !lines.get(0).equals(FORMAT + partitions)
                || !lines.get(lines.size() - 1).equals(END)) {
            throw new IllegalArgumentException("it is not whole, or of another ring");
        }
        SortedMap<TreeName, ScrubPlace> places = new TreeMap<>();
        for (String line : lines.subList(1, lines.size() - 1)) {
            String[] words = line.split(" ", -1);
            if (words.length != WORDS) {
                throw new IllegalArgumentException("a line of " + words.length + " words");
            }
            TreeName name = new TreeName(new TableName(words[0], words[1]), Integer.parseInt(words[2]));
            Optional<StoreKey> behind = words[4].equals(NONE)
                    ? Optional.empty()
                    : Optional.of(StoreKey.of(HEX.parseHex(words[4]), HEX.parseHex(words[5])));
            places.put(name, new ScrubPlace(Long.parseLong(words[3]), behind));
        }
        return places;
    }

    /** Returns at once. */
    void keep(int shard, SortedMap<TreeName, ScrubPlace> places) {
        batches.add(new Reached(shard, places));
    }

    private void writeLatest(List<Reached> batch) {
        SortedMap<Integer, Reached> latest = new TreeMap<>();
        batch.forEach(each -> latest.put(each.shard(), each));
        latest.values().forEach(each -> write(each.shard(), each.places()));
    }

    void write(int shard, SortedMap<TreeName, ScrubPlace> places) {
        StringBuilder text = new StringBuilder(FORMAT + partitions + "\n");
        places.forEach((name, place) -> text.append(name.table().instance())
                .append(' ')
                .append(name.table().table())
                .append(' ')
                .append(name.partition())
                .append(' ')
                .append(place.dueMillis())
                .append(' ')
                .append(place.behind().map(key -> HEX.formatHex(key.position())).orElse(NONE))
                .append(' ')
                .append(place.behind().map(key -> HEX.formatHex(key.key())).orElse(NONE))
                .append('\n'));
        Path draft = directory.resolve("scrub-" + shard + ".new");
        try {
            Files.writeString(draft, text.append(END).append('\n'), StandardCharsets.US_ASCII);
            Files.move(draft, file(shard), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn(
                    "how far stores were read through was not kept shard={} reason=\"{}\" effect=\"the next start reads"
                            + " them from an earlier place\"",
                    shard,
                    e.toString());
        }
    }

    /** Returns when what was told before is written. */
    @Override
    public void close() {
        batches.close();
    }
}
