package org.armature.node;

import java.util.Optional;
import org.armature.storage.StoreKey;

/**
 * How far a place has been read through.
 *
 * @param dueMillis since 1970, when it is to be read, or to be read on
 * @param behind up to which key it was read; empty if it is to be read from its first
 */
public record ScrubPlace(long dueMillis, Optional<StoreKey> behind) {}
