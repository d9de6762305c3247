package org.armature.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentSettingsTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "Shop", "a/b", "a-b", ".."})
    void refusesAnInstanceNameThatCouldEscapeFromAPath(String instance) {
        assertThrows(
                IllegalArgumentException.class,
                () -> new EnvironmentSettings(instance, Path.of("data"), new TreeMap<>()));
    }

    @Test
    void keepsItsOptionsWhateverBecomesOfTheMapItTook() {
        SortedMap<String, String> options = new TreeMap<>();
        options.put("cache-size", "1");
        EnvironmentSettings settings = new EnvironmentSettings("shop", Path.of("data"), options);
        options.clear();
        assertEquals("1", settings.options().get("cache-size"));
        assertThrows(
                UnsupportedOperationException.class, () -> settings.options().clear());
    }
}
