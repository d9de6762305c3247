package org.armature.reconciler;

/** What a reconciler promises, so that it does not matter which node merges what, when and how often. */
public enum Law {
    /** Of everything it is given it makes a value, and throws nothing. */
    TOTAL("it has to merge whatever it or a client wrote"),
    /** The same siblings make the same bytes each time. */
    DETERMINISTIC("it has to make the same of the same siblings each time"),
    /** The order does not matter. */
    COMMUTATIVE("the order of siblings must not matter"),
    /** What some of them make can stand for them. */
    ASSOCIATIVE("what some siblings make must be able to stand for them"),
    /** A sibling that counts already changes nothing. */
    IDEMPOTENT("a sibling that was merged already must not count twice");

    private final String meaning;

    Law(String meaning) {
        this.meaning = meaning;
    }

    /** Half a sentence. */
    public String meaning() {
        return meaning;
    }
}
