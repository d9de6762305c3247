package org.armature.config.problem;

import java.util.Comparator;
import org.armature.model.ErrorCode;

/**
 * One mistake in a file. It prints as {@code shop.conf:14: tables.cart.w: expected 1 to n (3), found 4}.
 *
 * @param code CONFIG_INVALID for all that have no code of their own
 * @param key dotted, from the top of the file; empty if it is about no single key
 * @param found what stands there; if {@code allowed} is empty, what is wrong with it
 * @param allowed what would be right; may be empty
 * @param suggestion what to do; may be empty
 */
public record Problem(ErrorCode code, Place place, String key, String found, String allowed, String suggestion)
        implements Comparable<Problem> {
    private static final Comparator<Problem> ORDER =
            Comparator.comparing(Problem::place).thenComparing(Problem::key).thenComparing(Problem::found);

    public Problem {
        key = Printable.of(key);
    }

    /** A value that is not what is allowed; what was found may come from anywhere and is made printable. */
    public static Problem unfit(Place place, String key, String allowed, String found) {
        return new Problem(ErrorCode.CONFIG_INVALID, place, key, Printable.of(found), allowed, "");
    }

    public static Problem wrong(Place place, String key, String sentence) {
        return new Problem(ErrorCode.CONFIG_INVALID, place, key, sentence, "", "");
    }

    public Problem suggesting(String text) {
        return new Problem(code, place, key, found, allowed, text);
    }

    public Problem as(ErrorCode other) {
        return new Problem(other, place, key, found, allowed, suggestion);
    }

    @Override
    public int compareTo(Problem other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        String what = allowed.isEmpty() ? found : "expected " + allowed + ", found " + found;
        return place + ": " + (key.isEmpty() ? "" : key + ": ") + (code == ErrorCode.CONFIG_INVALID ? "" : code + " ")
                + what + (suggestion.isEmpty() ? "" : "; " + suggestion);
    }
}
