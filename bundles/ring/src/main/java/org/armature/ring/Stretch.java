package org.armature.ring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Lays a stretch of the circle anew, token by token, so that it weighs as little as can be found: a beam search, which
 * of all beginnings with the same last nodes keeps the lightest, and of those the lightest few.
 */
final class Stretch {
    /** Beyond this many nodes, not all are tried at each place. */
    private static final int FEW_NODES = 10;

    private static final int STRANGERS = 2;
    private static final int HASH = 0x10001;

    private final Circle circle;
    private final Random random;
    private final int[] run;

    /** The last token laid, and what all laid so far weigh. */
    private record Laid(Laid before, int node, long weight) {
        int count(int other) {
            int count = 0;
            for (Laid laid = this; laid.before != null; laid = laid.before) {
                count += laid.node == other ? 1 : 0;
            }
            return count;
        }
    }

    private static final Laid NOTHING = new Laid(null, Circle.VACANT, 0);

    Stretch(Circle circle, Random random) {
        this.circle = circle;
        this.random = random;
        this.run = new int[circle.distance()];
    }

    /**
     * Whether the circle weighs less for it; if not, it stays as it was.
     *
     * @param beam how many beginnings are kept
     */
    boolean relay(int start, int length, int beam) {
        return relay(start, Math.min(length, longest()), beam, true);
    }

    /** All but the few tokens that are needed to begin with, whatever becomes of shares. */
    void relayAll(int start, int beam) {
        relay(start, longest(), beam, false);
    }

    private int longest() {
        return circle.tokens() - circle.distance() + 1;
    }

    private boolean relay(int start, int length, int beam, boolean mindingShares) {
        long least = weight(start, length, mindingShares);
        int[] nodes = new int[length];
        List<List<Integer>> candidates = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            nodes[i] = circle.holder(start + i);
            candidates.add(candidates(start + i));
        }
        for (int i = 0; i < length; i++) {
            circle.set(start + i, Circle.VACANT);
        }
        long shares = mindingShares ? shares() : 0;
        List<Laid> beginnings = List.of(NOTHING);
        for (int i = 0; i < length; i++) {
            beginnings = next(beginnings, start, i, candidates.get(i), beam, mindingShares);
        }
        boolean found = false;
        for (Laid laid : beginnings) {
            long weight = shares + laid.weight + faultsBehind(laid, start, length);
            if (weight < least) {
                least = weight;
                found = true;
                write(laid, nodes);
            }
        }
        for (int i = 0; i < length; i++) {
            circle.set(start + i, nodes[i]);
        }
        return found;
    }

    /** Of the tokens, of all runs they are part of, and of all shares. */
    private long weight(int start, int length, boolean mindingShares) {
        long weight = mindingShares ? shares() : 0;
        for (int i = 0; i < length; i++) {
            weight += circle.weight(start + i, circle.holder(start + i));
        }
        for (int i = 1 - circle.distance(); i < length; i++) {
            weight += circle.fault(start + i);
        }
        return weight;
    }

    private long shares() {
        long weight = 0;
        for (int node = 0; node < circle.nodes(); node++) {
            weight += circle.weightOfShare(node, circle.held(node));
        }
        return weight;
    }

    private List<Integer> candidates(int token) {
        Set<Integer> candidates = new LinkedHashSet<>();
        int nodes = circle.nodes();
        if (nodes <= FEW_NODES) {
            for (int node = 0; node < nodes; node++) {
                candidates.add(node);
            }
        } else {
            for (int beside = 1 - circle.distance(); beside < circle.distance(); beside++) {
                candidates.add(circle.holder(token + beside));
                candidates.add(circle.holderBefore(token + beside));
            }
            candidates.remove(Circle.VACANT);
            addStrangers(candidates);
        }
        List<Integer> shuffled = new ArrayList<>(candidates);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    /** Nodes that may get a token, some of each zone, those that must first. */
    private void addStrangers(Set<Integer> candidates) {
        int nodes = circle.nodes();
        int[] ofZone = new int[circle.zones()];
        int skip = random.nextInt(nodes);
        for (int i = 0; i < 2 * nodes; i++) {
            int node = (i + skip) % nodes;
            boolean suits = i < nodes ? circle.lacks(node) > 0 : circle.mayGet(node);
            if (suits && ofZone[circle.zoneOf(node)] < STRANGERS && candidates.add(node)) {
                ofZone[circle.zoneOf(node)]++;
            }
        }
    }

    private List<Laid> next(
            List<Laid> beginnings, int start, int i, List<Integer> candidates, int beam, boolean mindingShares) {
        List<Laid> longer = new ArrayList<>(beginnings.size() * 4);
        long hopeless = Long.MAX_VALUE;
        for (Laid laid : beginnings) {
            fillRun(laid, start, i);
            for (int node : candidates) {
                run[run.length - 1] = node;
                long weight = laid.weight + circle.weight(start + i, node) + circle.fault(run);
                if (weight < hopeless) {
                    hopeless = Math.min(hopeless, weight + Circle.SHARED_ZONE);
                    longer.add(new Laid(laid, node, weight + (mindingShares ? addedShare(laid, node) : 0)));
                }
            }
        }
        longer.sort(Comparator.comparingLong(Laid::weight));
        return lightest(longer, beam);
    }

    private long addedShare(Laid laid, int node) {
        int held = circle.held(node) + laid.count(node);
        return circle.weightOfShare(node, held + 1) - circle.weightOfShare(node, held);
    }

    /** The tokens before the next one. */
    private void fillRun(Laid laid, int start, int i) {
        Laid last = laid;
        for (int back = 1; back < run.length; back++) {
            boolean within = last.before != null;
            run[run.length - 1 - back] = within ? last.node : circle.holder(start + i - back);
            last = within ? last.before : last;
        }
    }

    private List<Laid> lightest(List<Laid> sorted, int beam) {
        long[] seen = new long[beam];
        List<Laid> kept = new ArrayList<>(beam);
        for (int i = 0; i < sorted.size() && kept.size() < beam; i++) {
            long ending = ending(sorted.get(i));
            if (Arrays.stream(seen, 0, kept.size()).noneMatch(other -> other == ending)) {
                seen[kept.size()] = ending;
                kept.add(sorted.get(i));
            }
        }
        return kept;
    }

    /** A number for the last nodes, by which runs to come are judged. */
    private long ending(Laid laid) {
        long ending = 0;
        Laid last = laid;
        for (int back = 1; back < run.length && last.before != null; back++) {
            ending = ending * HASH + last.node + 1;
            last = last.before;
        }
        return ending;
    }

    /** Of the runs that begin in the stretch and end behind it. */
    private long faultsBehind(Laid laid, int start, int length) {
        long faults = 0;
        for (int beyond = 0; beyond < run.length - 1; beyond++) {
            Laid last = laid;
            for (int back = 0; back < run.length; back++) {
                boolean within = back > beyond && last.before != null;
                run[run.length - 1 - back] = within ? last.node : circle.holder(start + length + beyond - back);
                last = within ? last.before : last;
            }
            faults += circle.fault(run);
        }
        return faults;
    }

    private static void write(Laid laid, int[] nodes) {
        Laid last = laid;
        for (int i = nodes.length - 1; i >= 0; i--) {
            nodes[i] = last.node;
            last = last.before;
        }
    }
}
