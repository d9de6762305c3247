package org.armature.ring;

/** How tokens and partitions relate (Dynamo §6.2); fixed when a cluster is made. */
public enum Strategy {
    /**
     * Strategy 1: T random tokens a node for each unit of weight, and a range with owners of its own from each token to
     * the next.
     */
    RANDOM_TOKENS(1),
    /** Strategy 2: tokens as in strategy 1, but Q equal partitions, each placed by the first token at or after its end. */
    RANDOM_TOKENS_EQUAL_PARTITIONS(2),
    /** Strategy 3: Q equal partitions and as many tokens, Q/S of them for each of S nodes of equal weight. */
    EQUAL_PARTITIONS(3);

    private final int number;

    Strategy(int number) {
        this.number = number;
    }

    /** The paper's number of it. */
    public int number() {
        return number;
    }

    /**
     * @param number the paper's
     * @throws IllegalArgumentException if it is not 1, 2 or 3
     */
    public static Strategy of(int number) {
        for (Strategy strategy : values()) {
            if (strategy.number == number) {
                return strategy;
            }
        }
        throw new IllegalArgumentException("strategy=" + number + ", must be 1, 2 or 3");
    }
}
