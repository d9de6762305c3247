package org.armature.reconciler;

import java.util.List;
import java.util.Locale;

/**
 * Siblings with which a reconciler breaks a law.
 *
 * @param siblings what it was given, in this order
 * @param finding what it made of them, and what it should have made, in words
 */
public record CounterExample(Law law, List<Sibling> siblings, String finding) {
    public CounterExample {
        siblings = List.copyOf(siblings);
    }

    /** In words, with all it takes to try it again. */
    @Override
    public String toString() {
        return "it is not " + law.name().toLowerCase(Locale.ROOT) + " (" + law.meaning() + "): of " + siblings + " "
                + finding;
    }
}
