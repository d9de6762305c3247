package org.armature.storage;

/**
 * What a store holds.
 *
 * @param entries number of keys, exact or within 20 %
 * @param bytes keys and values, within 20 %; without the engine's own overhead
 */
public record StoreStats(long entries, long bytes) {}
