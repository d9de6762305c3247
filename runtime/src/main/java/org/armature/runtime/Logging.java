package org.armature.runtime;

import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Sends every log line of the process, java.util.logging's included, to the files of {@code logback.xml}. */
final class Logging {
    private Logging() {}

    /**
     * Must run before the first logger is made. The node's own {@code etc/logback.xml} counts before that of the
     * distribution.
     */
    static void begin(LaunchSettings settings) {
        System.setProperty("armature.log", settings.data().resolve("log").toString());
        Path own = settings.etc().resolve("logback.xml");
        Path shipped = settings.home().resolve("etc").resolve("logback.xml");
        System.setProperty("logback.configurationFile", (Files.isRegularFile(own) ? own : shipped).toString());
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }
}
