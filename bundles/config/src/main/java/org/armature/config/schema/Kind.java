package org.armature.config.schema;

import com.typesafe.config.ConfigValue;
import java.util.Optional;

/** What a value looks like. */
public interface Kind<T> {
    /** The value, or empty if it is of another kind or out of range. */
    Optional<T> read(ConfigValue value);

    /** What is read, as half a sentence: {@code a whole number from 1 to 64}. */
    String allowed();

    /** As it would be written in a file, without quotes. */
    String show(T value);
}
