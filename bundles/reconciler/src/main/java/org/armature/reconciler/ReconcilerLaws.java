package org.armature.reconciler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * Tries the laws on a reconciler: on values it makes itself, and on siblings that were found stored. Equal seeds try the
 * same. It can show that a law is broken, never that none is. Used by one thread at a time.
 */
public final class ReconcilerLaws {
    /** Enough to find what an ordinary mistake breaks, and done within a second. */
    public static final int ROUNDS = 150;

    private static final int MOST_SIBLINGS = 5;
    /** Few, so that siblings of one time and one writer come up. */
    private static final int TIMES = 4;

    private static final int WRITERS = 3;

    private final Reconciler reconciler;
    private final RandomGenerator random;
    private final int rounds;

    /** @param rounds how many sets of siblings are generated, 1 or more */
    public ReconcilerLaws(Reconciler reconciler, long seed, int rounds) {
        if (rounds < 1) {
            throw new IllegalArgumentException("1 round or more, not " + rounds);
        }
        this.reconciler = reconciler;
        this.random = new Random(seed);
        this.rounds = rounds;
    }

    /** On generated values alone. */
    public Optional<CounterExample> check() {
        return check(List.of());
    }

    /**
     * @param found sets of siblings that were stored, none of them empty; tried first
     * @return the first counter-example; empty if there was none
     */
    public Optional<CounterExample> check(Collection<List<Sibling>> found) {
        try {
            for (List<Sibling> siblings : found) {
                tryOn(siblings);
            }
            for (int round = 0; round < rounds; round++) {
                tryOn(generated(1 + Math.min(round / 8, random.nextInt(MOST_SIBLINGS))));
            }
            return Optional.empty();
        } catch (Broken broken) {
            return Optional.of(broken.example);
        }
    }

    private List<Sibling> generated(int count) throws Broken {
        List<Sibling> siblings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            siblings.add(new Sibling(sample(), 1 + random.nextInt(TIMES), "n" + (1 + random.nextInt(WRITERS))));
        }
        return siblings;
    }

    private byte[] sample() throws Broken {
        try {
            byte[] sample = reconciler.sample(random);
            if (sample != null) {
                return sample;
            }
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw new Broken(Law.TOTAL, List.of(), "a sample could not be made: " + e);
        }
        throw new Broken(Law.TOTAL, List.of(), "a sample was null");
    }

    private void tryOn(List<Sibling> siblings) throws Broken {
        byte[] all = merge(siblings);
        same(Law.DETERMINISTIC, siblings, all, siblings);
        same(Law.COMMUTATIVE, siblings, all, reversed(siblings));
        same(Law.COMMUTATIVE, siblings, all, shuffled(siblings));
        for (int split = 1; split < siblings.size(); split++) {
            List<Sibling> first = siblings.subList(0, split);
            List<Sibling> rest = siblings.subList(split, siblings.size());
            same(Law.ASSOCIATIVE, siblings, all, together(List.of(view(first)), rest));
            same(Law.ASSOCIATIVE, siblings, all, together(first, List.of(view(rest))));
            same(Law.ASSOCIATIVE, siblings, all, List.of(view(first), view(rest)));
        }
        Sibling view = Sibling.merged(all, siblings);
        same(Law.IDEMPOTENT, siblings, all, together(siblings, siblings));
        same(Law.IDEMPOTENT, siblings, all, List.of(view));
        same(Law.IDEMPOTENT, siblings, all, List.of(view, view));
        same(Law.IDEMPOTENT, siblings, all, together(List.of(view), siblings));
        same(Law.IDEMPOTENT, siblings, all, together(List.of(siblings.get(0)), List.of(view)));
    }

    private Sibling view(List<Sibling> siblings) throws Broken {
        return Sibling.merged(merge(siblings), siblings);
    }

    private void same(Law law, List<Sibling> siblings, byte[] expected, List<Sibling> otherwise) throws Broken {
        byte[] found = merge(otherwise);
        if (!Arrays.equals(expected, found)) {
            throw new Broken(
                    law,
                    siblings,
                    "it makes " + Preview.of(expected) + ", but of " + otherwise + " " + Preview.of(found));
        }
    }

    private byte[] merge(List<Sibling> siblings) throws Broken {
        try {
            byte[] merged = reconciler.merge(List.copyOf(siblings));
            if (merged != null) {
                return merged;
            }
        } catch (UnfitValue e) {
            throw new Broken(Law.TOTAL, siblings, "it says that it can't read them: " + e.getMessage());
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw new Broken(Law.TOTAL, siblings, "it makes nothing and throws " + e);
        }
        throw new Broken(Law.TOTAL, siblings, "it makes null");
    }

    private static List<Sibling> reversed(List<Sibling> siblings) {
        List<Sibling> reversed = new ArrayList<>(siblings);
        Collections.reverse(reversed);
        return reversed;
    }

    private List<Sibling> shuffled(List<Sibling> siblings) {
        List<Sibling> shuffled = new ArrayList<>(siblings);
        for (int i = shuffled.size() - 1; i > 0; i--) {
            Collections.swap(shuffled, i, random.nextInt(i + 1));
        }
        return shuffled;
    }

    private static List<Sibling> together(List<Sibling> some, List<Sibling> others) {
        List<Sibling> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }

    private static final class Broken extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient CounterExample example;

        Broken(Law law, List<Sibling> siblings, String finding) {
            super(finding);
            this.example = new CounterExample(law, siblings, finding);
        }
    }
}
