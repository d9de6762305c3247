package org.armature.node;

/**
 * A shard's stock of key epochs, reserved in blocks that were forced to disk before any of them is used, so that none is
 * ever used twice.
 */
final class KeyEpochs {
    private long next;
    private long end;
    private long spareFrom;
    private long spareEnd;
    private boolean asked;

    void grant(long from, long to) {
        asked = false;
        if (next == end) {
            next = from;
            end = to;
        } else {
            spareFrom = from;
            spareEnd = to;
        }
    }

    /** To be called only while {@link #left()} is more than 0. */
    long take() {
        if (next == end) {
            next = spareFrom;
            end = spareEnd;
            spareFrom = spareEnd;
        }
        if (next == end) {
            throw new AssertionError("no key epochs left");
        }
        return next++;
    }

    long left() {
        return (end - next) + (spareEnd - spareFrom);
    }

    /** Whether to ask for a block now: answers true once until one is granted. */
    boolean wantsMore() {
        if (asked || spareFrom < spareEnd) {
            return false;
        }
        asked = true;
        return true;
    }
}
