package org.armature.simulator.command;

/** Seeds from the first to the last, both included. */
record SeedRange(long first, long last) {
    /** @throws IllegalArgumentException if the text is neither a number nor {@code A..B} with A no more than B */
    static SeedRange parse(String text) {
        int dots = text.indexOf("..");
        try {
            long first = Long.parseLong(dots < 0 ? text : text.substring(0, dots));
            long last = dots < 0 ? first : Long.parseLong(text.substring(dots + 2));
            if (first <= last) {
                return new SeedRange(first, last);
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(wrong(text), e);
        }
        throw new IllegalArgumentException(wrong(text));
    }

    private static String wrong(String text) {
        return "seeds are given as A..B with A no more than B, or as one number, not as \"" + text + "\"";
    }
}
