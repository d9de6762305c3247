package org.armature.protocol;

import java.util.Comparator;
import org.armature.model.NodeId;

/**
 * The number of an attempt to decide an epoch; no two attempts have the same.
 *
 * @param round from 1
 * @param node who attempts
 */
public record Ballot(long round, NodeId node) implements Comparable<Ballot> {
    private static final Comparator<Ballot> ORDER =
            Comparator.comparingLong(Ballot::round).thenComparing(Ballot::node);

    @Override
    public int compareTo(Ballot other) {
        return ORDER.compare(this, other);
    }
}
