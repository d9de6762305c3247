package org.armature.replication;

import org.armature.model.VersionSet;

/** How a get ended for its client. */
public sealed interface GetOutcome {
    /** @param set what the R replicas that answered first know together; empty if they know nothing */
    record Found(VersionSet set) implements GetOutcome {}

    /** Fewer than R replicas could be reached, or answered in time. */
    record TooFew(int answers, int required, boolean late, String detail) implements GetOutcome {}
}
