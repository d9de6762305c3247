package org.armature.bench.repair;

/** What is measured, in this order. */
enum Part {
    /** A node loses all it has stored, and gets it back by itself. */
    WIPE,
    /** Equal replicas are compared twice. */
    QUIET,
    /** A node is stopped cleanly and started again. */
    RESTART,
    /** A few keys are written while a node is down and nobody keeps hints. */
    DIFFERING
}
