package org.armature.membership;

/**
 * The correlation numbers under which a membership's calls travel: below all of pings and of shards, which use the same
 * connections.
 */
public final class CallNumbers {
    private static final long FIRST = Long.MIN_VALUE;
    private static final long BEYOND = FIRST / 2;

    /** For what is said to a peer without waiting for an answer. */
    public static final long UNAWAITED = FIRST;

    private CallNumbers() {}

    /** @param call of a {@link MembershipEffect.Send}, from 1 */
    public static long correlation(long call) {
        return FIRST + call;
    }

    /** Whether an answer with this correlation number is one to a membership's call. */
    public static boolean isCall(long correlation) {
        return correlation < BEYOND;
    }

    /** The inverse of {@link #correlation}. */
    public static long call(long correlation) {
        return correlation - FIRST;
    }
}
