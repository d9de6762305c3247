package org.armature.protocol;

import java.util.Comparator;
import org.armature.model.NodeId;

/**
 * The number of an attempt to decide an epoch; no two attempts have the same.
 *
 * @param round from 1 to {@link #LAST_ROUND}
 * @param node who attempts
 */
public record Ballot(long round, NodeId node) implements Comparable<Ballot> {
    /** No attempt has a higher number. */
    public static final long LAST_ROUND = 1L << 53;

    private static final long USUAL_ROUNDS = 1L << 40;
    private static final long MOST_ROUNDS_AHEAD = 1L << 20;

    private static final Comparator<Ballot> ORDER =
            Comparator.comparingLong(Ballot::round).thenComparing(Ballot::node);

    /**
     * Whether nobody can have come to it by attempts after this round: if it were heeded, few higher ones would be left.
     *
     * @param round the highest heard of, or 0
     */
    public boolean isAbsurdAfter(long round) {
        return this.round > Math.max(round, USUAL_ROUNDS) + MOST_ROUNDS_AHEAD;
    }

    @Override
    public int compareTo(Ballot other) {
        return ORDER.compare(this, other);
    }
}
