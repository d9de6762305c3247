package org.armature.bench.deletes;

import java.time.Duration;
import java.util.List;
import org.armature.bench.InvalidOptions;
import org.armature.bench.Workload;

/**
 * What a run does.
 *
 * @param workload the objects that are written, and deleted
 * @param down how long a node is away at least, from its stop to its start; 0 s to 1 h
 * @param interval of rounds of reaping, as the nodes are configured; 1 ms to 1 d
 * @param limit how long all may take to be reaped once the node is back; 1 s to 1 d
 */
record DeletesPlan(Workload workload, Duration down, Duration interval, Duration limit) {
    private static final Duration LONGEST_DOWN = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofHours(24);

    DeletesPlan {
        require("--down", down, Duration.ZERO, LONGEST_DOWN);
        require("--interval", interval, Duration.ofMillis(1), DAY);
        require("--limit", limit, Duration.ofSeconds(1), DAY);
    }

    private static void require(String option, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new InvalidOptions(List.of(option + " " + value.toMillis() / 1e3 + " s is not within "
                    + least.toMillis() / 1e3 + " to " + most.toMillis() / 1e3 + " s"));
        }
    }

    /** For each node's own file. */
    String nodeLines() {
        return "reaping { interval = " + interval.toMillis() + " ms }\n";
    }
}
