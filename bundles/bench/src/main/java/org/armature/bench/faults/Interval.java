package org.armature.bench.faults;

/**
 * A part of an act.
 *
 * @param from monotonic nanoseconds, inclusive
 * @param to exclusive
 */
record Interval(String name, long from, long to) {
    boolean contains(long moment) {
        return moment - from >= 0 && moment - to < 0;
    }
}
