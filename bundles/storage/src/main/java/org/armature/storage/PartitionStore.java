package org.armature.storage;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A durable, ordered map from key to opaque value: one table's objects of one partition.
 *
 * <p>One thread writes at a time, through {@link Environment#write}; reads, scans and {@link #stats()} may run beside
 * it from any thread. Calls block on the caller's thread. Interrupting that thread never closes the store. Every method
 * throws a {@link StorageException} and nothing else for what can go wrong with a backend.
 */
@ConsumerType
public interface PartitionStore {
    StoreId id();

    /** The value last written, or nothing. An empty value is a value. The array is the caller's. */
    Optional<byte[]> get(StoreKey key);

    /**
     * Visits entries in key order until the visitor returns false. Ends although writers go on; never repeats a key;
     * shows every key that was there before the scan began and was not touched since. Holds no lock that blocks
     * writers.
     *
     * @param from first key to show, inclusive; empty to start at the beginning
     */
    void scan(Optional<StoreKey> from, EntryVisitor visitor);

    /** Cheap: never a scan. */
    StoreStats stats();

    /**
     * Removes the store with all its entries; it is empty if it is opened again. Survives a crash once it has returned.
     * A write racing with it is refused or fully there afterwards. Every later call on this object throws {@link
     * StorageException.Closed}.
     */
    void drop();
}
