package org.armature.client;

import java.time.Duration;
import java.util.Optional;

/**
 * @param r replicas that must answer; 0 for the table's own
 * @param deadline for the whole call, retries included; empty for the client's own
 */
public record ReadOptions(int r, Optional<Duration> deadline) {
    public static final ReadOptions DEFAULT = new ReadOptions(0, Optional.empty());

    public ReadOptions withR(int replicas) {
        return new ReadOptions(replicas, deadline);
    }

    public ReadOptions withDeadline(Duration limit) {
        return new ReadOptions(r, Optional.of(limit));
    }
}
