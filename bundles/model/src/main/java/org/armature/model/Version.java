package org.armature.model;

import java.util.Comparator;
import java.util.Optional;

/**
 * One immutable value of a key, or its deletion.
 *
 * <p>When it expires is part of it, worked out once by its coordinator, so that all replicas hold the same. What that
 * means at a given time is for those to say who answer clients: replicas merge, repair and compare an expired version like
 * any other, and never look at a clock for it.
 *
 * @param dot the event that made it
 * @param request the client's write that made it
 * @param writtenMillis wall time of its coordinator; no part in causality
 * @param logical with {@code writtenMillis} a stamp of a hybrid logical clock, 0 to 2^31-1: where the last write wins,
 *     a write's stamp is later than that of every version its coordinator held, however its clock stands. 0 elsewhere
 * @param value empty for a deletion (a tombstone)
 * @param expiresMillis wall time from which on it reads as deleted; 0 if it never does, as of every tombstone
 */
public record Version(
        Dot dot, RequestId request, long writtenMillis, int logical, Optional<Bytes> value, long expiresMillis) {
    /** By stamp; equal stamps of two coordinators are ordered by their dots, so that every replica sees the same one as last. */
    public static final Comparator<Version> BY_STAMP = Comparator.comparingLong(Version::writtenMillis)
            .thenComparingInt(Version::logical)
            .thenComparing(Version::dot);

    public Version {
        if (logical < 0) {
            throw new IllegalArgumentException("the logical part of a stamp is 0 or more, not " + logical);
        }
        if (expiresMillis < 0 || (expiresMillis > 0 && value.isEmpty())) {
            throw new IllegalArgumentException("a version expires at 1 ms of wall time or later, or never (0), and a"
                    + " tombstone never does, not at " + expiresMillis);
        }
    }

    /** One that lives until it is replaced. */
    public Version(Dot dot, RequestId request, long writtenMillis, int logical, Optional<Bytes> value) {
        this(dot, request, writtenMillis, logical, value, 0);
    }

    /** The same where stamps decide nothing. */
    public Version(Dot dot, RequestId request, long writtenMillis, Optional<Bytes> value) {
        this(dot, request, writtenMillis, 0, value);
    }

    public boolean isTombstone() {
        return value.isEmpty();
    }

    /**
     * Whether it reads as deleted: it is a tombstone, or has expired.
     *
     * @param wallMillis wall time of whoever answers a client
     */
    public boolean isDeadAt(long wallMillis) {
        return value.isEmpty() || (expiresMillis != 0 && wallMillis >= expiresMillis);
    }
}
