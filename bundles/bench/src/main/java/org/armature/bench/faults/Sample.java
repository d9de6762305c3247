package org.armature.bench.faults;

import org.armature.history.Outcome;

/**
 * One operation as its caller saw it.
 *
 * @param due when it was meant to begin, monotonic nanoseconds
 * @param latency nanoseconds from then to its end, but for what the other half of its pair took
 * @param ended monotonic nanoseconds
 */
record Sample(boolean write, long due, long latency, long ended, Outcome outcome) {}
