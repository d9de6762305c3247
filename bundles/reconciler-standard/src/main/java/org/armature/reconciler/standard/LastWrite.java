package org.armature.reconciler.standard;

import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;

/**
 * A text with the stamp of a hybrid logical clock (Kulkarni and others, 2014); of several the one stamped last counts, and
 * whoever writes after having read one stamps later, whatever the clocks show. Written as {@code
 * {"millis":1763820000000,"logical":0,"writer":"web1","value":"on"}}. Immutable.
 *
 * @param millis wall time of a writer, in milliseconds, from 0
 * @param logical orders writes of one millisecond, and of clocks that are behind, from 0
 * @param writer orders what two wrote with equal stamps
 */
public record LastWrite(long millis, long logical, String writer, String value) {
    private static final long MOST = 999_999_999_999_999_999L;
    private static final Comparator<LastWrite> BY_STAMP = Comparator.comparingLong(LastWrite::millis)
            .thenComparingLong(LastWrite::logical)
            .thenComparing(LastWrite::writer)
            .thenComparing(LastWrite::value);

    public LastWrite {
        Json.number(millis, "millis", 0, MOST);
        Json.number(logical, "logical", 0, MOST);
    }

    /** The first of a key. */
    public static LastWrite first(String value, String writer, long nowMillis) {
        return new LastWrite(nowMillis, 0, writer, value);
    }

    /**
     * What replaces this one, stamped later than it.
     *
     * @param nowMillis the writer's wall clock
     */
    public LastWrite next(String nextValue, String nextWriter, long nowMillis) {
        return nowMillis > millis
                ? new LastWrite(nowMillis, 0, nextWriter, nextValue)
                : new LastWrite(millis, logical + 1, nextWriter, nextValue);
    }

    /** @throws IllegalArgumentException if it is none; the message says where and why */
    public static LastWrite parse(String text) {
        SortedMap<String, Object> members =
                Json.object(text, "a last write", List.of("millis", "logical", "writer", "value"));
        return new LastWrite(
                Json.number(members.get("millis"), "millis", 0, MOST),
                Json.number(members.get("logical"), "logical", 0, MOST),
                Json.string(members.get("writer"), "writer"),
                Json.string(members.get("value"), "value"));
    }

    /** The one stamped later. Commutative, associative, idempotent. */
    public LastWrite merge(LastWrite other) {
        return BY_STAMP.compare(this, other) >= 0 ? this : other;
    }

    public String text() {
        return "{\"millis\":" + millis + ",\"logical\":" + logical + ",\"writer\":" + Json.text(writer) + ",\"value\":"
                + Json.text(value) + "}";
    }
}
