package org.armature.model;

import java.util.Comparator;

/**
 * One event of one key: the {@code counter}-th write of {@code actor} to it. Means one value for ever.
 *
 * @param counter from 1
 */
public record Dot(ActorId actor, long counter) implements Comparable<Dot> {
    private static final Comparator<Dot> ORDER =
            Comparator.comparing(Dot::actor).thenComparingLong(Dot::counter);

    public Dot {
        if (counter < 1) {
            throw new IllegalArgumentException("a dot counts from 1, not " + counter);
        }
    }

    @Override
    public int compareTo(Dot other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return actor + ":" + counter;
    }
}
