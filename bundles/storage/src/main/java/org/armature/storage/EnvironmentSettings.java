package org.armature.storage;

import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * How to open an environment.
 *
 * @param instance the application instance, {@code [a-z0-9_]{1,48}}
 * @param directory the environment's own directory, made if it is not there; an engine that keeps nothing on disk
 *     ignores it
 * @param options the engine's own settings, as text; an engine refuses those it does not know, see {@link
 *     StorageEngine#options()}
 */
public record EnvironmentSettings(String instance, Path directory, SortedMap<String, String> options) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,48}");

    public EnvironmentSettings {
        if (!NAME.matcher(instance).matches()) {
            throw new IllegalArgumentException("an instance's name is [a-z0-9_]{1,48}, not \"" + instance + "\"");
        }
        options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
    }
}
