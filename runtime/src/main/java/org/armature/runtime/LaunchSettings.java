package org.armature.runtime;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Where a node finds its parts.
 *
 * @param home the unpacked distribution, with {@code bundles/} and {@code engines/}
 * @param etc the configuration; {@code <home>/etc} unless said otherwise
 * @param data everything the node writes; {@code data} beside {@code etc} unless said otherwise
 * @param engines the jars of storage engines; {@code <home>/engines} unless said otherwise
 * @param reconcilers the jars of reconcilers; {@code <home>/reconcilers} unless said otherwise, which need not exist
 * @param stopLimit how long a stop may take before the process ends without waiting further
 */
public record LaunchSettings(Path home, Path etc, Path data, Path engines, Path reconcilers, Duration stopLimit) {
    static final String HOME = "armature.home";
    static final String ETC = "armature.etc";
    static final String DATA = "armature.data";
    static final String ENGINES = "armature.engines";
    static final String RECONCILERS = "armature.reconcilers";
    static final String STOP_LIMIT = "armature.stop.limit.seconds";

    private static final Map<String, String> OPTIONS =
            Map.of("--etc", ETC, "--data", DATA, "--engines", ENGINES, "--reconcilers", RECONCILERS);
    private static final Duration DEFAULT_STOP_LIMIT = Duration.ofSeconds(30);

    /**
     * Reads {@code --etc DIR}, {@code --data DIR}, {@code --engines DIR} and {@code --reconcilers DIR}, then the properties
     * {@code armature.etc}, {@code armature.data}, {@code armature.engines} and {@code armature.reconcilers}, then takes
     * the defaults.
     *
     * @throws StartFailure if an argument is unknown or a directory that must exist does not
     */
    static LaunchSettings from(List<String> arguments, Properties properties) throws StartFailure {
        String home = properties.getProperty(HOME);
        if (home == null) {
            throw wrong("the system property " + HOME + " is missing; start the node with bin/armature");
        }
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < arguments.size(); i += 2) {
            String option = arguments.get(i);
            if (!OPTIONS.containsKey(option)) {
                throw wrong("unknown argument " + option + "; known are --etc DIR, --data DIR, --engines DIR and"
                        + " --reconcilers DIR");
            }
            if (i + 1 == arguments.size()) {
                throw wrong(option + " needs a directory after it");
            }
            given.put(OPTIONS.get(option), arguments.get(i + 1));
        }
        String etc = given.getOrDefault(ETC, properties.getProperty(ETC));
        String data = given.getOrDefault(DATA, properties.getProperty(DATA));
        String engines = given.getOrDefault(ENGINES, properties.getProperty(ENGINES));
        String reconcilers = given.getOrDefault(RECONCILERS, properties.getProperty(RECONCILERS));
        Path homePath = existing(Path.of(home), "the home directory of the distribution");
        Path etcPath = existing(etc == null ? homePath.resolve("etc") : Path.of(etc), "the configuration directory");
        return new LaunchSettings(
                homePath,
                etcPath,
                data == null ? etcPath.resolveSibling("data") : absolute(Path.of(data)),
                engines == null
                        ? homePath.resolve("engines")
                        : existing(Path.of(engines), "the directory of storage engines"),
                reconcilers == null
                        ? homePath.resolve("reconcilers")
                        : existing(Path.of(reconcilers), "the directory of reconcilers"),
                stopLimit(properties.getProperty(STOP_LIMIT)));
    }

    private static Duration stopLimit(String seconds) throws StartFailure {
        if (seconds == null) {
            return DEFAULT_STOP_LIMIT;
        }
        if (!seconds.matches("[1-9][0-9]{0,3}")) {
            throw wrong(STOP_LIMIT + "=" + seconds + ", must be a whole number of seconds in 1..9999");
        }
        return Duration.ofSeconds(Long.parseLong(seconds));
    }

    private static Path existing(Path directory, String what) throws StartFailure {
        if (!Files.isDirectory(directory)) {
            throw wrong(what + " does not exist: " + absolute(directory));
        }
        return absolute(directory);
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }

    private static StartFailure wrong(String what) {
        return new StartFailure(StartupCode.CONFIG_INVALID, "cannot start: " + what + ". No data was touched.");
    }
}
