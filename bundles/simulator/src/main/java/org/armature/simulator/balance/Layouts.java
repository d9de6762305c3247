package org.armature.simulator.balance;

import java.util.Collection;
import org.armature.ring.Founding;
import org.armature.ring.Member;
import org.armature.ring.Placement;
import org.armature.ring.Ring;
import org.armature.ring.Strategy;

/**
 * The rings under study: those that clusters of these nodes are founded with.
 *
 * @param n copies of each key
 */
record Layouts(Collection<Member> members, int n) {
    /** A position of 128 bits and the number of a node in the list of members, which every strategy keeps. */
    static final int TOKEN_BYTES = 18;
    /** The number of a node: the positions are those of the partitions. */
    static final int PARTITION_BYTES = 2;

    /** Places of all preference lists of a ring, which it keeps: about 60 MB with what else it holds. */
    private static final long MOST_PLACES = 1 << 23;

    /** The sum of the weights. */
    long weight() {
        return members.stream().mapToLong(Member::weight).sum();
    }

    long hosts() {
        return members.stream().map(Member::host).distinct().count();
    }

    /** Tokens of a ring: Q in strategy 3, else T for each unit of weight. */
    long tokens(Shape shape) {
        return shape.strategy() == Strategy.EQUAL_PARTITIONS ? shape.partitions() : shape.perUnit() * weight();
    }

    /**
     * Membership metadata a node keeps to know who owns what. A random position has to be kept; a partition's follows
     * from its number.
     */
    long metadataBytes(Shape shape) {
        return tokens(shape) * (shape.strategy() == Strategy.EQUAL_PARTITIONS ? PARTITION_BYTES : TOKEN_BYTES);
    }

    /** Whether its tokens and preference lists find room in memory. */
    boolean fits(Shape shape) {
        long ranges = shape.strategy() == Strategy.RANDOM_TOKENS ? tokens(shape) : shape.partitions();
        return Math.max(tokens(shape), ranges * hosts()) <= MOST_PLACES && tokens(shape) <= MOST_PLACES / 16;
    }

    /** @throws WrongInput if it finds no room in memory */
    void requireFits(Shape shape) throws WrongInput {
        if (!fits(shape)) {
            throw new WrongInput("strategy " + shape.strategy().number() + " with "
                    + Numbers.whole(tokens(shape)) + " tokens, Q=" + shape.partitions() + " and " + hosts()
                    + " hosts is too large to be worked out here: ranges times hosts are at most "
                    + Numbers.whole(MOST_PLACES) + ", tokens " + Numbers.whole(MOST_PLACES / 16)
                    + "; give fewer --tokens or --partitions");
        }
    }

    Ring ring(Shape shape) {
        return Founding.ring(
                shape.strategy(), members, shape.partitions(), shape.perUnit(), Math.max(n, Placement.USUAL_SPREAD));
    }

    /**
     * @param partitions Q
     * @param perUnit T, tokens for each unit of a node's weight; strategy 3 does not heed it
     */
    record Shape(Strategy strategy, int partitions, int perUnit) {}
}
