package org.armature.cli.verb;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.armature.config.schema.Kinds;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Times with their unit: {@code 500ms}, {@code 2s}, {@code 1m}. */
class TimeConverter implements ITypeConverter<Duration> {
    private static final Pattern TIME = Pattern.compile("([0-9]{1,7})(ms|[smhd])");

    private final Duration shortest;
    private final Duration longest;
    private final String examples;

    TimeConverter() {
        this(Duration.ofMillis(1), Duration.ofHours(1), "500ms, 2s or 1m");
    }

    TimeConverter(Duration shortest, Duration longest, String examples) {
        this.shortest = shortest;
        this.longest = longest;
        this.examples = examples;
    }

    @Override
    public Duration convert(String text) {
        Matcher parts = TIME.matcher(text);
        if (parts.matches()) {
            Duration time = time(Long.parseLong(parts.group(1)), parts.group(2));
            if (time.compareTo(shortest) >= 0 && time.compareTo(longest) <= 0) {
                return time;
            }
        }
        throw new TypeConversionException("\"" + text + "\" is no time from " + show(shortest) + " to " + show(longest)
                + "; write it with its unit, such as " + examples);
    }

    private static Duration time(long number, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    private static String show(Duration time) {
        return Kinds.showDuration(time).replace(" ", "");
    }
}
