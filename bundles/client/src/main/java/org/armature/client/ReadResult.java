package org.armature.client;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.armature.model.Bytes;
import org.armature.model.CausalContext;
import org.armature.protocol.Message.Merge;
import org.armature.protocol.Message.Sibling;

/**
 * What a get found.
 *
 * @param versions all that no later write has replaced, tombstones and what has expired included, in a fixed order
 * @param context covers all of them, and all that were merged
 * @param merge if the one version is a view that the table's reconciler made of several siblings; it is stored nowhere
 *     until it is put, with the context
 */
public record ReadResult(List<Sibling> versions, CausalContext context, Optional<Merge> merge) {
    public ReadResult {
        versions = List.copyOf(versions);
    }

    /** As it is stored. */
    public ReadResult(List<Sibling> versions, CausalContext context) {
        this(versions, context, Optional.empty());
    }

    /** Whether there is no value: the key was never written, is deleted, or has expired. */
    public boolean isEmpty() {
        return versions.stream().noneMatch(version -> version.value().isPresent());
    }

    /**
     * From when on there is no value any more, unless somebody writes: of several the one that lives longest decides. Empty if
     * one lives until it is replaced, or there is none now.
     */
    public Optional<Instant> expires() {
        List<Sibling> there =
                versions.stream().filter(version -> version.value().isPresent()).toList();
        return there.stream().allMatch(version -> version.expires().isPresent())
                ? there.stream().flatMap(version -> version.expires().stream()).max(Comparator.naturalOrder())
                : Optional.empty();
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
