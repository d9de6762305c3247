package org.armature.storage;

/**
 * A setting an engine understands.
 *
 * @param name as written in a configuration file, such as {@code cache-size}
 * @param kind what a value looks like
 * @param defaultValue as it would be written in the file
 * @param meaning one sentence with the unit
 */
public record EngineOption(String name, Kind kind, String defaultValue, String meaning) {
    public enum Kind {
        /** Bytes, given to the engine as a whole decimal number. */
        SIZE,
        /** Given to the engine as a whole number of milliseconds. */
        DURATION,
        NUMBER,
        /** {@code true} or {@code false}. */
        FLAG,
        TEXT
    }
}
