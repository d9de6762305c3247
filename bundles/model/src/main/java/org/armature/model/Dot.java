package org.armature.model;

/**
 * One event of one key: the {@code counter}-th write of {@code actor} to it. Means one value for ever.
 *
 * @param counter from 1
 */
public record Dot(ActorId actor, long counter) implements Comparable<Dot> {
    public Dot {
        if (counter < 1) {
            throw new IllegalArgumentException("a dot counts from 1, not " + counter);
        }
    }

    @Override
    public int compareTo(Dot other) {
        int byActor = actor.compareTo(other.actor);
        return byActor != 0 ? byActor : Long.compare(counter, other.counter);
    }

    @Override
    public String toString() {
        return actor + ":" + counter;
    }
}
