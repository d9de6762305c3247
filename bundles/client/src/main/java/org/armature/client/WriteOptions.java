package org.armature.client;

import java.time.Duration;
import java.util.Optional;
import org.armature.model.RequestId;

/**
 * @param w replicas that must have stored it; 0 for the table's own
 * @param deadline for the whole call, retries included, 1 ms to 1 h; empty for the client's own
 * @param request names this write over all its attempts; empty to let the client draw one
 */
public record WriteOptions(int w, Optional<Duration> deadline, Optional<RequestId> request) {
    public static final WriteOptions DEFAULT = new WriteOptions(0, Optional.empty(), Optional.empty());

    /** @throws IllegalArgumentException if a number is out of its range */
    public WriteOptions {
        if (w < 0) {
            throw new IllegalArgumentException("a write asks for 0 or more replicas, not w=" + w);
        }
        deadline.ifPresent(Deadline::checked);
    }

    public WriteOptions withW(int replicas) {
        return new WriteOptions(replicas, deadline, request);
    }

    public WriteOptions withDeadline(Duration limit) {
        return new WriteOptions(w, Optional.of(limit), request);
    }

    public WriteOptions withRequest(RequestId id) {
        return new WriteOptions(w, deadline, Optional.of(id));
    }
}
