package org.armature.simulator.world;

import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * Virtual time and everything that is still to happen, in one queue. What happens at the same time happens in an order
 * drawn from the seed. Single-threaded.
 */
public final class Timeline {
    private static final class Entry implements Comparable<Entry> {
        private final long at;
        private final int tie;
        private final long sequence;
        private final Runnable happening;

        Entry(long at, int tie, long sequence, Runnable happening) {
            this.at = at;
            this.tie = tie;
            this.sequence = sequence;
            this.happening = happening;
        }

        @Override
        public int compareTo(Entry other) {
            int byTime = Long.compare(at, other.at);
            if (byTime != 0) {
                return byTime;
            }
            int byTie = Integer.compare(tie, other.tie);
            return byTie != 0 ? byTie : Long.compare(sequence, other.sequence);
        }
    }

    private final PriorityQueue<Entry> queue = new PriorityQueue<>(256);
    private final SplittableRandom ties;
    private long now;
    private long sequence;

    public Timeline(Seeds seeds) {
        ties = seeds.of("ties");
    }

    /** Nanoseconds since the run began. */
    public long now() {
        return now;
    }

    /** How many things have been set going so far. */
    public long scheduled() {
        return sequence;
    }

    /** @param nanos from now, 0 or more */
    public void after(long nanos, Runnable happening) {
        at(now + nanos, happening);
    }

    /** @param nanos not before {@link #now} */
    public void at(long nanos, Runnable happening) {
        if (nanos < now) {
            throw new AssertionError("something was to happen " + (now - nanos) + " ns ago");
        }
        queue.add(new Entry(nanos, ties.nextInt(), sequence++, happening));
    }

    /** Lets everything happen up to and including that time, which it is then. */
    public void runUntil(long nanos) {
        while (step(nanos)) {
            // until nothing more is due
        }
        now = Math.max(now, nanos);
    }

    /** Lets the next thing happen, unless it is later than that. */
    public boolean step(long limitNanos) {
        Entry next = queue.peek();
        if (next == null || next.at > limitNanos) {
            return false;
        }
        queue.poll();
        now = next.at;
        next.happening.run();
        return true;
    }
}
