package org.armature.history.judge;

/** What kind of wrong, and which invariant it breaks. The heaviest come first. */
public enum Kind {
    /** Acknowledged, yet neither there nor replaced by a write that had seen it. */
    LOST(Invariant.LOSS),
    /** Acknowledged, yet in the end on fewer than W owners. */
    TOO_FEW_COPIES(Invariant.LOSS),
    /** An acknowledged delete is gone and what it deleted is back. */
    RESURRECTED(Invariant.RESURRECTION),
    /** A version nobody wrote to this object. */
    INVENTED(Invariant.INVENTION),
    /** A version under a write's name whose value is not the one written. */
    DAMAGED(Invariant.INVENTION),
    /** A value was seen before it was sent. */
    FROM_THE_FUTURE(Invariant.INVENTION),
    /** A write that was reported as certainly not done is there. */
    DISHONEST(Invariant.INVENTION),
    /** A value of another table. */
    OF_ANOTHER_TABLE(Invariant.ISOLATION),
    /** A version is shown beside one that replaced it. */
    FALSE_SIBLING(Invariant.SIBLINGS),
    /** More siblings than the table may ever show. */
    TOO_MANY_SIBLINGS(Invariant.GROWTH),
    /** More entries in a vector than there is reason for. */
    TOO_MANY_ACTORS(Invariant.GROWTH),
    /** One write is there twice. */
    DUPLICATED(Invariant.RETRIES),
    /** One dot stands for two values. */
    DOT_REUSED(Invariant.ORDER),
    /** A replica knows less than it did. */
    VECTOR_WENT_BACK(Invariant.ORDER),
    /** A client was told less than it already knew. */
    CONTEXT_WENT_BACK(Invariant.ORDER),
    /** Owners differ though the cluster is at rest. */
    DIVERGED(Invariant.CONVERGENCE),
    /** It took more rounds than allowed until the owners agreed. */
    SLOW_TO_CONVERGE(Invariant.CONVERGENCE),
    /** A hint was deleted before its owner had it on disk. */
    HINT_DELETED_EARLY(Invariant.HINTS),
    /** A hint was deleted that was never made. */
    HINT_NEVER_CREATED(Invariant.HINTS),
    /** A hint is still kept though the cluster is at rest. */
    HINT_LEFT(Invariant.HINTS),
    /** A strict read missed a write acknowledged before it began. */
    STALE_READ(Invariant.FRESHNESS),
    /** A confirmed read missed what an earlier one had returned. */
    READ_WENT_BACK(Invariant.FRESHNESS),
    /** Operations failed though enough nodes could be reached. */
    UNAVAILABLE(Invariant.AVAILABILITY),
    /** Reported as done after the deadline. */
    LATE(Invariant.HONESTY),
    /** Acknowledged before W nodes had it on disk. */
    TOO_FEW_HOLDERS(Invariant.HONESTY),
    /** A resource was not given back. */
    NOT_GIVEN_BACK(Invariant.RESOURCES),
    /** No order of the operations explains what the reads returned. */
    NOT_LINEARIZABLE(Invariant.REGISTER);

    private final Invariant invariant;

    Kind(Invariant invariant) {
        this.invariant = invariant;
    }

    public Invariant invariant() {
        return invariant;
    }
}
