package org.armature.demo.history;

/**
 * Something the store did that it must not do.
 *
 * @param object {@code instance/table/key}
 * @param write the id of the write it is about, or what stands for it if no such write was made
 * @param detail a sentence for people
 */
public record Finding(Kind kind, String object, String write, String detail) {

    /** What kind of wrong. */
    public enum Kind {
        /** Acknowledged, yet neither there nor replaced by a write that had seen it. */
        LOST,
        /** An acknowledged delete is gone and what it deleted is back. */
        RESURRECTED,
        /** A version nobody wrote to this object. */
        INVENTED,
        /** A write shows a value that is not the one written. */
        DAMAGED,
        /** A write that was reported as certainly not done is there. */
        DISHONEST,
        /** A version is shown beside one that replaced it. */
        FALSE_SIBLING,
        /** One write is there twice. */
        DUPLICATED,
        /** Acknowledged, yet on fewer than W replicas. */
        TOO_FEW_COPIES,
        /** One dot stands for two writes. */
        DOT_REUSED
    }

    @Override
    public String toString() {
        return kind + " " + object + ": " + detail;
    }
}
