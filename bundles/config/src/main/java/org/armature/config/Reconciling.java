package org.armature.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.armature.config.schema.Kinds;

/**
 * What becomes of versions written beside each other (Dynamo §4.4).
 *
 * @param lwwMaxAhead in a table of last write wins: how far a version's timestamp may be ahead of the clock of the node
 *     that receives it, 1 ms to 1 day; further ones are refused
 */
public record Reconciling(Rule rule, Duration lwwMaxAhead) {
    public enum Rule {
        /** All are kept, and whoever reads them merges them. */
        SIBLINGS,
        /** The one with the latest timestamp stays; the others are lost. */
        LWW
    }

    static final Duration LEAST_AHEAD = Duration.ofMillis(1);
    static final Duration MOST_AHEAD = Duration.ofDays(1);
    static final Reconciling DEFAULT = new Reconciling(Rule.SIBLINGS, Duration.ofMinutes(1));

    public Reconciling {
        if (lwwMaxAhead.compareTo(LEAST_AHEAD) < 0 || lwwMaxAhead.compareTo(MOST_AHEAD) > 0) {
            throw new IllegalArgumentException("1 ms to 1 day ahead, not " + lwwMaxAhead);
        }
    }

    /** What differs from the defaults, for the operator. */
    List<String> peculiarities() {
        List<String> texts = new ArrayList<>();
        if (rule == Rule.LWW) {
            texts.add("last write wins, timestamps up to " + Kinds.showDuration(lwwMaxAhead) + " ahead");
        }
        return texts;
    }
}
