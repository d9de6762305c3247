package org.armature.config;

import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.model.NodeId;

/**
 * How a node keeps up with the others (Dynamo §4.8.1, §4.8.2).
 *
 * @param interval from one round to the next, 50 ms to 60 s
 * @param seeds nodes beside the first members that it turns to if it hears of nobody, and where peers reach them
 */
public record Gossip(Duration interval, SortedMap<NodeId, Address> seeds) {
    public Gossip {
        if (interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException(
                    "from one round of gossip to the next some time passes, not " + interval);
        }
        seeds = Collections.unmodifiableSortedMap(new TreeMap<>(seeds));
    }
}
