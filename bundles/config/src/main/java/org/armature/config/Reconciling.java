package org.armature.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.armature.config.schema.Kind;
import org.armature.config.schema.Kinds;

/**
 * What becomes of versions written beside each other (Dynamo §4.4).
 *
 * @param lwwMaxAhead in a table of last write wins: how far a version's timestamp may be ahead of the clock of the node
 *     that receives it, 1 ms to 1 day; further ones are refused
 */
public record Reconciling(Rule rule, Duration lwwMaxAhead) {
    /**
     * One of the two that every node knows, or a reconciler.
     *
     * @param text as it is written
     */
    public record Rule(String text) {
        private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9_-]{0,47}");

        /** All are kept, and whoever reads them merges them. */
        public static final Rule SIBLINGS = new Rule("siblings");

        /** The one with the latest timestamp stays; the others are lost. */
        public static final Rule LWW = new Rule("lww");

        static final Kind<Rule> KIND = Kinds.parsed(
                "siblings, lww, or a reconciler's name, 1 to 48 of a-z, 0-9, _ and -", Rule::parse, Rule::text);

        public Rule {
            if (!FORM.matcher(text).matches()) {
                throw new IllegalArgumentException("no rule of reconciliation: \"" + text + "\"");
            }
        }

        private static Optional<Rule> parse(String text) {
            return FORM.matcher(text).matches() ? Optional.of(new Rule(text)) : Optional.empty();
        }

        public boolean isLww() {
            return equals(LWW);
        }

        /** The name of the one that merges siblings for readers; empty with the two rules that need none. */
        public Optional<String> reconciler() {
            return equals(SIBLINGS) || isLww() ? Optional.empty() : Optional.of(text);
        }

        /** Whether the same versions are stored; what is read may differ. */
        boolean storesAs(Rule other) {
            return isLww() == other.isLww();
        }
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
        if (rule.isLww()) {
            texts.add("last write wins, timestamps up to " + Kinds.showDuration(lwwMaxAhead) + " ahead");
        }
        rule.reconciler().ifPresent(name -> texts.add("siblings merged for readers by reconciler " + name));
        return texts;
    }
}
