package org.armature.protocol;

import java.util.Locale;

/** What becomes of a change of an instance's file while a node runs. */
public enum ConfigEffect {
    /** Requests that begin afterwards go by it. */
    AT_ONCE,
    /** Once all members that are up want the same, for else they would work by different rules on the same objects. */
    HELD_BACK,
    /** When the node starts the next time. */
    NEEDS_RESTART,
    /** Once the table's objects were taken to another engine; it stays on its present one until then. */
    NEEDS_MIGRATION,
    /** Not in this form: it would lose objects, or hide them, or something else in the files is wrong. */
    REFUSED;

    /** For the operator, such as {@code needs restart}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
