package org.armature.simulator.gossip;

import java.util.Arrays;

/**
 * What one stage of a run took.
 *
 * @param rounds intervals of gossip until it was over
 * @param reached whether it was over in time
 * @param meanBytes sent by a node in a round, on average; as much is received
 * @param mostBytes sent by one node in the whole stage
 */
public record Stage(Name name, double rounds, boolean reached, long meanBytes, long mostBytes) {
    public enum Name {
        START,
        QUIET,
        DECISION,
        RING,
        ACKNOWLEDGED
    }

    static Stage of(Name name, double rounds, boolean reached, long[] sent) {
        long all = Arrays.stream(sent).sum();
        return new Stage(
                name,
                rounds,
                reached,
                Math.round(all / (sent.length * Math.max(1, rounds))),
                Arrays.stream(sent).max().orElse(0));
    }
}
