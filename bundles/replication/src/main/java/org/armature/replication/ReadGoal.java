package org.armature.replication;

/**
 * What a get must have heard before its client is answered.
 *
 * @param answers replicas that have answered, from 1
 * @param owners how many of them must own the key, 0 to {@code answers}; as many as answers means a strict quorum
 * @param confirmedBy owners that must hold the result before the client sees it, so that no later read goes back behind
 *     it; 0 to answer at once
 */
public record ReadGoal(int answers, int owners, int confirmedBy) {
    public ReadGoal {
        if (answers < 1 || owners < 0 || owners > answers || confirmedBy < 0) {
            throw new IllegalArgumentException("0 <= owners <= answers, 1 <= answers, 0 <= confirmedBy does not hold: "
                    + owners + ", " + answers + ", " + confirmedBy);
        }
    }

    /** Whether a node that stands in for an owner counts. */
    public boolean isSloppy() {
        return owners < answers;
    }

    boolean isMetBy(int heard, int heardOwners) {
        return heard >= answers && heardOwners >= owners;
    }

    @Override
    public String toString() {
        return "R=" + answers + (owners == 0 ? "" : " with " + owners + (owners == 1 ? " owner" : " owners"))
                + (confirmedBy == 0 ? "" : ", confirmed by " + confirmedBy);
    }
}
