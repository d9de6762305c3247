package org.armature.simulator.disk;

import java.util.SplittableRandom;
import org.armature.simulator.world.Draw;

/** How a disk does at present: how long its calls take, and whether they fail. */
public final class DiskState {
    private final SplittableRandom random;
    private long readNanos = 60_000;
    private long writeNanos = 40_000;
    private long forceNanos = 1_500_000;
    private int slowness = 1;
    private int errorsPerMille;
    private boolean full;

    public DiskState(SplittableRandom random) {
        this.random = random;
    }

    /** @param force how long a forced write takes on average, in nanoseconds */
    public void speed(long read, long write, long force) {
        readNanos = read;
        writeNanos = write;
        forceNanos = force;
    }

    /** Everything takes so many times as long; 1 to heal. */
    public void slow(int times) {
        slowness = times;
    }

    /** Of a thousand calls, so many fail; 0 to heal. */
    public void fail(int perMille) {
        errorsPerMille = perMille;
    }

    public void full(boolean now) {
        full = now;
    }

    public boolean isFull() {
        return full;
    }

    public boolean failsNext() {
        return Draw.perMille(random, errorsPerMille);
    }

    /** Of a batch that failed, whether the next write was made all the same. */
    public boolean writesInSpite() {
        return random.nextBoolean();
    }

    public long readTime() {
        return slowness * (1_000 + Draw.exponential(random, readNanos));
    }

    public long writeTime() {
        return slowness * (1_000 + Draw.exponential(random, writeNanos));
    }

    public long forceTime() {
        return slowness * (forceNanos / 2 + Draw.exponential(random, forceNanos / 2));
    }
}
