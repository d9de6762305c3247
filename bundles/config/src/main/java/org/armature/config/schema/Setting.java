package org.armature.config.schema;

import java.util.Optional;

/**
 * A key that holds a single value.
 *
 * @param key dotted, from the top of the block its {@link Schema} describes
 * @param fallback what holds if it is not given; empty if it has to be given or is worked out from others
 * @param fallbackText the same for the reader of the documentation: {@code required} if it has to be given
 * @param meaning a sentence or two
 */
public record Setting<T>(String key, Kind<T> kind, Optional<T> fallback, String fallbackText, String meaning) {
    private static final String REQUIRED = "required";

    public static <T> Setting<T> required(String key, Kind<T> kind, String meaning) {
        return new Setting<>(key, kind, Optional.empty(), REQUIRED, meaning);
    }

    public static <T> Setting<T> of(String key, Kind<T> kind, T fallback, String meaning) {
        return new Setting<>(key, kind, Optional.of(fallback), "`" + kind.show(fallback) + "`", meaning);
    }

    /** @param otherwise how its value is found if it is not given, as half a sentence */
    public static <T> Setting<T> derived(String key, Kind<T> kind, String otherwise, String meaning) {
        return new Setting<>(key, kind, Optional.empty(), otherwise, meaning);
    }

    public boolean isRequired() {
        return fallbackText.equals(REQUIRED);
    }
}
