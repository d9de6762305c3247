package org.armature.config.schema;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigValue;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The kinds of values. Numbers may also be written as text, as substitution from the environment gives them. */
public final class Kinds {
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");
    private static final Pattern WITH_UNIT = Pattern.compile("[0-9].*[a-z]", Pattern.CASE_INSENSITIVE);

    private static final String NONE = "none";

    private Kinds() {}

    private record Of<T>(String allowed, Function<ConfigValue, Optional<T>> reader, Function<T, String> writer)
            implements Kind<T> {
        @Override
        public Optional<T> read(ConfigValue value) {
            return reader.apply(value);
        }

        @Override
        public String show(T value) {
            return writer.apply(value);
        }
    }

    public static Kind<Integer> whole(int least, int most) {
        return new Of<>(
                least == most ? "the number " + least : "a whole number from " + least + " to " + most,
                value -> number(value).filter(n -> n >= least && n <= most).map(Long::intValue),
                String::valueOf);
    }

    /** A whole number of at most 18 digits, 0 or more. */
    public static Kind<Long> count() {
        return new Of<>("a whole number, 0 or more", value -> number(value).filter(n -> n >= 0), String::valueOf);
    }

    /** Bytes; a number without unit counts single bytes. */
    public static Kind<Long> size(long least, long most) {
        return new Of<>(
                "a size from " + showSize(least) + " to " + showSize(most)
                        + " (units B, KiB, MiB, GiB; kB, MB, GB for powers of 1,000)",
                value -> bytes(value).filter(n -> n >= least && n <= most),
                Kinds::showSize);
    }

    /** Always with a unit: a bare number would leave open which. */
    public static Kind<Duration> duration(Duration least, Duration most) {
        return new Of<>(
                "a duration from " + showDuration(least) + " to " + showDuration(most) + " (units ms, s, m, h, d)",
                value -> time(value).filter(d -> d.compareTo(least) >= 0 && d.compareTo(most) <= 0),
                Kinds::showDuration);
    }

    /** Or the word {@code none}, in place of any. */
    public static <T> Kind<Optional<T>> orNone(Kind<T> of) {
        return new Of<>(
                "none, or " + of.allowed(),
                value -> {
                    Optional<T> read = of.read(value);
                    return read.isPresent()
                                    || scalar(value).filter(NONE::equals).isPresent()
                            ? Optional.of(read)
                            : Optional.empty();
                },
                value -> value.map(of::show).orElse(NONE));
    }

    public static Kind<Boolean> flag() {
        return new Of<>(
                "true or false",
                value -> scalar(value)
                        .filter(text -> text.equals("true") || text.equals("false"))
                        .map(Boolean::valueOf),
                String::valueOf);
    }

    /** @param what what it is, and what it may be made of, as half a sentence */
    public static Kind<String> text(Pattern pattern, String what) {
        return new Of<>(what, value -> scalar(value).filter(pattern.asMatchPredicate()), Function.identity());
    }

    /** One of the constants, in lower case. */
    public static <E extends Enum<E>> Kind<E> choice(Class<E> type) {
        List<E> constants = Arrays.asList(type.getEnumConstants());
        return new Of<>(
                constants.stream().map(Kinds::lower).collect(Collectors.joining(", ", "one of ", "")),
                value -> scalar(value).flatMap(text -> constants.stream()
                        .filter(c -> lower(c).equals(text))
                        .findFirst()),
                Kinds::lower);
    }

    /**
     * What else can be written as text.
     *
     * @param allowed as half a sentence
     * @param parser empty for what is not allowed
     */
    public static <T> Kind<T> parsed(String allowed, Function<String, Optional<T>> parser, Function<T, String> writer) {
        return new Of<>(allowed, value -> scalar(value).flatMap(parser), writer);
    }

    /** Several of a kind; a single one may stand without brackets. */
    public static <T> Kind<List<T>> list(Kind<T> of) {
        return new Of<>(
                "a list [ … ] of " + of.allowed(),
                value -> {
                    List<ConfigValue> items = value instanceof ConfigList list ? list : List.of(value);
                    List<T> read = items.stream()
                            .map(of::read)
                            .flatMap(Optional::stream)
                            .toList();
                    return read.size() == items.size() ? Optional.of(read) : Optional.empty();
                },
                items -> items.stream().map(of::show).collect(Collectors.joining(", ", "[", "]")));
    }

    /** The text of a value that is no list, no block and not null; of a number as it was written, 007 and all. */
    static Optional<String> scalar(ConfigValue value) {
        return switch (value.valueType()) {
            case STRING -> Optional.of((String) value.unwrapped());
            case NUMBER, BOOLEAN -> Optional.of(value.atKey("text").getString("text"));
            case OBJECT, LIST, NULL -> Optional.empty();
        };
    }

    private static Optional<Long> number(ConfigValue value) {
        return scalar(value).filter(WHOLE.asMatchPredicate()).map(Long::valueOf);
    }

    private static Optional<Long> bytes(ConfigValue value) {
        return understood(value, v -> v.atKey("size").getMemorySize("size").toBytes());
    }

    private static Optional<Duration> time(ConfigValue value) {
        return scalar(value)
                .filter(WITH_UNIT.asMatchPredicate())
                .flatMap(text -> understood(value, v -> v.atKey("time").getDuration("time")));
    }

    /** The library's own reading of a unit; it throws for what it does not understand. */
    private static <T> Optional<T> understood(ConfigValue value, Function<ConfigValue, T> reader) {
        try {
            return scalar(value).map(text -> reader.apply(value));
        } catch (ConfigException.BadValue | ConfigException.WrongType e) {
            return Optional.empty();
        }
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** The greatest unit that leaves a whole number. */
    public static String showSize(long bytes) {
        String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
        int unit = 0;
        long rest = bytes;
        while (unit < units.length - 1 && rest != 0 && rest % 1024 == 0) {
            rest /= 1024;
            unit++;
        }
        return rest + " " + units[unit];
    }

    /** Likewise. */
    public static String showDuration(Duration duration) {
        if (duration.getNano() != 0 || duration.isZero()) {
            return duration.toMillis() + " ms";
        }
        long seconds = duration.getSeconds();
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + " d";
        }
        if (seconds % 3_600 == 0) {
            return seconds / 3_600 + " h";
        }
        return seconds % 60 == 0 ? seconds / 60 + " m" : seconds + " s";
    }
}
