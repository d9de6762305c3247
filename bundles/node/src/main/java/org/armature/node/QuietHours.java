package org.armature.node;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/**
 * Hours of the day in which few requests are expected, so that background work may have more of the time.
 *
 * @param spans none if there are no such hours
 * @param sharePercent of the time that background work may have in them while requests are quick, 1 to 100
 */
public record QuietHours(List<Span> spans, ZoneId zone, int sharePercent) {
    /**
     * From one minute of the day up to, and without, another; over midnight if that is the earlier one.
     *
     * @param fromMinute 0 to 1,439
     * @param toMinute 1 to 1,440
     */
    public record Span(int fromMinute, int toMinute) {
        boolean contains(int minute) {
            return fromMinute < toMinute
                    ? minute >= fromMinute && minute < toMinute
                    : minute >= fromMinute || minute < toMinute;
        }
    }

    public static final QuietHours NONE = new QuietHours(List.of(), ZoneId.of("UTC"), 100);

    private static final int MINUTES = 60;

    public QuietHours {
        spans = List.copyOf(spans);
        if (sharePercent < 1 || sharePercent > 100) {
            throw new IllegalArgumentException(sharePercent + " % of the time");
        }
    }

    /** @param wallMillis since 1970 */
    boolean contain(long wallMillis) {
        if (spans.isEmpty()) {
            return false;
        }
        LocalTime time = LocalTime.ofInstant(Instant.ofEpochMilli(wallMillis), zone);
        int minute = time.getHour() * MINUTES + time.getMinute();
        return spans.stream().anyMatch(span -> span.contains(minute));
    }
}
