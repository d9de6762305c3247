package org.armature.config;

import java.util.Map;

/**
 * What a configuration may depend on besides its files.
 *
 * @param environment variables that substitutions such as {@code ${?NODE_ID}} may name
 * @param cores number of processors, from which numbers of threads are derived; 1 or more
 */
public record Surroundings(Map<String, String> environment, int cores) {
    public Surroundings {
        environment = Map.copyOf(environment);
        if (cores < 1) {
            throw new IllegalArgumentException("a machine has 1 core or more, not " + cores);
        }
    }

    /** Those of this process. */
    public static Surroundings ofProcess() {
        return new Surroundings(System.getenv(), Runtime.getRuntime().availableProcessors());
    }
}
