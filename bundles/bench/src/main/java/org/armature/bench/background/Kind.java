package org.armature.bench.background;

import java.util.Locale;

/** A kind of background work. */
enum Kind {
    /** Replicas are compared and given what they lack: bytes sent for that. */
    EXCHANGE("bytes"),
    /** What was kept for a node that was away is handed to it: hints that it has confirmed. */
    HINTS("delivered"),
    /** Partitions move from a node that leaves to those that stay: records sent. */
    TRANSFER("records");

    private final String unit;

    Kind(String unit) {
        this.unit = unit;
    }

    /** What {@link Work#of} counts of it. */
    String unit() {
        return unit;
    }

    /** For programs, and in tables. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
