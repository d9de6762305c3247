package org.armature.history;

/**
 * How an operation was to be done, as it applied in the end: what the table says, unless the request said otherwise.
 *
 * @param strict whether only owners counted; else fallbacks counted too
 * @param r answers a read waited for, 0 if not known
 * @param w copies a write (or a confirmed read) waited for, 0 if not known
 * @param confirmed of a read: whether it wrote what it found back to a write quorum before it answered; of a write:
 *     whether it asked for the highest timestamp first
 * @param deadline nanoseconds from the start within which an answer counts, 0 if there is no limit
 */
public record Wish(boolean strict, int r, int w, boolean confirmed, long deadline) {
    /** Nothing is known of it. */
    public static final Wish NONE = new Wish(false, 0, 0, false, 0);

    /** A strict quorum of this many. */
    public static Wish strict(int r, int w) {
        return new Wish(true, r, w, false, 0);
    }

    /** A sloppy quorum of this many. */
    public static Wish sloppy(int r, int w) {
        return new Wish(false, r, w, false, 0);
    }

    /** The same, confirmed. */
    public Wish andConfirmed() {
        return new Wish(strict, r, w, true, deadline);
    }

    /** @param nanos from the start of the operation */
    public Wish within(long nanos) {
        return new Wish(strict, r, w, confirmed, nanos);
    }
}
