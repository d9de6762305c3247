package org.armature.storage.testkit;

import static org.armature.storage.testkit.Samples.CART;
import static org.armature.storage.testkit.Samples.key;
import static org.armature.storage.testkit.Samples.value;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.List;
import java.util.TreeMap;
import org.armature.storage.EngineOption;
import org.armature.storage.Environment;
import org.armature.storage.EnvironmentSettings;
import org.armature.storage.StorageException;
import org.junit.jupiter.api.Test;

/** Settings are right as a whole or refused with what would be right. */
abstract class OptionTheme extends EngineTheme {
    @Test
    void anUnknownOptionIsRefusedNamingThoseThereAre() {
        String message = refusal(settingsWith("no-such-option", "1"));
        assertTrue(message.contains("no-such-option"), message);
        for (EngineOption option : engine.options()) {
            assertTrue(message.contains(option.name()), message);
        }
    }

    @Test
    void aValueThatIsNoneOfItsKindIsRefusedNamingOptionAndValue() {
        for (EngineOption option : engine.options()) {
            for (String bad : badValues(option.kind())) {
                String message = refusal(settingsWith(option.name(), bad));
                assertTrue(message.contains(option.name() + "=" + bad), message);
            }
        }
    }

    @Test
    void severalMistakesAreNamedAtOnce() {
        TreeMap<String, String> options = new TreeMap<>(subject().options());
        options.put("no-such-option", "1");
        options.put("nor-this-one", "1");
        String message = refusal(settings(directory(), options));
        assertTrue(message.contains("no-such-option") && message.contains("nor-this-one"), message);
    }

    @Test
    void aRefusalLeavesNothingBehind() {
        refusal(settingsWith("no-such-option", "1"));
        Environment environment = open();
        put(environment, CART, key(1), value(1, 10));
        assertTrue(environment.store(CART).get(key(1)).isPresent());
    }

    @Test
    void aCheckOfWhatCanBeOpenedFindsNothingAndMakesNothing() {
        EnvironmentSettings settings = settings(directory(), subject().options());
        engine.check(settings);
        assertTrue(Files.notExists(directory()), directory()::toString);
        Environment environment = open();
        put(environment, CART, key(1), value(1, 10));
        engine.check(settings);
        assertTrue(environment.store(CART).get(key(1)).isPresent());
        environment.close();
        engine.check(settings);
    }

    @Test
    void theDefaultsAreAccepted() {
        TreeMap<String, String> defaults = new TreeMap<>();
        for (EngineOption option : engine.options()) {
            assertFalse(option.meaning().isBlank(), option.name());
            defaults.put(option.name(), option.defaultValue());
        }
        defaults.putAll(subject().options());
        put(open(directory(), defaults), CART, key(1), value(1, 10));
    }

    private String refusal(EnvironmentSettings settings) {
        return assertThrows(StorageException.BadSettings.class, () -> engine.open(settings))
                .getMessage();
    }

    private static List<String> badValues(EngineOption.Kind kind) {
        return switch (kind) {
            case SIZE, DURATION, NUMBER -> List.of("-1", "many", "1.5", "", "9223372036854775807");
            case FLAG -> List.of("perhaps", "TRUE", "");
            case TEXT -> List.of();
        };
    }
}
