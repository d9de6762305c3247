package org.armature.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.armature.model.ErrorCode;
import org.armature.node.Effect;
import org.armature.node.Event;
import org.armature.node.ReapEpoch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers how far reaping has come in each partition: one small file, replaced as a whole and forced, by all at once that
 * waits for it; and beside the data as well, see {@link EpochStamps}. Thread-safe.
 */
final class ReapEpochFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReapEpochFile.class);

    private record Keeping(Effect.KeepReapEpoch effect, Consumer<Event> tell) {}

    private final Path file;
    private final EpochStamps stamps;
    private final Optional<String> damage;

    /** As far as was ever asked for; from the start on only the thread of the batches touches it. */
    private final SortedMap<Integer, ReapEpoch> epochs;

    private final SortedMap<Integer, ReapEpoch> found;
    private final Batches<Keeping> batches = new Batches<>("armature-reap-epochs", this::keepAll);
    private boolean failing;

    /**
     * Reads the file. What can't be read counts as a node that knows of no reaping: what it keeps for others is taken for
     * old, and nothing is removed before it was told the epochs again.
     *
     * <p>Data that is older than the file says lowers it, so that the others' later epoch is news again and what it holds enters
     * anew.
     *
     * @param partitions Q of the ring
     * @param stamps of the environments, which are open
     * @throws StartFailed if it was lowered and that can't be written
     */
    ReapEpochFile(Path file, int partitions, EpochStamps stamps) {
        this.file = file;
        this.stamps = stamps;
        SortedMap<Integer, ReapEpoch> read = Collections.emptySortedMap();
        Optional<String> wrong = Optional.empty();
        try {
            read = ReapEpochBytes.decode(Files.readAllBytes(file), partitions);
        } catch (NoSuchFileException e) {
            LOG.debug("no reap epochs kept yet file={}", file);
        } catch (IOException e) {
            wrong = Optional.of("what this node knew of the removal of deleted data can't be read from " + file + " ("
                    + e.getMessage() + "): it learns it anew from the others");
            LOG.warn("{}", wrong.get());
        }
        SortedMap<Integer, ReapEpoch> lowest = stamps.lowest(read, partitions);
        this.found = Collections.unmodifiableSortedMap(lowest);
        this.epochs = new TreeMap<>(lowest);
        this.damage = wrong;
        begin(!lowest.equals(read));
    }

    private void begin(boolean lowered) {
        try {
            byte[] bytes = ReapEpochBytes.encode(epochs);
            if (lowered) {
                LOG.warn("reap epochs lowered environments={} reason=\"their data is older\"", stamps.older());
                DurableFile.write(file, bytes);
            }
            stamps.resume(bytes);
        } catch (IOException e) {
            throw new StartFailed(ErrorCode.DIRECTORY_UNREADABLE, file + " can't be written: " + e);
        }
    }

    /** Why what was kept could not be read; empty if it could, or nothing was kept. */
    Optional<String> damage() {
        return damage;
    }

    /** As it was found at the start, of the partitions of one shard; those that are missing have {@link ReapEpoch#NONE}. */
    SortedMap<Integer, ReapEpoch> found(int shard, int shards) {
        SortedMap<Integer, ReapEpoch> ofShard = new TreeMap<>(found);
        ofShard.keySet().removeIf(partition -> partition % shards != shard);
        return ofShard;
    }

    /** @param tell told when it survives a crash, or could not be written, on a thread of this file's */
    void keep(Effect.KeepReapEpoch effect, Consumer<Event> tell) {
        batches.add(new Keeping(effect, tell));
    }

    private void keepAll(List<Keeping> batch) {
        for (Keeping each : batch) {
            ReapEpoch next = each.effect().epoch();
            epochs.merge(each.effect().partition(), next, (before, now) -> before.with(now.raised(), now.settled()));
        }
        try {
            byte[] bytes = ReapEpochBytes.encode(epochs);
            DurableFile.write(file, bytes);
            stamps.keep(bytes);
        } catch (IOException e) {
            refuse(batch, e);
            return;
        }
        if (failing) {
            failing = false;
            LOG.info("reap epochs are kept again file={}", file);
        }
        batch.forEach(
                each -> each.tell().accept(new Event.ReapEpochKept(each.effect().operation())));
    }

    private void refuse(List<Keeping> batch, IOException why) {
        if (!failing) {
            failing = true;
            LOG.error(
                    "reap epochs not kept file={} reason=\"{}\" effect=\"deleted data is not removed until they can be\"",
                    file,
                    why.toString());
        }
        batch.forEach(each ->
                each.tell().accept(new Event.ReapEpochRefused(each.effect().operation(), why.toString())));
    }

    @Override
    public void close() {
        batches.close();
    }
}
