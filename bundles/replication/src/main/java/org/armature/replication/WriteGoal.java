package org.armature.replication;

/**
 * What a put must have reached before its client is told that it succeeded.
 *
 * @param copies nodes that hold it durably, whoever they are; each is a machine of its own
 * @param owners how many of them must own the key, 0 to {@code copies}; as many as copies means a strict quorum
 */
public record WriteGoal(int copies, int owners) {
    public WriteGoal {
        if (copies < 1 || owners < 0 || owners > copies) {
            throw new IllegalArgumentException(
                    "0 <= owners <= copies, 1 <= copies does not hold: " + owners + ", " + copies);
        }
    }

    /** Whether a node that stands in for an owner counts. */
    public boolean isSloppy() {
        return owners < copies;
    }

    boolean isMetBy(int reachedCopies, int reachedOwners) {
        return reachedCopies >= copies && reachedOwners >= owners;
    }

    @Override
    public String toString() {
        return "W=" + copies + (owners == 0 ? "" : " with " + owners + (owners == 1 ? " owner" : " owners"));
    }
}
