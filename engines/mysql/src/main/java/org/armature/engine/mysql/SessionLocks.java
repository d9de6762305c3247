package org.armature.engine.mysql;

/**
 * Names of the locks of the server ({@code GET_LOCK}) that belong to one environment. A connection loses its locks when
 * the server has ended it, after its statement was ended and its transaction committed or undone.
 *
 * @param prefix at most 41 characters, so that all names stay below the 64 that the server takes
 */
record SessionLocks(String prefix) {
    /** @param environment its id, 32 digits */
    static SessionLocks of(String environment) {
        return new SessionLocks("armature." + environment);
    }

    /** Held by the one opener of the environment. */
    String ofOwner() {
        return prefix;
    }

    /** Held by the connection that the server numbers so. */
    String ofSession(long connection) {
        return prefix + "." + connection;
    }
}
