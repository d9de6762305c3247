package org.armature.server;

import java.util.Arrays;

/**
 * The bundle an engine came with.
 *
 * @param bundle the framework's number of it
 * @param version {@code major.minor.micro}, or {@code major.minor.micro.qualifier}
 */
record EngineOrigin(long bundle, String symbolicName, String version) implements Comparable<EngineOrigin> {
    private static final int NUMBERS = 3;

    /** Of an engine that came with none. */
    static final EngineOrigin NONE = new EngineOrigin(-1, "", "0.0.0");

    /** By version. */
    @Override
    public int compareTo(EngineOrigin other) {
        int numbers = Arrays.compare(numbers(), other.numbers());
        return numbers != 0 ? numbers : qualifier().compareTo(other.qualifier());
    }

    private int[] numbers() {
        String[] parts = version.split("\\.", NUMBERS + 1);
        int[] numbers = new int[NUMBERS];
        for (int i = 0; i < Math.min(NUMBERS, parts.length); i++) {
            numbers[i] = Integer.parseInt(parts[i]);
        }
        return numbers;
    }

    private String qualifier() {
        String[] parts = version.split("\\.", NUMBERS + 1);
        return parts.length > NUMBERS ? parts[NUMBERS] : "";
    }
}
