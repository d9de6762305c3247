package org.armature.bench.steady;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import org.armature.bench.Witness;

/** The last write of each key that was acknowledged, and how many reads showed less. Thread-safe. */
public final class Ledger implements Witness {
    private final AtomicLongArray acknowledged;
    private final LongAdder stale = new LongAdder();

    public Ledger(int keys) {
        acknowledged = new AtomicLongArray(keys);
        for (int key = 0; key < keys; key++) {
            acknowledged.set(key, NOTHING);
        }
    }

    @Override
    public void acknowledged(int key, long write) {
        acknowledged.set(key, write);
    }

    @Override
    public long acknowledged(int key) {
        return acknowledged.get(key);
    }

    @Override
    public void shown(long before, long newest) {
        if (newest < before) {
            stale.increment();
        }
    }

    /** Reads that did not show what had been acknowledged before they began, nor anything later. */
    public long stale() {
        return stale.sum();
    }
}
