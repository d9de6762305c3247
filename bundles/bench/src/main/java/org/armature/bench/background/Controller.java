package org.armature.bench.background;

import java.util.Locale;

/** Whether background work gives way to requests. */
enum Controller {
    ON(""),
    /** It takes all the time it can, however slow requests are; what it may send in a second is bounded as before. */
    OFF("""
            background { latency = 0 s, engine-latency = 0 s, queue-wait = 0 s, lock-failures = 0 }
            transfers { share = 100 }
            """);

    /** Replicas are compared when the run orders it, and at no other time. */
    private static final String ONLY_BY_ORDER = "anti-entropy { interval = 0 s, scrub-period = 0 s }\n";

    private final String lines;

    Controller(String lines) {
        this.lines = lines;
    }

    /**
     * Of each node's own file.
     *
     * @param hintsPerSecond that each delivers to each owner at most
     */
    String nodeLines(int hintsPerSecond) {
        return ONLY_BY_ORDER + "hints { per-second = " + hintsPerSecond + " }\n" + lines;
    }

    /** For programs, and in tables. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
