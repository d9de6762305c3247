package org.armature.history.judge;

/** What must hold of every run. */
public enum Invariant {
    LOSS("I-1", "no acknowledged write is lost"),
    INVENTION("I-2", "nothing is there that was not written, or was reported as not written"),
    SIBLINGS("I-3", "no version stands beside one that replaced it"),
    GROWTH("I-3b", "siblings and vectors stay small"),
    CONVERGENCE("I-4", "owners hold the same in the end"),
    HINTS("I-5", "a hint goes when its owner has it on disk, and not before"),
    RESURRECTION("I-6", "what was deleted does not come back"),
    FRESHNESS("I-8", "strict reads see what was acknowledged before"),
    ORDER("I-9", "contexts and vectors never go back, and a dot means one value for ever"),
    RETRIES("I-11", "a write that was sent twice is there once"),
    AVAILABILITY("I-12", "what can reach enough nodes succeeds"),
    HONESTY("I-13", "an answer is in time and true"),
    RESOURCES("I-14", "resources come back"),
    ISOLATION("I-15", "tables do not mix"),
    REGISTER("LIN", "a confirmed last-write-wins key is a linearizable register");

    private final String code;
    private final String promise;

    Invariant(String code, String promise) {
        this.code = code;
        this.promise = promise;
    }

    /** As in {@code docs/history.md}. */
    public String code() {
        return code;
    }

    /** Half a sentence. */
    public String promise() {
        return promise;
    }

    @Override
    public String toString() {
        return code;
    }
}
