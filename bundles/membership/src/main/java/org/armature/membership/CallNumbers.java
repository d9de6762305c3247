package org.armature.membership;

/**
 * The correlation numbers under which a membership's calls travel: below all of pings and of shards, which use the same
 * connections.
 */
public final class CallNumbers {
    private static final long FIRST = Long.MIN_VALUE;
    private static final long BEYOND = FIRST / 2;

    private static final long OPERATORS = FIRST + (1L << 61);

    private CallNumbers() {}

    /** @param call of a {@link MembershipEffect.Send}, from 1 */
    public static long correlation(long call) {
        return FIRST + call;
    }

    /** Whether an answer with this correlation number is one to a membership's call. */
    public static boolean isCall(long correlation) {
        return correlation < BEYOND;
    }

    /**
     * For what a node asks others on behalf of an operator.
     *
     * @param number from 1
     */
    public static long operatorsCorrelation(long number) {
        return OPERATORS + number;
    }

    /** Whether an answer with this correlation number is to such a question, and not to the membership itself. */
    public static boolean isOperatorsCall(long correlation) {
        return correlation >= OPERATORS && isCall(correlation);
    }

    /** The inverse of {@link #correlation}. */
    public static long call(long correlation) {
        return correlation - FIRST;
    }
}
