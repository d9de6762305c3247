package org.armature.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.model.ErrorCode;
import org.armature.node.ReapEpoch;
import org.armature.storage.OpenReport.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reap epochs a second time, beside the data they are about: in the directory of every environment that is open. When only
 * an engine's data is put back from a copy, the node's own file goes on saying what was confirmed; the stamp went back as well.
 *
 * <p>A stamp is taken away before the engine opens, and written anew once it has opened without doubt. So data that was once
 * opened in doubt has none, however often the node starts before it is known how old that is. Thread-safe; calls may wait for
 * a disk.
 */
final class EpochStamps {
    static final String FILE = "reap-epochs";

    private static final Logger LOG = LoggerFactory.getLogger(EpochStamps.class);

    private final Map<String, Path> open = new TreeMap<>();
    private final Map<String, Optional<byte[]>> taken = new TreeMap<>();
    private final List<String> older = new ArrayList<>();
    private Optional<byte[]> present = Optional.empty();

    /**
     * Before an environment is opened.
     *
     * @param name of the environment
     * @param directory that is there
     * @throws EngineMissing if its stamp can't be read or taken away; the environment must not be opened then
     */
    synchronized void take(String name, Path directory) {
        open.remove(name);
        Path file = directory.resolve(FILE);
        try {
            taken.put(name, read(file));
            DurableFile.delete(file);
        } catch (IOException e) {
            throw new EngineMissing(
                    ErrorCode.DIRECTORY_UNREADABLE,
                    file + ", which says how far deleted data was removed from the stores, can't be taken away: " + e);
        }
    }

    private static Optional<byte[]> read(Path file) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** It was opened, and is used. What it is stamped with depends on nothing before {@link #resume}. */
    synchronized void opened(String name, Path directory, State state) {
        if (state == State.EMPTY) {
            taken.remove(name);
        } else if (state == State.DOUBTFUL) {
            taken.put(name, Optional.empty());
        }
        open.put(name, directory);
        present.ifPresent(epochs -> stamp(name, directory, epochs));
    }

    /** Its stamp stays as it is. */
    synchronized void closed(String name) {
        open.remove(name);
    }

    /**
     * How far the data of all environments that are open has surely come.
     *
     * @param file what the node's own file says
     * @param partitions Q of the ring
     */
    synchronized SortedMap<Integer, ReapEpoch> lowest(SortedMap<Integer, ReapEpoch> file, int partitions) {
        SortedMap<Integer, ReapEpoch> lowest = new TreeMap<>(file);
        for (String name : open.keySet()) {
            if (taken.containsKey(name)) {
                Optional<SortedMap<Integer, ReapEpoch>> stamped =
                        taken.get(name).flatMap(bytes -> decode(bytes, partitions));
                SortedMap<Integer, ReapEpoch> before = new TreeMap<>(lowest);
                SortedMap<Integer, ReapEpoch> itsOwn = stamped.orElse(Collections.emptySortedMap());
                lowest.replaceAll((partition, epoch) -> epoch.atMost(itsOwn.getOrDefault(partition, ReapEpoch.NONE)));
                if (stamped.isEmpty() || !lowest.equals(before)) {
                    older.add(name);
                }
            }
        }
        lowest.values().removeIf(ReapEpoch.NONE::equals);
        return lowest;
    }

    private static Optional<SortedMap<Integer, ReapEpoch>> decode(byte[] bytes, int partitions) {
        try {
            return Optional.of(ReapEpochBytes.decode(bytes, partitions));
        } catch (IOException damaged) {
            LOG.warn("reap epochs beside stored data can't be read reason=\"{}\"", damaged.getMessage());
            return Optional.empty();
        }
    }

    /** The environments found by {@link #lowest} whose data may be older than what the node has confirmed. */
    synchronized List<String> older() {
        return List.copyOf(older);
    }

    /** From now on the node goes by these, which its own file has. */
    synchronized void resume(byte[] epochs) {
        present = Optional.of(epochs);
        open.forEach((name, directory) -> stamp(name, directory, epochs));
    }

    /** Without a stamp it counts as old at the next start, which costs a comparison and is never wrong. */
    private static void stamp(String name, Path directory, byte[] epochs) {
        try {
            DurableFile.write(directory.resolve(FILE), epochs);
        } catch (IOException e) {
            LOG.warn(
                    "reap epochs not kept beside stored data environment={} reason=\"{}\" effect=\"its data counts as old"
                            + " at the next start, and is compared\"",
                    name,
                    e.toString());
        }
    }

    /** @throws IOException if one of them could not be written */
    synchronized void keep(byte[] epochs) throws IOException {
        present = Optional.of(epochs);
        for (Path directory : open.values()) {
            DurableFile.write(directory.resolve(FILE), epochs);
        }
    }
}
