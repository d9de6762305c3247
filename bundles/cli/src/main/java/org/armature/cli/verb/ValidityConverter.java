package org.armature.cli.verb;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** For how long a token holds: {@code 10m}, {@code 1h}, {@code 7d}. */
final class ValidityConverter implements ITypeConverter<Duration> {
    private static final Pattern TIME = Pattern.compile("([0-9]{1,5})([mhd])");
    private static final Duration LONGEST = Duration.ofDays(30);

    @Override
    public Duration convert(String text) {
        Matcher parts = TIME.matcher(text);
        if (parts.matches()) {
            long number = Long.parseLong(parts.group(1));
            Duration time =
                    switch (parts.group(2)) {
                        case "m" -> Duration.ofMinutes(number);
                        case "h" -> Duration.ofHours(number);
                        default -> Duration.ofDays(number);
                    };
            if (number >= 1 && time.compareTo(LONGEST) <= 0) {
                return time;
            }
        }
        throw new TypeConversionException(
                "\"" + text + "\" is no time from 1m to 30d; write it with its unit, such as 10m, 1h or 7d");
    }
}
