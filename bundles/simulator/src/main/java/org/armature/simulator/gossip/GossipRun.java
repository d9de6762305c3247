package org.armature.simulator.gossip;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.armature.membership.ChangeOutcome;
import org.armature.membership.RingChange;
import org.armature.model.NodeId;
import org.armature.ring.Ring;
import org.armature.ring.RingState;

/**
 * How fast gossip spreads and what it costs: all nodes start at once and tell each other of it; then nothing happens;
 * then the ring is changed at one node. Everything follows from the seed.
 */
public final class GossipRun {
    /** A quiet cluster costs less, of bytes a node sends in a round. */
    public static final long MOST_QUIET_BYTES = 1_024;
    /** Until all nodes have a ring after it was decided. */
    public static final int MOST_ROUNDS = 10;

    private static final long ROUND = 1_000_000_000L;
    private static final long PART_OF_ROUND = ROUND / 10;
    private static final int QUIET_ROUNDS = 30;
    private static final int PATIENCE = 100;
    private static final int MOVED_PART = 100;

    private final Village village;

    /**
     * @param partitions Q, at least as many as nodes
     * @param lossPermille how many of a thousand messages are lost
     */
    public GossipRun(int nodes, int partitions, int lossPermille, long seed) {
        village = new Village(nodes, partitions, lossPermille, seed);
    }

    /** The stages: start, quiet, decision, spreading of the ring, spreading of its acknowledgement. */
    public List<Stage> run() {
        List<Stage> stages = new ArrayList<>();
        stages.add(until(Stage.Name.START, village::isAgreed));
        village.takeSentBytes();
        village.timeline.runUntil(village.timeline.now() + QUIET_ROUNDS * ROUND);
        stages.add(Stage.of(Stage.Name.QUIET, QUIET_ROUNDS, village.isAgreed(), village.takeSentBytes()));
        Villager asked = village.first();
        asked.ask(new RingChange.Commit(village.founding.epoch(), target(), Collections.emptySortedSet(), false));
        stages.add(until(Stage.Name.DECISION, () -> asked.outcome().isPresent()));
        RingState decided = asked.outcome()
                .filter(ChangeOutcome.Won.class::isInstance)
                .map(outcome -> ((ChangeOutcome.Won) outcome).decided())
                .orElse(village.founding);
        stages.add(until(Stage.Name.RING, () -> decided.epoch() > 1 && village.allHave(decided)));
        stages.add(until(Stage.Name.ACKNOWLEDGED, village::isAgreed));
        return stages;
    }

    private Stage until(Stage.Name name, BooleanSupplier reached) {
        long begun = village.timeline.now();
        while (!reached.getAsBoolean() && village.timeline.now() - begun < PATIENCE * ROUND) {
            village.timeline.runUntil(village.timeline.now() + PART_OF_ROUND);
        }
        double rounds = (village.timeline.now() - begun) / (double) ROUND;
        return Stage.of(name, rounds, reached.getAsBoolean(), village.takeSentBytes());
    }

    /** One in a hundred partitions begins with another node. */
    private Ring target() {
        Ring ring = village.founding.settled();
        List<NodeId> tokens = new ArrayList<>(ring.tokens());
        for (int i = 0; i + 1 < tokens.size(); i += MOVED_PART) {
            Collections.swap(tokens, i, i + 1);
        }
        return new Ring(1, tokens, ring.members());
    }
}
