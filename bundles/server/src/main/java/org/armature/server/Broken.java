package org.armature.server;

/**
 * Told that the process must end: an invariant does not hold any more, and a node that is gone is better than one that
 * may count a dot twice; or the node was {@link Dismissed}.
 */
@FunctionalInterface
interface Broken {
    void because(String where, Throwable cause);
}
