package org.armature.storage;

/** What a store keeps of a table's partition. */
public enum StoreKind {
    /** The copies of objects this node owns. */
    OBJECTS('#'),
    /** What this node keeps for owners that were away (hinted handoff, Dynamo §4.6), apart from its own copies. */
    HINTS('~');

    private final char mark;

    StoreKind(char mark) {
        this.mark = mark;
    }

    /** Divides table and partition in a store's name. */
    char mark() {
        return mark;
    }
}
