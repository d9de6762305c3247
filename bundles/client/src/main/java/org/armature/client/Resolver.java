package org.armature.client;

import java.util.List;
import java.util.Optional;

/**
 * Makes one value of several versions of a key. A function of its argument alone: it must give the same whichever
 * client asks, and whatever the order of the siblings, or readers see different values of the same key. To be written
 * so that nothing is lost, it keeps of each sibling what the others may not have seen. Thread-safe. There are ready ones
 * in {@link Resolvers}.
 */
@FunctionalInterface
public interface Resolver<V> {
    /**
     * @param siblings two or more, deletions and what has expired included; one of them at least has a value
     * @return empty if there is none
     * @throws Unresolved to leave these siblings to the caller
     */
    Optional<V> resolve(List<TypedSibling<V>> siblings);

    /** This resolver leaves the siblings at hand to the caller, who gets a {@link Versioned.Conflict}. */
    final class Unresolved extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Unresolved(String message) {
            super(message);
        }
    }
}
