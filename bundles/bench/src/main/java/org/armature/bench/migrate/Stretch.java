package org.armature.bench.migrate;

import java.util.Locale;

/** What goes on in a stretch of time. */
enum Stretch {
    QUIET_BEFORE("quiet, before"),
    THERE("moved there"),
    QUIET_THERE("quiet, there"),
    BACK("moved back"),
    QUIET_AFTER("quiet, after"),
    /** It is moved there, and moved back before the former copy is removed. */
    TURNED_BACK("turned back"),
    /** A node that moves the table is dead, or is not yet whole again. */
    KILLED("node killed");

    private final String title;

    Stretch(String title) {
        this.title = title;
    }

    /** For people, at most 13 characters. */
    String title() {
        return title;
    }

    /** For programs. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
