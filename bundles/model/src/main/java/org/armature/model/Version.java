package org.armature.model;

import java.util.Comparator;
import java.util.Optional;

/**
 * One immutable value of a key, or its deletion.
 *
 * @param dot the event that made it
 * @param request the client's write that made it
 * @param writtenMillis wall time of its coordinator; no part in causality
 * @param logical with {@code writtenMillis} a stamp of a hybrid logical clock, 0 to 2^31-1: where the last write wins,
 *     a write's stamp is later than that of every version its coordinator held, however its clock stands. 0 elsewhere
 * @param value empty for a deletion (a tombstone)
 */
public record Version(Dot dot, RequestId request, long writtenMillis, int logical, Optional<Bytes> value) {
    /** By stamp; equal stamps of two coordinators are ordered by their dots, so that every replica sees the same one as last. */
    public static final Comparator<Version> BY_STAMP = Comparator.comparingLong(Version::writtenMillis)
            .thenComparingInt(Version::logical)
            .thenComparing(Version::dot);

    public Version {
        if (logical < 0) {
            throw new IllegalArgumentException("the logical part of a stamp is 0 or more, not " + logical);
        }
    }

    /** Where stamps decide nothing. */
    public Version(Dot dot, RequestId request, long writtenMillis, Optional<Bytes> value) {
        this(dot, request, writtenMillis, 0, value);
    }

    public boolean isTombstone() {
        return value.isEmpty();
    }
}
