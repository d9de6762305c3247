package org.armature.reconciler.standard;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A number that several writers count up and down at the same time. Each writer has its own two totals, what it added and
 * what it took away, which only grow; merged, the larger of each counts, so that nothing that was counted is lost or
 * counted twice. Written as {@code {"plus":{"shop1":5},"minus":{"shop1":1}}}. Immutable.
 *
 * <p>A writer's name stands for one sequence of changes: two threads or processes that count under one name at the same
 * time overwrite each other's counts.
 */
public final class Counter {
    /** Of one writer, in each direction; 2<sup>53</sup>, up to which every JSON library is exact. */
    public static final long MOST = 1L << 53;

    public static final Counter ZERO = new Counter(Collections.emptySortedMap(), Collections.emptySortedMap());

    private final SortedMap<String, Long> plus;
    private final SortedMap<String, Long> minus;

    private Counter(SortedMap<String, Long> plus, SortedMap<String, Long> minus) {
        this.plus = new TreeMap<>(plus);
        this.minus = new TreeMap<>(minus);
    }

    /** @throws IllegalArgumentException if it is none; the message says where and why */
    public static Counter parse(String text) {
        SortedMap<String, Object> members = Json.object(text, "a counter", List.of("plus", "minus"));
        return new Counter(
                Json.numbers(members.get("plus"), "plus", 1, MOST),
                Json.numbers(members.get("minus"), "minus", 1, MOST));
    }

    /**
     * @param writer who counts, and nobody else at the same time
     * @param delta negative to count down
     * @throws IllegalArgumentException if a total of the writer would exceed {@link #MOST}
     */
    public Counter plus(String writer, long delta) {
        if (delta == 0) {
            return this;
        }
        return delta > 0
                ? new Counter(more(plus, writer, delta), minus)
                : new Counter(plus, more(minus, writer, Math.negateExact(delta)));
    }

    private static SortedMap<String, Long> more(SortedMap<String, Long> totals, String writer, long by) {
        long before = totals.getOrDefault(writer, 0L);
        if (by > MOST - before) {
            throw new IllegalArgumentException(
                    writer + " has counted " + before + ", and " + by + " more would exceed " + MOST);
        }
        SortedMap<String, Long> more = new TreeMap<>(totals);
        more.put(writer, before + by);
        return more;
    }

    /** The larger of each total. Commutative, associative, idempotent. */
    public Counter merge(Counter other) {
        return new Counter(larger(plus, other.plus), larger(minus, other.minus));
    }

    private static SortedMap<String, Long> larger(SortedMap<String, Long> some, SortedMap<String, Long> others) {
        SortedMap<String, Long> larger = new TreeMap<>(some);
        others.forEach((writer, total) -> larger.merge(writer, total, Math::max));
        return larger;
    }

    /**
     * What all writers have counted.
     *
     * @throws ArithmeticException if that is more than a long can hold
     */
    public long value() {
        return Math.subtractExact(sum(plus), sum(minus));
    }

    private static long sum(SortedMap<String, Long> totals) {
        return totals.values().stream().reduce(0L, Math::addExact);
    }

    public String text() {
        return "{\"plus\":" + Json.text(plus) + ",\"minus\":" + Json.text(minus) + "}";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Counter counter && counter.plus.equals(plus) && counter.minus.equals(minus);
    }

    @Override
    public int hashCode() {
        return 31 * plus.hashCode() + minus.hashCode();
    }

    @Override
    public String toString() {
        return text();
    }
}
