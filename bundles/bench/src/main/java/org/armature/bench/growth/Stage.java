package org.armature.bench.growth;

import java.util.Locale;

/** The parts of a pair, in their order. Operations count to the part in which they were due. */
enum Stage {
    QUIET_OF_THREE("three, quiet"),
    /** The fourth is let in and started; it holds nothing. */
    STARTING("4th starts"),
    /** From the commit until every place has moved and the copies of before are removed. */
    JOINING("4th joins"),
    RESTING("rest"),
    QUIET_OF_FOUR("four, quiet"),
    /** As {@link #JOINING}. */
    LEAVING("4th leaves"),
    /** The process of the fourth ends, its files are deleted. */
    STOPPING("4th stops");

    private final String title;

    Stage(String title) {
        this.title = title;
    }

    /** For people, at most 12 characters. */
    String title() {
        return title;
    }

    /** For programs. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
