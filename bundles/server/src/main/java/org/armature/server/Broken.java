package org.armature.server;

/**
 * Told that an invariant does not hold any more: the process must end, since a node that is gone is better than one
 * that may count a dot twice.
 */
@FunctionalInterface
interface Broken {
    void because(String where, Throwable cause);
}
