package org.armature.membership;

import static org.armature.membership.DetectorClock.NEVER;
import static org.armature.membership.PeerState.DOWN;
import static org.armature.membership.PeerState.UP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.armature.membership.DetectorEvent.Connected;
import org.armature.model.NodeId;
import org.junit.jupiter.api.Test;

/** Answers as a starved machine gives them: mostly prompt, then bursts in which everything waits up to a second. */
class RandomAnswersTest {
    private static final int SEEDS = 200;
    private static final long TEN_MINUTES = 600_000;
    private static final List<NodeId> PEERS = List.of(new NodeId("a"), new NodeId("b"), new NodeId("c"));

    /** When the machine is starved, the same for all its processes. */
    private static final class Starvation {
        private final Random random;
        private long burstEnd;
        private long nextBurst;

        Starvation(Random random) {
            this.random = random;
        }

        private boolean at(long millis) {
            if (millis >= nextBurst) {
                burstEnd = millis + random.nextInt(8_000);
                nextBurst = burstEnd + random.nextInt(20_000);
            }
            return millis < burstEnd;
        }

        long delay(long millis) {
            return at(millis) ? 1 + random.nextInt(1_000) : random.nextInt(5);
        }
    }

    private static DetectorClock starved(Random random) {
        DetectorClock clock = new DetectorClock(DetectorSettings.DEFAULT);
        Starvation starvation = new Starvation(random);
        clock.answersTake((peer, number) -> starvation.delay(clock.millis()));
        clock.comesLate(millis -> starvation.delay(millis) / 2);
        PEERS.forEach(peer -> clock.tell(new Connected(peer, 1)));
        return clock;
    }

    @Test
    void onAStarvedMachineNobodyIsSuspectedAndNobodyIsSlow() {
        for (long seed = 0; seed < SEEDS; seed++) {
            DetectorClock clock = starved(new Random(seed));
            clock.run(TEN_MINUTES);
            assertEquals(PEERS.size(), clock.changes.size(), "seed " + seed + ": " + clock.changes);
            assertTrue(clock.changes.stream().allMatch(change -> change.state() == UP), "seed " + seed);
        }
    }

    @Test
    void onAStarvedMachineAStoppedPeerIsStillFoundAndItsReturnToo() {
        NodeId stopped = PEERS.get(1);
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            DetectorClock clock = starved(random);
            clock.run(random.nextInt(60_000));
            Starvation starvation = new Starvation(random);
            clock.answersTake((peer, number) -> peer.equals(stopped) ? NEVER : starvation.delay(clock.millis()));
            clock.run(15_000);
            assertEquals(DOWN, clock.state(stopped), "seed " + seed);

            clock.answersTake((peer, number) -> starvation.delay(clock.millis()));
            clock.tell(new Connected(stopped, 1));
            clock.run(2_500);
            assertEquals(UP, clock.state(stopped), "seed " + seed);
        }
    }

    @Test
    void whateverHappensChangesAlternateAndEqualHistoriesGiveEqualEffects() {
        for (long seed = 0; seed < SEEDS; seed++) {
            List<DetectorEffect> effects = history(seed);
            assertEquals(history(seed), effects, "seed " + seed);
            for (NodeId peer : PEERS) {
                PeerState state = DOWN;
                for (DetectorEffect effect : effects) {
                    if (effect instanceof DetectorEffect.Changed changed
                            && changed.peer().equals(peer)) {
                        assertTrue(changed.state() != state, "seed " + seed + ": " + state + " twice");
                        state = changed.state();
                    }
                }
            }
        }
    }

    /** Events without any sense. */
    private static List<DetectorEffect> history(long seed) {
        Random random = new Random(seed);
        FailureDetector detector = new FailureDetector(DetectorSettings.DEFAULT);
        List<DetectorEffect> effects = new ArrayList<>();
        long now = random.nextLong();
        for (int i = 0; i < 500; i++) {
            now += (long) random.nextInt(600) * 1_000_000;
            NodeId peer = PEERS.get(random.nextInt(PEERS.size()));
            List<DetectorEffect.SendPing> pings = effects.stream()
                    .filter(DetectorEffect.SendPing.class::isInstance)
                    .map(DetectorEffect.SendPing.class::cast)
                    .collect(Collectors.toList());
            DetectorEvent event =
                    switch (random.nextInt(6)) {
                        case 0 -> new Connected(peer, random.nextLong());
                        case 1 ->
                            random.nextInt(5) > 0
                                    ? new DetectorEvent.TimePassed()
                                    : new DetectorEvent.Disconnected(peer, "some reason");
                        case 2 -> new DetectorEvent.Ponged(peer, random.nextLong());
                        case 3, 4 -> {
                            if (pings.isEmpty()) {
                                yield new DetectorEvent.TimePassed();
                            }
                            DetectorEffect.SendPing ping = pings.get(Math.max(0, pings.size() - 1 - random.nextInt(4)));
                            yield new DetectorEvent.Ponged(ping.peer(), ping.number());
                        }
                        default -> new DetectorEvent.TimePassed();
                    };
            effects.addAll(detector.on(event, now));
        }
        return effects;
    }
}
