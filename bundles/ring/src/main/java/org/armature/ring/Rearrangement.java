package org.armature.ring;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Changes a circle of tokens so that it suits other members, with as few replicas moved as it can find: first token by
 * token, then, where two tokens of a host or zone would come too close, stretch by stretch, and if that is not enough,
 * the whole circle. Always the same for the same circle and seed.
 */
final class Rearrangement {
    private static final int ROUNDS = 10;
    private static final int FEWEST_RELAYS = 150;
    private static final int[] LENGTHS = {8, 12, 16, 24};
    private static final int[] BEAMS = {24, 32, 48, 64};
    private static final int BROAD_BEAM = 96;

    private final Circle circle;
    private final long enough;
    private final Random random;
    private final Exchange exchange;
    private final Stretch stretch;
    private int relaysLeft;

    /** Where even equal shares can't make the circle come out. */
    private long tolerated;

    /** @param enough replicas moved; if there are fewer, fewer are not sought */
    Rearrangement(Circle circle, long enough, long seed) {
        this.circle = circle;
        this.enough = enough;
        this.random = new Random(seed);
        this.exchange = new Exchange(circle, random);
        this.stretch = new Stretch(circle, random);
    }

    /** @param anew an arrangement of the same members that does not care what moves */
    void run(int[] anew) {
        tolerated = faultsOf(anew);
        exchange.run();
        if (circle.isRigid() && circle.faults() > tolerated) {
            keepLighter(anew);
        }
        settle();
        if (circle.faults() > tolerated) {
            int[] found = circle.holders();
            stretch.relayAll(random.nextInt(circle.tokens()), BROAD_BEAM);
            settle();
            keepLighter(found);
        }
        if (circle.faults() > tolerated) {
            keepLighter(anew);
        }
    }

    private long faultsOf(int[] other) {
        int[] own = circle.holders();
        circle.reset(other);
        long faults = circle.faults();
        circle.reset(own);
        return faults;
    }

    private void keepLighter(int[] other) {
        int[] own = circle.holders();
        long weight = circle.weight();
        circle.reset(other);
        if (circle.weight() >= weight) {
            circle.reset(own);
        }
    }

    private void settle() {
        exchange.run();
        if (circle.faults() > tolerated || circle.moved() > enough) {
            relaysLeft = Math.max(FEWEST_RELAYS, 2 * circle.tokens() / 3);
            circle.letSharesWait(true);
            relay(this::isFaulty);
            relay(this::isGained);
            circle.letSharesWait(false);
        }
        relaysLeft = Math.max(FEWEST_RELAYS, 2 * circle.tokens() / 3);
        exchange.run();
        relay(this::isFaulty);
        exchange.run();
        relay(this::isOfUnfairShare);
        relay(this::isFaulty);
        relay(this::isGained);
    }

    private boolean isFaulty(int token) {
        return circle.holder(token) == Circle.VACANT || circle.fault(token) > 0;
    }

    /** Of a node that must give tokens, or might while another lacks some. */
    private boolean isOfUnfairShare(int token) {
        int holder = circle.holder(token);
        return holder == Circle.VACANT
                || circle.exceeds(holder) > 0
                || (circle.mayGive(holder)
                        && IntStream.range(0, circle.nodes()).anyMatch(node -> circle.lacks(node) > 0));
    }

    /** Among what moves, while that is too much. */
    private boolean isGained(int token) {
        return circle.moved() > enough
                && circle.holder(token) != Circle.VACANT
                && circle.gained(token, circle.holder(token)) > 0;
    }

    private void relay(IntPredicate wrong) {
        for (int round = 0; round < ROUNDS && relaysLeft > 0; round++) {
            List<Integer> tokens = new ArrayList<>();
            for (int token = 0; token < circle.tokens(); token++) {
                if (wrong.test(token)) {
                    tokens.add(token);
                }
            }
            Collections.shuffle(tokens, random);
            int size = Math.min(round / 2, LENGTHS.length - 1);
            boolean better = false;
            for (int token : tokens) {
                if (relaysLeft > 0 && wrong.test(token)) {
                    relaysLeft--;
                    int start = circle.wrap(token - random.nextInt(LENGTHS[size]) % circle.tokens());
                    better |= stretch.relay(start, LENGTHS[size], BEAMS[size]);
                }
            }
            if (!better && size == LENGTHS.length - 1) {
                return;
            }
        }
    }
}
