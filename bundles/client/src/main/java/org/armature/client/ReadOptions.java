package org.armature.client;

import java.time.Duration;
import java.util.Optional;

/**
 * @param r replicas that must answer; 0 for the table's own
 * @param deadline for the whole call, retries included, 1 ms to 1 h; empty for the client's own
 */
public record ReadOptions(int r, Optional<Duration> deadline) {
    public static final ReadOptions DEFAULT = new ReadOptions(0, Optional.empty());

    /** @throws IllegalArgumentException if a number is out of its range */
    public ReadOptions {
        if (r < 0) {
            throw new IllegalArgumentException("a read asks for 0 or more replicas, not r=" + r);
        }
        deadline.ifPresent(Deadline::checked);
    }

    public ReadOptions withR(int replicas) {
        return new ReadOptions(replicas, deadline);
    }

    public ReadOptions withDeadline(Duration limit) {
        return new ReadOptions(r, Optional.of(limit));
    }
}
