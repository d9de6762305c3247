package org.armature.server;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.armature.reconciler.Reconciler;
import org.armature.reconciler.ReconcilerLaws;
import org.armature.reconciler.Sibling;

/** What is tried on every reconciler before readers depend on it. */
final class ReconcilerTrial {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,47}");
    private static final List<String> RULES = List.of("siblings", "lww");
    /** The same everywhere, so that all nodes take a bundle or none does. */
    private static final long SEED = 20_071_014;

    private ReconcilerTrial() {}

    /**
     * Calls foreign code, and may not come to an end.
     *
     * @param met siblings that are stored
     * @return what is wrong, as half a sentence; empty if nothing was found
     */
    static Optional<String> objection(Reconciler reconciler, List<List<Sibling>> met) {
        try {
            String name = reconciler.name();
            if (name == null || !NAME.matcher(name).matches() || RULES.contains(name)) {
                return Optional.of("it says its name is \"" + name
                        + "\", must be 1 to 48 of a-z, 0-9, _ and -, and not one" + " of " + RULES);
            }
            return new ReconcilerLaws(reconciler, SEED, ReconcilerLaws.ROUNDS)
                    .check(met)
                    .map(Object::toString);
        } catch (RuntimeException | Error e) {
            return Optional.of("it failed when it was tried: " + e);
        }
    }
}
