package org.armature.config;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.armature.config.schema.Kind;
import org.armature.config.schema.Kinds;

/**
 * Hours of the day in which few requests are expected.
 *
 * @param spans none if there are no such hours
 * @param sharePercent of the time that background work may have in them, 1 to 100
 */
public record QuietHours(List<Span> spans, ZoneId zone, int sharePercent) {
    private static final int HOUR = 60;
    private static final int DAY = 24 * HOUR;

    /**
     * From one minute of the day up to, and without, another; over midnight if that is the earlier one.
     *
     * @param fromMinute 0 to 1,439
     * @param toMinute 1 to 1,440
     */
    public record Span(int fromMinute, int toMinute) {
        private static final Pattern TEXT = Pattern.compile("([0-9]{2}):([0-9]{2})-([0-9]{2}):([0-9]{2})");

        static final Kind<Span> KIND = Kinds.parsed(
                "\"HH:MM-HH:MM\" in quotes, as \"22:00-06:00\"; up to \"24:00\"", Span::parse, Span::toString);

        private static Optional<Span> parse(String text) {
            Matcher matcher = TEXT.matcher(text);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            int from = minute(matcher, 1);
            int to = minute(matcher, 3);
            boolean fits = from >= 0 && from < DAY && to >= 0 && to <= DAY && from != to;
            return fits ? Optional.of(new Span(from, to == 0 ? DAY : to)) : Optional.empty();
        }

        /** Below 0 if the minutes are more than an hour has. */
        private static int minute(Matcher matcher, int group) {
            int minute = Integer.parseInt(matcher.group(group + 1));
            return minute < HOUR ? Integer.parseInt(matcher.group(group)) * HOUR + minute : -1;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%02d:%02d-%02d:%02d",
                    fromMinute / HOUR,
                    fromMinute % HOUR,
                    toMinute / HOUR,
                    toMinute % HOUR);
        }
    }

    static final Kind<ZoneId> ZONE =
            Kinds.parsed("a time zone, as UTC, +02:00 or Europe/Berlin", QuietHours::zone, ZoneId::getId);

    public QuietHours {
        spans = List.copyOf(spans);
        if (sharePercent < 1 || sharePercent > 100) {
            throw new IllegalArgumentException(sharePercent + " % of the time");
        }
    }

    private static Optional<ZoneId> zone(String text) {
        try {
            return Optional.of(ZoneId.of(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
