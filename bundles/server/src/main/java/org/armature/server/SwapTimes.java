package org.armature.server;

import java.util.Locale;

/**
 * How long the parts of an exchange took, in nanoseconds, in their order; none of a node's storage calls for the tables
 * concerned went on meanwhile.
 *
 * @param drain until calls under way had ended
 * @param count of what was stored
 * @param close flush and checkpoint included
 * @param open recovery included
 * @param verify that the same is stored
 */
record SwapTimes(long drain, long count, long close, long open, long verify) {
    private static final double NANOS_PER_MILLI = 1e6;

    long pause() {
        return drain + count + close + open + verify;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "pause %.0f ms: drain %.0f, count %.0f, close %.0f, open %.0f, verify %.0f",
                pause() / NANOS_PER_MILLI,
                drain / NANOS_PER_MILLI,
                count / NANOS_PER_MILLI,
                close / NANOS_PER_MILLI,
                open / NANOS_PER_MILLI,
                verify / NANOS_PER_MILLI);
    }
}
