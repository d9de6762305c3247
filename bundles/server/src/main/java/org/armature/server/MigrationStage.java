package org.armature.server;

/** How far a table's move from one engine to another has come on a node. */
enum MigrationStage {
    /** The former engine serves; the new one is given every write, and what is stored is copied and compared. */
    COPYING(false, true),
    /** The new engine serves; the former one is given every write, and later what it could not be given, so that it can take over again. */
    SWITCHED(true, true),
    /** As {@link #SWITCHED}, and the former engine serves again as soon as both have the same. */
    RETURNING(true, true),
    /** The former engine serves alone; what the new one has is removed. */
    DROPPING_NEW(false, false),
    /** The new engine serves alone; what the former one has is removed. */
    DROPPING_FORMER(true, false),
    /** The former engine serves alone, though the table's configuration names another by now. */
    SETTLED_FORMER(false, false),
    /** The new engine serves alone, though the table's configuration does not name it yet. */
    SETTLED_NEW(true, false);

    private final boolean newServes;
    private final boolean mirrors;

    MigrationStage(boolean newServes, boolean mirrors) {
        this.newServes = newServes;
        this.mirrors = mirrors;
    }

    boolean newServes() {
        return newServes;
    }

    /** Whether both engines are given every write. */
    boolean mirrors() {
        return mirrors;
    }

    /** Whether stores are gone through until all are equal, so that the other engine serves then. */
    boolean compares() {
        return this == COPYING || this == RETURNING;
    }

    boolean drops() {
        return this == DROPPING_NEW || this == DROPPING_FORMER;
    }

    boolean isSettled() {
        return this == SETTLED_FORMER || this == SETTLED_NEW;
    }

    /** After a stage that drops. */
    MigrationStage settled() {
        return newServes ? SETTLED_NEW : SETTLED_FORMER;
    }
}
