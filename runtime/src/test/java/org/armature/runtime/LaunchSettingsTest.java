package org.armature.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaunchSettingsTest {
    private final Properties properties = new Properties();

    @TempDir
    Path home;

    @BeforeEach
    void unpack() throws IOException {
        Files.createDirectory(home.resolve("etc"));
        properties.setProperty("armature.home", home.toString());
    }

    @Test
    void everythingLiesInTheHomeDirectoryUnlessSaidOtherwise() throws StartFailure {
        LaunchSettings settings = LaunchSettings.from(List.of(), properties);
        assertEquals(home.resolve("etc"), settings.etc());
        assertEquals(home.resolve("data"), settings.data());
        assertEquals(home.resolve("engines"), settings.engines());
        assertEquals(home.resolve("reconcilers"), settings.reconcilers());
        assertEquals(Duration.ofSeconds(30), settings.stopLimit());
    }

    @Test
    void aNodeMayHaveADirectoryOfEnginesOfItsOwn() throws StartFailure, IOException {
        Path own = Files.createDirectory(home.resolve("own"));
        assertEquals(
                own,
                LaunchSettings.from(List.of("--engines", own.toString()), properties)
                        .engines());
        assertRefused(List.of("--engines", "/nowhere/engines"), "the directory of storage engines does not exist");
        assertEquals(
                own,
                LaunchSettings.from(List.of("--reconcilers", own.toString()), properties)
                        .reconcilers());
        assertRefused(List.of("--reconcilers", "/nowhere/own"), "the directory of reconcilers does not exist");
    }

    @Test
    void theDataOfAnotherConfigurationLieBesideIt() throws StartFailure, IOException {
        Path etc = Files.createDirectories(home.resolve("n1/etc"));
        assertEquals(
                home.resolve("n1/data"),
                LaunchSettings.from(List.of("--etc", etc.toString()), properties)
                        .data());
    }

    @Test
    void anArgumentCountsBeforeAProperty() throws StartFailure, IOException {
        Path other = Files.createDirectory(home.resolve("other"));
        properties.setProperty("armature.etc", "/nowhere");
        properties.setProperty("armature.data", home.resolve("d1").toString());
        properties.setProperty("armature.stop.limit.seconds", "5");
        LaunchSettings settings = LaunchSettings.from(List.of("--etc", other.toString()), properties);
        assertEquals(other, settings.etc());
        assertEquals(home.resolve("d1"), settings.data());
        assertEquals(Duration.ofSeconds(5), settings.stopLimit());
    }

    @Test
    void whatIsWrongIsNamed() {
        assertRefused(List.of("--ect", "x"), "unknown argument --ect");
        assertRefused(List.of("--data"), "--data needs a directory");
        assertRefused(List.of("--etc", "/nowhere/etc"), "/nowhere/etc");
        properties.setProperty("armature.stop.limit.seconds", "soon");
        assertRefused(List.of(), "armature.stop.limit.seconds=soon");
        properties.remove("armature.home");
        assertRefused(List.of(), "armature.home");
    }

    private void assertRefused(List<String> arguments, String part) {
        StartFailure failure = assertThrows(StartFailure.class, () -> LaunchSettings.from(arguments, properties));
        assertEquals(StartupCode.CONFIG_INVALID, failure.code());
        assertTrue(failure.getMessage().startsWith("ARM-101 cannot start: "), failure.getMessage());
        assertTrue(failure.getMessage().contains(part), failure.getMessage());
    }
}
