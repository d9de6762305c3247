package org.armature.client;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.BinaryOperator;

/** Resolvers to begin with. */
public final class Resolvers {
    private static final Comparator<TypedSibling<?>> BY_TIME = Comparator.<TypedSibling<?>, Instant>comparing(
                    TypedSibling::written)
            .thenComparing(TypedSibling::writtenBy);

    private Resolvers() {}

    /** Leaves every conflict to the caller. */
    public static <V> Resolver<V> throwing() {
        return siblings -> {
            throw new Resolver.Unresolved(siblings.size() + " siblings");
        };
    }

    /**
     * Merges the values, one after the other. A value beside a deletion stays: whoever wrote it had not seen the
     * deletion.
     *
     * @param merge commutative, associative and idempotent, such as a union
     */
    public static <V> Resolver<V> merging(BinaryOperator<V> merge) {
        return siblings ->
                siblings.stream().flatMap(sibling -> sibling.value().stream()).reduce(merge);
    }

    /**
     * The version that was taken in last counts, by the clocks of the nodes, of several taken in by one node in one
     * millisecond the last in their fixed order. If it is a deletion or has expired, there is no value. The others are
     * lost with the next put.
     */
    public static <V> Resolver<V> lastWriteWins() {
        return siblings -> siblings.stream()
                .reduce((one, other) -> BY_TIME.compare(one, other) > 0 ? one : other)
                .flatMap(TypedSibling::value);
    }

    /**
     * If one of the versions is a deletion, there is no value; else as the other resolver says. What has expired is no
     * deletion.
     */
    public static <V> Resolver<V> deletesWin(Resolver<V> otherwise) {
        return siblings ->
                siblings.stream().anyMatch(TypedSibling::isDeletion) ? Optional.empty() : otherwise.resolve(siblings);
    }
}
