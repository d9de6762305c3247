package org.armature.storage;

import java.util.List;
import java.util.SortedSet;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What an engine keeps for one application instance: its stores, sharing a cache, a log and a directory.
 *
 * <p>Thread-safe, with the limits of {@link PartitionStore}. An environment has one opener at a time.
 */
@ConsumerType
public interface Environment extends AutoCloseable {
    /** What opening found; the same answer for as long as this is open. */
    OpenReport openReport();

    /** Opens the store, which is made if it is not there yet. Returns the same object until it is dropped. */
    PartitionStore store(StoreId id);

    /** The stores that exist, whether or not this opener has asked for them. */
    SortedSet<StoreId> stores();

    /**
     * Writes the mutations in their order and returns once all are as durable as asked. Stores that do not exist are
     * made. Mutations of one key are applied in order; whether the batch is atomic, {@link EngineProfile} says. If this
     * throws, each mutation may or may not have happened, except for {@link StorageException.ValueTooLarge} and {@link
     * StorageException.Closed}, which are thrown before anything is written.
     *
     * @param durability one the engine's profile names
     */
    void write(List<Mutation> batch, Durability durability);

    /** Returns once everything written before the call survives a power loss. */
    void sync();

    /** Flushes, marks the shutdown as clean, releases the directory. Idempotent. Later calls throw Closed. */
    @Override
    void close();
}
