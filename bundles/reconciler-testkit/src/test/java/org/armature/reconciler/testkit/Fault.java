package org.armature.reconciler.testkit;

/** What a reconciler may do wrong; each is noticed. */
enum Fault {
    FIRST_OF_THE_LIST,
    NAMED_LIKE_A_RULE,
    WITHOUT_VERSION,
    ALWAYS_THE_SAME_SAMPLE,
    STATE_OF_ITS_OWN,
    THROWS_AT_FOREIGN_BYTES
}
