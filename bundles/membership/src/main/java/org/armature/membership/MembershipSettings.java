package org.armature.membership;

import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.armature.model.NodeId;

/**
 * How membership is kept.
 *
 * @param seeds nodes beside the founding members, with the addresses where other nodes reach them, with whom everyone
 *     reconciles in the end (Dynamo §4.8.2)
 * @param gossipEvery between two rounds, 50 ms to 60 s
 * @param seedEvery each so many-th round is with a seed, even if it is thought down; 1 to 1,000
 * @param changeLimit how long members are asked to vote on a change before it is given up, 100 ms to 10 min
 * @param attemptLimit how long one attempt may take, 10 ms to 60 s
 * @param loadEvery load figures are told at most so often, 1 s to 10 min
 */
public record MembershipSettings(
        Identity identity,
        SortedMap<NodeId, String> seeds,
        Duration gossipEvery,
        int seedEvery,
        Duration changeLimit,
        Duration attemptLimit,
        Duration loadEvery) {

    /** @throws IllegalArgumentException if one is out of its range */
    public MembershipSettings {
        seeds = Collections.unmodifiableSortedMap(new TreeMap<>(seeds));
        requireWithin("gossipEvery", gossipEvery, Duration.ofMillis(50), Duration.ofSeconds(60));
        requireWithin("changeLimit", changeLimit, Duration.ofMillis(100), Duration.ofMinutes(10));
        requireWithin("attemptLimit", attemptLimit, Duration.ofMillis(10), Duration.ofSeconds(60));
        requireWithin("loadEvery", loadEvery, Duration.ofSeconds(1), Duration.ofMinutes(10));
        if (seedEvery < 1 || seedEvery > 1_000) {
            throw new IllegalArgumentException("seedEvery=" + seedEvery + ", must be 1 to 1000");
        }
    }

    /** The usual pace. */
    public static MembershipSettings of(Identity identity) {
        return new MembershipSettings(
                identity,
                Collections.emptySortedMap(),
                Duration.ofSeconds(1),
                10,
                Duration.ofSeconds(15),
                Duration.ofSeconds(2),
                Duration.ofSeconds(30));
    }

    private static void requireWithin(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(name + "=" + value + ", must be in " + least + ".." + most);
        }
    }

    NodeId self() {
        return identity.node();
    }
}
