package org.armature.node;

/** Why background work gets less of the time. */
public enum Pressure {
    /** Requests take long. */
    REQUESTS(Counter.YIELDS_REQUESTS),
    /** Reads and writes of records take the engine long. */
    ENGINE(Counter.YIELDS_ENGINE),
    /** Changes that requests want wait long for their key's turn. */
    QUEUES(Counter.YIELDS_QUEUES),
    /** Reads and writes of records fail since others hold them locked in the engine. */
    LOCKS(Counter.YIELDS_LOCKS);

    private final Counter yields;

    Pressure(Counter yields) {
        this.yields = yields;
    }

    /** Counts how often background work was given less because of it. */
    Counter yields() {
        return yields;
    }
}
