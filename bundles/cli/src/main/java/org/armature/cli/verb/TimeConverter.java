package org.armature.cli.verb;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Times with their unit: {@code 500ms}, {@code 2s}, {@code 1m}. */
final class TimeConverter implements ITypeConverter<Duration> {
    private static final Pattern TIME = Pattern.compile("([0-9]{1,7})(ms|s|m)");
    private static final Duration LONGEST = Duration.ofHours(1);

    @Override
    public Duration convert(String text) {
        Matcher parts = TIME.matcher(text);
        if (parts.matches()) {
            long number = Long.parseLong(parts.group(1));
            Duration time =
                    switch (parts.group(2)) {
                        case "ms" -> Duration.ofMillis(number);
                        case "s" -> Duration.ofSeconds(number);
                        default -> Duration.ofMinutes(number);
                    };
            if (time.toMillis() >= 1 && time.compareTo(LONGEST) <= 0) {
                return time;
            }
        }
        throw new TypeConversionException(
                "\"" + text + "\" is no time from 1ms to 60m; write it with its unit, such as 500ms, 2s or 1m");
    }
}
