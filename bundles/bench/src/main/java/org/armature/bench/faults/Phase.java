package org.armature.bench.faults;

import org.armature.bench.Latency;

/**
 * A part of an act in numbers.
 *
 * @param ok writes that succeeded
 * @param failed writes that were certainly not done
 * @param unknown writes that may have been done
 * @param readsFailed reads that did not succeed
 * @param writes latencies of all writes, whatever their outcome
 */
record Phase(String name, long ok, long failed, long unknown, long readsFailed, Latency writes) {
    long all() {
        return ok + failed + unknown;
    }

    /** 1 if there were none. */
    double share() {
        return all() == 0 ? 1 : (double) ok / all();
    }
}
