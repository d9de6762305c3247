package org.armature.config;

import java.util.Optional;

/** A table between what it runs by and what its file wants: what can't change at once stays as it is. */
public final class HeldTable {
    private HeldTable() {}

    /** Whether the two differ by what all nodes have to change together. */
    public static boolean differs(TableConfig running, TableConfig wanted) {
        return ConfigDifference.isQuorumHeld(running, wanted)
                || !running.reconciling().rule().equals(wanted.reconciling().rule());
    }

    /** What differs and has to change on all nodes together is as it runs; all else as it is wanted. */
    public static TableConfig holding(TableConfig running, TableConfig wanted) {
        boolean quorum = ConfigDifference.isQuorumHeld(running, wanted);
        return new TableConfig(
                wanted.name(),
                quorum ? running.quorum() : wanted.quorum(),
                quorum ? running.terms() : wanted.terms(),
                new Reconciling(
                        running.reconciling().rule(), wanted.reconciling().lwwMaxAhead()),
                wanted.engine(),
                wanted.durability(),
                wanted.durableReplica(),
                wanted.limits(),
                wanted.ttl());
    }

    /** Why the one can't follow the other even if all nodes want it; empty if it can. */
    public static Optional<String> refusal(TableConfig running, TableConfig wanted) {
        return CopyRule.refusal(running.quorum(), wanted.quorum());
    }
}
