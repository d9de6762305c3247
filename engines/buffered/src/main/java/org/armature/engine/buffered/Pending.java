package org.armature.engine.buffered;

import java.util.Optional;
import org.armature.storage.Mutation;
import org.armature.storage.PartitionStore;

/**
 * What one key is to become below. A change that was acknowledged from memory stays until it is below; one whose writer
 * still waits is seen by nobody before it is below, and is taken back if that fails. Guarded by its buffer's lock.
 */
final class Pending {
    private static final long UNKNOWN = -2;
    private static final long ABSENT = -1;

    /** Null if there is none. */
    private Mutation acknowledged;

    /** Null if there is none; newer than the acknowledged one. */
    private Mutation awaited;

    /** Length of the value below, for figures; touched by whoever has the turn below. */
    private long bytesBelow = UNKNOWN;

    void acknowledge(Mutation mutation) {
        acknowledged = mutation;
        awaited = null;
    }

    void await(Mutation mutation) {
        awaited = mutation;
    }

    /** Undoes {@link #await}; whether anything is left. */
    boolean takeBack() {
        awaited = null;
        return acknowledged != null;
    }

    /** Has this older change too, which counts only where there is no newer acknowledged one. */
    void standsOn(Mutation older) {
        if (acknowledged == null) {
            acknowledged = older;
        }
    }

    Optional<Mutation> acknowledged() {
        return Optional.ofNullable(acknowledged);
    }

    Mutation newest() {
        return awaited == null ? acknowledged : awaited;
    }

    /** In memory, of key and values. */
    long bytes() {
        return bytes(acknowledged) + bytes(awaited);
    }

    /** Length of the value in the store below, -1 if there is none; read once, as it only changes with this key. */
    long bytesIn(PartitionStore below) {
        if (bytesBelow == UNKNOWN) {
            bytesBelow =
                    below.get(newest().key()).map(value -> (long) value.length).orElse(ABSENT);
        }
        return bytesBelow;
    }

    static long bytes(Mutation mutation) {
        return mutation == null
                ? 0
                : mutation.key().length()
                        + mutation.value().map(value -> value.length).orElse(0);
    }
}
