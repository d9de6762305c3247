package org.armature.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What has been set going and has not happened yet; a seed chooses what happens next. */
final class Pending {
    private static final int MOST_STEPS = 1_000_000;

    private final Random random;
    private final List<Runnable> waiting = new ArrayList<>();

    Pending(long seed) {
        random = new Random(seed);
    }

    void add(Runnable work) {
        waiting.add(work);
    }

    int size() {
        return waiting.size();
    }

    /** Whether something happens that happens once in so many times. */
    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    boolean step() {
        if (waiting.isEmpty()) {
            return false;
        }
        waiting.remove(random.nextInt(waiting.size())).run();
        return true;
    }

    void settle() {
        int steps = 0;
        while (step()) {
            if (++steps > MOST_STEPS) {
                throw new AssertionError("does not come to rest");
            }
        }
    }
}
