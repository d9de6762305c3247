package org.armature.storage;

import java.util.Locale;

/** A way of using a table that engines differ in; what an engine serves well, and what a table is going to be used for. */
public enum AccessPattern {
    /** Single keys, in no order, more than fit into a cache. */
    RANDOM_READS,
    /** Single keys written over and over, in no order. */
    RANDOM_WRITES,
    /** Many keys in the order of the ring, as transfers and comparisons read them. */
    SCANS,
    /** Far more writes for seconds than on average. */
    WRITE_BURSTS;

    /** As configuration files have it: {@code random-reads}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
