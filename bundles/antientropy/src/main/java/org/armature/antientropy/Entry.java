package org.armature.antientropy;

import org.armature.storage.StoreKey;

/**
 * What a key adds to its tree.
 *
 * @param leaf that it lies in
 * @param hash as {@link EntryHash} makes it
 */
public record Entry(StoreKey key, int leaf, long hash) {}
