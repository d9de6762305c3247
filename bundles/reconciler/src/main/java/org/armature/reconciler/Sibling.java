package org.armature.reconciler;

import java.util.Comparator;
import java.util.List;

/**
 * One of several values of a key that were written without knowing of each other. Immutable.
 *
 * <p>What a merge made of several has the time and the writer of the latest of them.
 */
public final class Sibling {
    /** By time, of equal times by writer. */
    private static final Comparator<Sibling> LATEST =
            Comparator.comparingLong(Sibling::writtenMillis).thenComparing(Sibling::writtenBy);

    private final byte[] value;
    private final long writtenMillis;
    private final String writtenBy;

    /**
     * @param writtenMillis wall time of the node that took the value in; clocks of nodes differ
     * @param writtenBy the name of that node
     */
    public Sibling(byte[] value, long writtenMillis, String writtenBy) {
        this.value = value.clone();
        this.writtenMillis = writtenMillis;
        this.writtenBy = writtenBy;
    }

    /** A merge of these siblings, as it may stand among others. */
    static Sibling merged(byte[] value, List<Sibling> of) {
        Sibling latest = of.stream().max(LATEST).orElseThrow();
        return new Sibling(value, latest.writtenMillis, latest.writtenBy);
    }

    /** A copy. */
    public byte[] value() {
        return value.clone();
    }

    /** How many bytes the value has. */
    public int length() {
        return value.length;
    }

    public long writtenMillis() {
        return writtenMillis;
    }

    public String writtenBy() {
        return writtenBy;
    }

    /** For people: the value, if it is printable, and by whom it was written when. */
    @Override
    public String toString() {
        return Preview.of(value) + "@" + writtenMillis + "/" + writtenBy;
    }
}
