package org.armature.ring;

/** How tokens and partitions relate (Dynamo §6.2); fixed when a cluster is made. */
public enum Strategy {
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
}
