package org.armature.client;

import java.util.List;
import java.util.Optional;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.protocol.Message.Sibling;

/**
 * What a get found.
 *
 * @param versions all that no later write has replaced, tombstones included, in a fixed order
 * @param context covers all of them
 */
public record ReadResult(List<Sibling> versions, CausalContext context) {
    public ReadResult {
        versions = List.copyOf(versions);
    }

    /** Whether there is no value: the key was never written, or is deleted. */
    public boolean isEmpty() {
        return versions.stream().noneMatch(version -> version.value().isPresent());
    }

    /** The values, without tombstones: several if there are siblings for the caller to merge. */
    public List<Bytes> values() {
        return versions.stream().flatMap(version -> version.value().stream()).toList();
    }

    /** Whether the caller has something to merge: several versions, be one of them a tombstone. */
    public boolean isConflict() {
        return versions.size() > 1;
    }

    /** The value if there is exactly one version; empty if there is nothing. */
    public Optional<Bytes> value() {
        if (isConflict()) {
            throw new IllegalStateException(versions.size() + " siblings: see values()");
        }
        return values().stream().findFirst();
    }
}
