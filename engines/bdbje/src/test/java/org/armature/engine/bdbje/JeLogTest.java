package org.armature.engine.bdbje;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.stream.Stream;
import org.armature.storage.EnvironmentSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JeLogTest {
    @TempDir
    Path directory;

    /** Of JE's loggers, which are the JVM's. */
    private static List<Handler> handlers() {
        LogManager loggers = LogManager.getLogManager();
        return Collections.list(loggers.getLoggerNames()).stream()
                .filter(name -> name.startsWith("com.sleepycat."))
                .map(loggers::getLogger)
                .filter(Objects::nonNull)
                .flatMap(logger -> Stream.of(logger.getHandlers()))
                .toList();
    }

    @Test
    void anEngineThatEndsLeavesNoHandlerThatWouldKeepItsClassesInMemory() {
        BdbjeEngineComponent engine = new BdbjeEngineComponent();
        try (var environment = engine.open(new EnvironmentSettings("shop", directory, new TreeMap<>()))) {
            environment.sync();
            assertNotEquals(List.of(), handlers());
        }
        engine.stop();
        assertEquals(List.of(), handlers());
    }
}
