package org.armature.bench.repair;

/**
 * Keys that were written while a node was down.
 *
 * @param keys how many
 * @param round in which they were found
 * @param look at the copies of each, afterwards
 */
record Differing(int keys, Round round, Likeness look) {
    boolean held() {
        return round.counts().repaired() == keys && look.isWhole();
    }
}
