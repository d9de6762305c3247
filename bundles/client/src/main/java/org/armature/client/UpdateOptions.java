package org.armature.client;

import java.time.Duration;
import java.util.Optional;

/**
 * What one update asks for beyond what its table says. Immutable; each method gives a copy that differs in one thing.
 *
 * @param read what its reads ask for, without a deadline of their own
 * @param write what its writes ask for, without a deadline or request id of their own
 * @param deadline for the whole update, every read, write and retry included, 1 ms to 1 h; empty for the client's own
 */
public record UpdateOptions(ReadOptions read, WriteOptions write, Optional<Duration> deadline) {
    public static final UpdateOptions DEFAULT =
            new UpdateOptions(ReadOptions.DEFAULT, WriteOptions.DEFAULT, Optional.empty());

    /** @throws IllegalArgumentException if a part has a deadline or a request id of its own */
    public UpdateOptions {
        deadline.ifPresent(Deadline::checked);
        if (read.deadline().isPresent() || write.deadline().isPresent()) {
            throw new IllegalArgumentException(
                    "an update has one deadline for its reads and writes together: see UpdateOptions.withDeadline");
        }
        if (write.request().isPresent()) {
            throw new IllegalArgumentException(
                    "an update draws a request id for each write it begins, and takes none, not even "
                            + write.request().get());
        }
    }

    public UpdateOptions withDeadline(Duration limit) {
        return new UpdateOptions(read, write, Optional.of(limit));
    }

    public UpdateOptions withRead(ReadOptions options) {
        return new UpdateOptions(options, write, deadline);
    }

    /** A time to live among them is for values; what the function deletes has none. */
    public UpdateOptions withWrite(WriteOptions options) {
        return new UpdateOptions(read, options, deadline);
    }
}
