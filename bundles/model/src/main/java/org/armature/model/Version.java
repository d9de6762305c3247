package org.armature.model;

import java.util.Optional;

/**
 * One immutable value of a key, or its deletion.
 *
 * @param dot the event that made it
 * @param request the client's write that made it
 * @param writtenMillis wall time of its coordinator; shown to people, no part in causality
 * @param value empty for a deletion (a tombstone)
 */
public record Version(Dot dot, RequestId request, long writtenMillis, Optional<Bytes> value) {
    public boolean isTombstone() {
        return value.isEmpty();
    }
}
