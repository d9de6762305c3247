package org.armature.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.LongSupplier;
import org.armature.model.ErrorCode;
import org.armature.model.NodeId;
import org.armature.node.DataDoubt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's directory: whose it is, the present incarnation, the key epochs used, the mark of a clean shutdown.
 *
 * <p>The incarnation is kept only over a start that is proven clean: the mark is there, names this very directory, and
 * every environment opens as it was closed. In all other cases a new one is drawn, and nothing the node may have
 * forgotten is ever counted twice.
 */
final class DataDirectory {
    static final int FORMAT = 1;

    private static final Logger LOG = LoggerFactory.getLogger(DataDirectory.class);

    private final Path directory;
    private final CleanMark mark;
    private final CleanMark.Proof proof;
    private final boolean isNew;

    private DataDirectory(Path directory, CleanMark mark, CleanMark.Proof proof, boolean isNew) {
        this.directory = directory;
        this.mark = mark;
        this.proof = proof;
        this.isNew = isNew;
    }

    /**
     * Opens the directory, which becomes this node's if it is new.
     *
     * @throws StartFailed if it is another node's, another cluster's or a newer version's, or can't be read; it is left
     *     as it was
     */
    static DataDirectory open(Path directory, String clusterId, NodeId node) {
        try {
            Files.createDirectories(directory);
            Path identity = directory.resolve("identity");
            Map<String, String> found = read(identity);
            if (found.isEmpty()) {
                refuseStrayData(directory, identity);
                DurableFile.write(identity, "format=" + FORMAT + "\ncluster=" + clusterId + "\nnode=" + node + "\n");
            } else {
                check(directory, found, clusterId, node);
            }
            CleanMark mark = new CleanMark(directory);
            return new DataDirectory(directory, mark, mark.take(), found.isEmpty());
        } catch (IOException e) {
            throw new StartFailed(
                    ErrorCode.DIRECTORY_UNREADABLE,
                    "data directory " + directory + ": " + e + ". Nothing in it was changed");
        }
    }

    private static void refuseStrayData(Path directory, Path identity) {
        if (Files.exists(directory.resolve("engines"))) {
            throw new StartFailed(
                    ErrorCode.DIRECTORY_UNREADABLE,
                    "data directory " + directory + " holds stores but no readable file " + identity.getFileName()
                            + ", so whose they are is unknown. Restore that file, or start with another directory by"
                            + " --data. Nothing in it was changed");
        }
    }

    private static void check(Path directory, Map<String, String> found, String clusterId, NodeId node) {
        int format = format(directory, found);
        if (format > FORMAT) {
            throw new StartFailed(
                    ErrorCode.DIRECTORY_NEWER,
                    "data directory " + directory + " has format " + format + ", and this version reads up to " + FORMAT
                            + ": start it with the newer version that wrote it. Nothing in it was changed");
        }
        refuseForeign(directory, found, "cluster", clusterId);
        refuseForeign(directory, found, "node", node.name());
    }

    private static int format(Path directory, Map<String, String> found) {
        try {
            int format = Integer.parseInt(found.getOrDefault("format", ""));
            if (format >= 1) {
                return format;
            }
        } catch (NumberFormatException e) {
            // refused below, like a number that never was a format
        }
        throw damaged(directory, "format");
    }

    private static void refuseForeign(Path directory, Map<String, String> found, String what, String expected) {
        String owner = found.get(what);
        if (owner == null) {
            throw damaged(directory, what);
        }
        if (!owner.equals(expected)) {
            throw new StartFailed(
                    ErrorCode.DIRECTORY_FOREIGN,
                    "data directory " + directory + " belongs to " + what + " " + owner + ", and this is " + what + " "
                            + expected + ": start it with its own directory, by --data DIR. Nothing in it was changed");
        }
    }

    private static StartFailed damaged(Path directory, String what) {
        return new StartFailed(
                ErrorCode.DIRECTORY_UNREADABLE,
                "the file identity in data directory " + directory + " names no " + what
                        + ": restore that file, or start with another directory by --data. Nothing in it was changed");
    }

    private static Map<String, String> read(Path file) throws IOException {
        Map<String, String> values = new HashMap<>();
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
                int equals = line.indexOf('=');
                if (equals > 0) {
                    values.put(line.substring(0, equals), line.substring(equals + 1));
                }
            }
        } catch (NoSuchFileException e) {
            return Map.of();
        }
        return values;
    }

    Path path() {
        return directory;
    }

    Path engines() {
        return directory.resolve("engines");
    }

    Path file(String name) {
        return directory.resolve(name);
    }

    /** The environments the last shutdown closed cleanly; empty if it is not proven that it was clean. */
    Optional<SortedSet<String>> closedBefore() {
        return proof.environments();
    }

    /**
     * A start: under which incarnation, and from which key epoch on.
     *
     * @param doubt why it is a new one although there was one before; empty if there was none, or it goes on
     * @param ofData what is not sure of the node's data
     */
    record Incarnation(long number, long nextEpoch, boolean isNew, Optional<String> doubt, DataDoubt ofData) {}

    /**
     * Decides the incarnation of this start, and forces it.
     *
     * @param storeDoubt which environment was not found as the clean shutdown left it, if there is one
     * @param draw a random number
     */
    Incarnation incarnate(Optional<String> storeDoubt, LongSupplier draw) {
        Path file = directory.resolve("incarnation");
        Path epochs = directory.resolve("key-epochs");
        try {
            Optional<Long> before = number(file, 16);
            Optional<Long> nextEpoch = number(epochs, 10);
            Optional<String> doubt = doubt(storeDoubt, before, nextEpoch);
            if (doubt.isEmpty()) {
                return new Incarnation(before.orElseThrow(), nextEpoch.orElseThrow(), false, doubt, proof.ofData());
            }
            long drawn = draw.getAsLong();
            DurableFile.write(file, Long.toHexString(drawn) + "\n");
            if (isNew) {
                LOG.info("first incarnation incarnation={}", Long.toHexString(drawn));
                return new Incarnation(drawn, nextEpoch.orElse(1L), true, Optional.empty(), DataDoubt.MAY_LACK);
            }
            LOG.warn(
                    "new incarnation incarnation={} before={} reason=\"{}\"",
                    Long.toHexString(drawn),
                    before.map(Long::toHexString).orElse("none"),
                    doubt.get());
            return new Incarnation(drawn, nextEpoch.orElse(1L), true, doubt, DataDoubt.MAY_BE_OLD);
        } catch (IOException e) {
            throw new StartFailed(ErrorCode.DIRECTORY_UNREADABLE, "data directory " + directory + ": " + e);
        }
    }

    /** Which proof is missing that the node remembers all it ever counted; empty if none is. */
    private Optional<String> doubt(Optional<String> storeDoubt, Optional<Long> before, Optional<Long> nextEpoch) {
        if (proof.environments().isEmpty()) {
            return Optional.of(proof.doubt());
        }
        if (storeDoubt.isPresent()) {
            return storeDoubt;
        }
        if (before.isEmpty() || nextEpoch.isEmpty()) {
            return Optional.of("the file " + (before.isEmpty() ? "incarnation" : "key-epochs") + " holds no number");
        }
        return Optional.empty();
    }

    /** Empty if the file is not there or holds no number: then it is drawn anew. */
    private static Optional<Long> number(Path file, int radix) throws IOException {
        try {
            return Optional.of(Long.parseUnsignedLong(
                    Files.readString(file, StandardCharsets.ISO_8859_1).strip(), radix));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (NumberFormatException e) {
            LOG.warn("unreadable number file={} effect=\"the node starts as a new incarnation\"", file);
            return Optional.empty();
        }
    }

    /** @param ofData what is not sure of the node's data */
    void markClean(Set<String> environments, DataDoubt ofData) throws IOException {
        mark.set(environments, ofData);
    }
}
